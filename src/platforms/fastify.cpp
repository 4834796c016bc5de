#include "javascript.hpp"
#include "policy_words.hpp"
#include "renderers.hpp"

#include <fmt/format.h>

namespace corsage::platforms {
namespace {

std::string list_or_everything(std::vector<std::string> const& list) {
  return is_everything(list) ? "'*'" : fmt::format("[{}]", quoted_list(list, '\''));
}

std::string origin(policy::Config const& config) {
  // To `true` the package answers with the origin that asks.
  if (origin_rule(config) == OriginRule::reflected) {
    return "true, // everybody, by name";
  }
  return is_everything(config.origins) ? "'*'," : fmt::format("[{}],", javascript_entries(config.origins));
}

std::string options(policy::Config const& config) {
  auto text = fmt::format("  origin: {}\n", origin(config));
  if (config.credentials) {
    text += "  credentials: true,\n";
  }
  text += fmt::format("  methods: {}, // GET, HEAD and POST need no leave\n", list_or_everything(config.methods));
  // Without the option the package allows whatever was asked for, which is what "any" means.
  if (!is_everything(config.request_headers)) {
    text +=
        fmt::format("  allowedHeaders: {}, // left out, it would be any\n", list_or_everything(config.request_headers));
  }
  if (!config.response_headers.empty()) {
    text += fmt::format("  exposedHeaders: {},\n", list_or_everything(config.response_headers));
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

// https://www.npmjs.com/package/@fastify/cors
Result<std::string> render_fastify(policy::Config const& config, Place const& place) {
  auto mistakes = mistakes_of(config, Patterns::written);
  if (config.credentials && is_everything(config.methods)) {
    mistakes.push_back(not_expressible("every method together with credentials", "name the methods that pages use"));
  }
  if (!mistakes.empty()) {
    return std::unexpected(std::move(mistakes));
  }
  auto text = comment_on_replaced("//", place.replaced,
                                  "// Take out what sets it: reply.header, another plugin, or the proxy in front.\n");
  text += "// npm install @fastify/cors\n";
  text += "// Before the plugins that ask for a login. A route's reply.header replaces what is\n";
  text += "// set here: leave Access-Control-* to it, and keep its Origin where you set Vary.\n";
  text += fmt::format("app.register(require('@fastify/cors'), {{\n{}}})\n", options(config));
  if (config.timing) {
    text +=
        "app.addHook('onSend', async (request, reply) => {\n"
        "  const origin = reply.getHeader('Access-Control-Allow-Origin')\n"
        "  if (origin) reply.header('Timing-Allow-Origin', origin)\n"
        "})\n";
  }
  return text;
}

}  // namespace corsage::platforms
