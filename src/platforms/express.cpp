#include "javascript.hpp"
#include "policy_words.hpp"
#include "renderers.hpp"

#include <fmt/format.h>

namespace corsage::platforms {

// https://expressjs.com/en/guide/writing-middleware.html
Result<std::string> render_express(policy::Config const& config, Place const& place) {
  if (auto mistakes = mistakes_of(config, Patterns::written); !mistakes.empty()) {
    return std::unexpected(std::move(mistakes));
  }
  auto text = comment_on_replaced("//", place.replaced,
                                  "// Take out what sets it: res.set, another cors(), or the proxy in front.\n");
  text += node_functions(config, place,
                         "// Before the routes and before authentication: a handler that answers first\n"
                         "// leaves without the headers. What handlers set of CORS themselves is deleted.\n"
                         "// In place of the package cors, which lets that stand, also for origins that it\n"
                         "// refuses, and answers every OPTIONS as a preflight.\n");
  text +=
      "app.use((request, response, next) => {\n"
      "  onHeaders(response, () => addCors(request, response))\n";
  if (place.preflights == Preflights::answer) {
    text += fmt::format("  if (isPreflight(request)) return response.status({}).end()\n", config.preflight_status);
  }
  return text + "  next()\n})\n";
}

}  // namespace corsage::platforms
