#include "javascript.hpp"
#include "policy_words.hpp"
#include "renderers.hpp"

#include <fmt/format.h>

namespace corsage::platforms {

// https://koajs.com/#context
Result<std::string> render_koa(policy::Config const& config, Place const& place) {
  if (auto mistakes = mistakes_of(config, Patterns::written); !mistakes.empty()) {
    return std::unexpected(std::move(mistakes));
  }
  auto text = comment_on_replaced("//", place.replaced,
                                  "// Take out what sets it: context.set, a cors(), or the proxy in front.\n");
  text += node_functions(config, place,
                         "// First of all, before the login: what answers first leaves without the\n"
                         "// headers. What is set of CORS further in is deleted. In place of @koa/cors,\n"
                         "// which lets that stand, also for origins that it refuses.\n");
  text +=
      "app.use(async (context, next) => {\n"
      "  onHeaders(context.res, () => addCors(context.req, context.res))\n";
  if (place.preflights == Preflights::answer) {
    text += fmt::format(
        "  if (isPreflight(context.req)) {{\n"
        "    context.status = {}\n"
        "    context.body = ''\n"
        "    return\n"
        "  }}\n",
        config.preflight_status);
  }
  return text + "  await next()\n})\n";
}

}  // namespace corsage::platforms
