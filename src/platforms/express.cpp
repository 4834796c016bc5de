#include "javascript.hpp"
#include "policy_words.hpp"
#include "renderers.hpp"

#include <fmt/format.h>

namespace corsage::platforms {
namespace {

std::string array(std::vector<std::string> const& items) {
  return fmt::format("[{}]", quoted_list(items, '\''));
}

/// A list, or `*` for all of it. The empty list is written too: left out, the package would allow more.
std::string list_or_everything(std::vector<std::string> const& list) {
  return is_everything(list) ? "'*'" : array(list);
}

std::string allowed_headers(policy::Config const& config) {
  if (!is_everything(config.request_headers)) {
    return fmt::format("  allowedHeaders: {},{}\n", array(config.request_headers),
                       config.request_headers.empty() ? " // none that need leave" : "");
  }
  // Without the option the package allows whatever was asked for, which is what "any" means.
  return "";
}

std::string options(policy::Config const& config) {
  // An array, also for one: the package sends a single string to every origin.
  // To `true` the package answers with the origin that asks.
  auto text = origin_rule(config) == OriginRule::reflected ? std::string("  origin: true, // everybody, by name\n")
              : is_everything(config.origins)              ? std::string("  origin: '*',\n")
                                              : fmt::format("  origin: [{}],\n", javascript_entries(config.origins));
  if (config.credentials) {
    text += "  credentials: true,\n";
  }
  text += fmt::format("  methods: {},{}\n", list_or_everything(config.methods),
                      config.methods.empty()          ? " // none but GET, HEAD and POST, which need no leave"
                      : is_everything(config.methods) ? ""
                                                      : " // GET, HEAD and POST need no leave");
  text += allowed_headers(config);
  if (!config.response_headers.empty()) {
    text += fmt::format("  exposedHeaders: {},\n", array(config.response_headers));
  }
  if (config.max_age) {
    text += fmt::format("  maxAge: {},\n", *config.max_age);
  }
  if (config.preflight_status != 204) {
    text += fmt::format("  optionsSuccessStatus: {},\n", config.preflight_status);
  }
  return text;
}

}  // namespace

// https://www.npmjs.com/package/cors
Result<std::string> render_express(policy::Config const& config, Place const& place) {
  auto mistakes = mistakes_of(config, Patterns::written);
  if (config.credentials && is_everything(config.methods)) {
    mistakes.push_back(not_expressible("every method together with credentials", "name the methods that pages use"));
  }
  if (!mistakes.empty()) {
    return std::unexpected(std::move(mistakes));
  }
  auto text = comment_on_replaced("//", place.replaced,
                                  "// Take out what sets it: res.set, another cors(), or the proxy in front.\n");
  text += "// npm install cors\nconst cors = require('cors')\n\n";
  text += "// Before the routes and before authentication: a handler that answers first\n";
  text += "// leaves without the headers. Remove every other place that sets them.\n";
  text += fmt::format("app.use(cors({{\n{}}}))\n", options(config));
  if (config.timing) {
    text +=
        "app.use((request, response, next) => {\n"
        "  const origin = response.get('Access-Control-Allow-Origin')\n"
        "  if (origin) response.set('Timing-Allow-Origin', origin)\n"
        "  next()\n"
        "})\n";
  }
  return text;
}

}  // namespace corsage::platforms
