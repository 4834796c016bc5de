#include "policy_words.hpp"
#include "python_words.hpp"
#include "renderers.hpp"

#include <fmt/format.h>

namespace corsage::platforms {
namespace {

constexpr PythonWords words{
    .declaration = "def add_cors(asked, is_preflight, headers):\n",
    .asked = "asked",
    .answer = "headers",
    .erase = "del headers['{}']",
    .vary =
        "{0}if 'origin' not in ','.join(headers.getlist('vary')).lower().replace(' ', '').split(','):\n"
        "{0}    headers.append('Vary', 'Origin')\n",
    .is_preflight = "is_preflight"};

std::string wrapper(policy::Config const& config, Preflights preflights) {
  std::string text =
      "class Cors:\n"
      "    def __init__(self, app):\n"
      "        self.app = app\n"
      "\n"
      "    async def __call__(self, scope, receive, send):\n"
      "        if scope['type'] != 'http':\n"
      "            return await self.app(scope, receive, send)\n"
      "        asked = Headers(scope=scope)\n"
      "        is_preflight = " +
      python_preflight_rule("scope['method']", "asked", 24) +
      "\n\n"
      "        async def send_with_cors(message):\n"
      "            if message['type'] == 'http.response.start':\n"
      "                headers = MutableHeaders(raw=list(message.get('headers', [])))\n"
      "                add_cors(asked, is_preflight, headers)\n"
      "                message = {**message, 'headers': headers.raw}\n"
      "            await send(message)\n"
      "\n";
  if (preflights == Preflights::answer) {
    text += fmt::format(
        "        if is_preflight:\n"
        "            await send_with_cors({{'type': 'http.response.start', 'status': {}}})\n"
        "            return await send_with_cors({{'type': 'http.response.body'}})\n",
        config.preflight_status);
  }
  return text + "        await self.app(scope, receive, send_with_cors)\n";
}

}  // namespace

// https://asgi.readthedocs.io/en/latest/specs/www.html
Result<std::string> render_fastapi(policy::Config const& config, Place const& place) {
  if (auto mistakes = mistakes_of(config, Patterns::written); !mistakes.empty()) {
    return std::unexpected(std::move(mistakes));
  }
  auto text = comment_on_replaced("#", place.replaced,
                                  "# Take out what sets it: CORSMiddleware, a route's headers, or the proxy.\n");
  text += "# At the end of the module, around everything: what app.add_middleware adds\n";
  text += "# stands inside of the answer to an exception that nobody handles. In place of\n";
  text += "# CORSMiddleware, which lets pages send any Content-Type whatever its list says.\n";
  text += "# A redirect to or from a trailing slash is one that no preflight follows.\n";
  text += python_imports(config, "from starlette.datastructures import Headers, MutableHeaders\n");
  text += python_origins(config) + "\n\n" + python_function(config, place, words) + "\n\n";
  text += wrapper(config, place.preflights);
  return text + "\n\napp = Cors(app)\n";
}

}  // namespace corsage::platforms
