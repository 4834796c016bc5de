#include "policy_words.hpp"
#include "python_words.hpp"
#include "renderers.hpp"

#include <fmt/format.h>

namespace corsage::platforms {
namespace {

constexpr PythonWords words{.declaration = "@app.after_request\ndef add_cors(response):\n",
                            .asked = "request.headers",
                            .answer = "response.headers",
                            .erase = "response.headers.pop('{}', None)",
                            .vary = "{0}response.vary.add('Origin')\n",
                            .is_preflight = "is_preflight()"};

std::string answer_preflight(policy::Config const& config) {
  return fmt::format(
      "@app.before_request\n"
      "def answer_preflight():\n"
      "    if is_preflight():\n"
      "        return '', {}\n\n\n",
      config.preflight_status);
}

}  // namespace

// https://flask.palletsprojects.com/en/stable/api/#flask.Flask.after_request
Result<std::string> render_flask(policy::Config const& config, Place const& place) {
  if (auto mistakes = mistakes_of(config, Patterns::written); !mistakes.empty()) {
    return std::unexpected(std::move(mistakes));
  }
  auto text = comment_on_replaced("#", place.replaced,
                                  "# Take out what sets it: CORS(app), a decorator, or the proxy in front.\n");
  text += "# Right below app = Flask(...): what is registered first asks before any login\n";
  text += "# and has the last word on answers, those of error handlers included. With\n";
  text += "# debug=True an exception nobody handles is answered by the debugger, without\n";
  text += "# these headers. A redirect to or from a trailing slash is one that no preflight\n";
  text += "# follows. In place of flask-cors, which takes origins with [, * or ? for\n";
  text += "# regular expressions.\n";
  text += python_imports(config, "from flask import request\n") + python_origins(config) + "\n\n";
  if (place.preflights == Preflights::answer) {
    text += python_is_preflight("") + answer_preflight(config);
  }
  return text + python_function(config, place, words) + "    return response\n";
}

}  // namespace corsage::platforms
