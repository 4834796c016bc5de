#include "javascript.hpp"
#include "policy_words.hpp"
#include "renderers.hpp"

#include <fmt/format.h>

namespace corsage::platforms {

// https://fastify.dev/docs/latest/Reference/Hooks/#onrequest
Result<std::string> render_fastify(policy::Config const& config, Place const& place) {
  if (auto mistakes = mistakes_of(config, Patterns::written); !mistakes.empty()) {
    return std::unexpected(std::move(mistakes));
  }
  auto text = comment_on_replaced("//", place.replaced,
                                  "// Take out what sets it: reply.header, a plugin, or the proxy in front.\n");
  text += node_functions(config, place,
                         "// On the root, before the plugins that ask for a login. What routes and plugins\n"
                         "// set of CORS themselves is deleted. In place of @fastify/cors, which lets that\n"
                         "// stand, also for origins that it refuses, and answers OPTIONS without Origin.\n");
  text +=
      "app.addHook('onRequest', async (request, reply) => {\n"
      "  onHeaders(reply.raw, () => addCors(request.raw, reply.raw))\n";
  if (place.preflights == Preflights::answer) {
    text += fmt::format("  if (isPreflight(request.raw)) return reply.code({}).send()\n", config.preflight_status);
  }
  return text + "})\n";
}

}  // namespace corsage::platforms
