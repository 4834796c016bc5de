#include "javascript.hpp"
#include "policy_words.hpp"
#include "renderers.hpp"

#include <fmt/format.h>

namespace corsage::platforms {

// https://developers.cloudflare.com/workers/runtime-apis/handlers/fetch/
Result<std::string> render_workers(policy::Config const& config, Place const& place) {
  if (auto mistakes = mistakes_of(config, Patterns::written); !mistakes.empty()) {
    return std::unexpected(std::move(mistakes));
  }
  bool const answers_preflights = place.preflights == Preflights::answer;
  auto text = comment_on_replaced("//", place.replaced, "// Take out what sets it, in the Worker or behind it.\n");
  text += javascript_origins(config);
  text += answers_preflights ? javascript_is_preflight(JavascriptApi::fetch) : "";
  text += javascript_function(config, place, JavascriptApi::fetch);
  text += "async function answer(request, env, context) {\n";
  if (answers_preflights) {
    text += fmt::format("  if (isPreflight(request)) {{\n    return new Response(null, {{ status: {} }})\n  }}\n",
                        config.preflight_status);
  }
  text += "  try {\n";
  text += "    return await respond(request, env, context)\n";
  text += "  } catch (error) {\n";
  text += "    // Cloudflare's own page for an exception would come without the headers, as\n";
  text += "    // do the login of Access and the firewall's pages: let OPTIONS pass both.\n";
  text += "    console.error(error)\n";
  text += "    return new Response('Internal Server Error', { status: 500 })\n";
  text += "  }\n}\n\n";
  text += "// 'respond' is what the Worker's fetch does now. The headers of what fetch()\n";
  text += "// gives cannot be changed, those of a copy can.\n";
  text += "export default {\n";
  text += "  async fetch(request, env, context) {\n";
  text += "    const given = await answer(request, env, context)\n";
  text += "    const response = new Response(given.body, given)\n";
  text += "    addCors(request, response.headers)\n";
  text += "    return response\n";
  text += "  },\n};\n";
  return text;
}

}  // namespace corsage::platforms
