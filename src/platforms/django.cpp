#include "policy_words.hpp"
#include "python_words.hpp"
#include "renderers.hpp"

#include <fmt/format.h>

namespace corsage::platforms {
namespace {

constexpr PythonWords words{.declaration = "def add_cors(request, response):\n",
                            .asked = "request.headers",
                            .answer = "response.headers",
                            .erase = "response.headers.pop('{}', None)",
                            .vary = "{0}patch_vary_headers(response, ['Origin'])\n",
                            .is_preflight = "is_preflight(request)"};

/// What an answer to a preflight is made of, and what adds to Vary.
std::string imports(policy::Config const& config, Place const& place) {
  std::string const response = "from django.http import HttpResponse\n";
  std::string const vary = "from django.utils.cache import patch_vary_headers\n";
  return (place.preflights == Preflights::answer ? response : "") +
         (origin_rule(config) == OriginRule::everybody ? "" : vary);
}

std::string middleware(policy::Config const& config, Preflights preflights) {
  std::string text = "def cors(get_response):\n    def answer(request):\n";
  if (preflights == Preflights::answer) {
    text += fmt::format(
        "        if is_preflight(request):\n"
        "            response = HttpResponse(status={})\n"
        "        else:\n"
        "            response = get_response(request)\n",
        config.preflight_status);
  } else {
    text += "        response = get_response(request)\n";
  }
  return text +
         "        add_cors(request, response)\n"
         "        return response\n"
         "\n"
         "    return answer\n";
}

}  // namespace

// https://docs.djangoproject.com/en/stable/topics/http/middleware/
Result<std::string> render_django(policy::Config const& config, Place const& place) {
  if (auto mistakes = mistakes_of(config, Patterns::written); !mistakes.empty()) {
    return std::unexpected(std::move(mistakes));
  }
  auto text = comment_on_replaced("#", place.replaced,
                                  "# Take out what sets it: corsheaders, a middleware, or the proxy in front.\n");
  text += "# A file cors.py beside settings.py (Django 3.2 or later), and at the end of\n";
  text += "# settings.py, in place of 'corsheaders.middleware.CorsMiddleware':\n";
  text += "#     MIDDLEWARE = ['mysite.cors.cors', *MIDDLEWARE]\n";
  text += "# First of all: redirects of CommonMiddleware and files of WhiteNoise would\n";
  text += "# leave without the headers, and a login would refuse the preflight. What views\n";
  text += "# set of CORS themselves is deleted, which django-cors-headers lets stand, also\n";
  text += "# for origins that it refuses. CSRF_TRUSTED_ORIGINS is a list of its own.\n";
  text += python_imports(config, imports(config, place)) + python_origins(config) + "\n\n";
  if (place.preflights == Preflights::answer) {
    text += python_is_preflight("request");
  }
  return text + python_function(config, place, words) + "\n\n" + middleware(config, place.preflights);
}

}  // namespace corsage::platforms
