#include "javascript.hpp"
#include "policy_words.hpp"
#include "renderers.hpp"

#include <fmt/format.h>

namespace corsage::platforms {
namespace {

std::string array(std::vector<std::string> const& items) {
  return fmt::format("[{}]", quoted_list(items, '\''));
}

std::string origin(policy::Config const& config) {
  switch (origin_rule(config)) {
    case OriginRule::everybody:
    case OriginRule::one: return fmt::format("  origin: {},\n", quoted(config.origins.front(), '\''));
    case OriginRule::reflected: return "  origin: '*', // with credentials the package says the name instead\n";
    case OriginRule::listed: break;
  }
  // `get` gives '' where the header is missing, which no entry is.
  return fmt::format(
      "  // Told nobody, the package would leave a refused preflight to the routes, and errors\n"
      "  // without Vary: so it is told somebody else.\n"
      "  origin: (context) => corsOrigins.{}(context.get('Origin')) ? context.get('Origin') : "
      "'https://refused.invalid',\n",
      has_patterns(config) ? "test" : "includes");
}

std::string headers(policy::Config const& config) {
  if (is_everything(config.request_headers)) {
    // Without the option the package allows whatever was asked for, which is what "any" means.
    return "";
  }
  return config.request_headers.empty() ? "  allowHeaders: ' ', // none; left out or empty, it would be any\n"
                                        : fmt::format("  allowHeaders: {},\n", array(config.request_headers));
}

std::string options(policy::Config const& config) {
  auto text = origin(config);
  if (config.credentials) {
    text += "  credentials: true,\n";
  }
  text += fmt::format("  allowMethods: {}, // GET, HEAD and POST need no leave\n", array(config.methods));
  text += headers(config);
  if (!config.response_headers.empty()) {
    text += fmt::format("  exposeHeaders: {},\n", array(config.response_headers));
  }
  if (config.max_age) {
    text += fmt::format("  maxAge: '{}',\n", *config.max_age);
  }
  return text;
}

/// Koa answers an error with none of the headers that were set, but those of the error.
constexpr std::string_view timing =
    "app.use(async (context, next) => {\n"
    "  const timing = { 'Timing-Allow-Origin': context.response.get('Access-Control-Allow-Origin') }\n"
    "  context.set(timing)\n"
    "  try {\n"
    "    await next()\n"
    "  } catch (error) {\n"
    "    error.headers = { ...error.headers, ...timing }\n"
    "    throw error\n"
    "  }\n"
    "})\n";

}  // namespace

// https://www.npmjs.com/package/@koa/cors
Result<std::string> render_koa(policy::Config const& config, Place const& place) {
  auto mistakes = mistakes_of(config, Patterns::written);
  if (config.credentials && is_everything(config.methods)) {
    mistakes.push_back(not_expressible("every method together with credentials", "name the methods that pages use"));
  }
  if (!mistakes.empty()) {
    return std::unexpected(std::move(mistakes));
  }
  auto text = comment_on_replaced("//", place.replaced,
                                  "// Take out what sets it: context.set, another cors(), or the proxy in front.\n");
  text += "// npm install @koa/cors\nconst cors = require('@koa/cors')\n\n";
  text += "// First of all, before the login: what answers first leaves without the headers.\n";
  text += "// Preflights are answered with 204. Remove every other place that sets them.\n";
  text += javascript_origins(config);
  text += fmt::format("app.use(cors({{\n{}}}))\n", options(config));
  text += config.timing ? timing : "";
  return text;
}

}  // namespace corsage::platforms
