#include "limits.hpp"
#include "policy_words.hpp"
#include "regular_expression.hpp"
#include "renderers.hpp"

#include <fmt/format.h>

namespace corsage::platforms {
namespace {

std::string list(std::vector<std::string> const& items) {
  return fmt::format("[{}]", quoted_list(items, '\''));
}

Diagnostics mistakes_for_django(policy::Config const& config) {
  auto mistakes = mistakes_of(config, Patterns::written);
  check_wildcards_with_credentials(config, mistakes);
  check_age_of_nothing(config, mistakes);
  check_timing(config, mistakes);
  return mistakes;
}

std::string origins(policy::Config const& config) {
  if (is_everything(config.origins)) {
    return "CORS_ALLOW_ALL_ORIGINS = True\n";
  }
  if (has_patterns(config)) {
    return fmt::format("CORS_ALLOWED_ORIGIN_REGEXES = [r'^{}$']\n", regular_expression_of(config.origins));
  }
  std::string text = "CORS_ALLOWED_ORIGINS = [\n";
  for (auto const& origin : config.origins) {
    text += fmt::format("    {},\n", quoted(origin, '\''));
  }
  return text + "]\n";
}

std::string settings(policy::Config const& config) {
  auto text = origins(config);
  if (config.credentials) {
    text += "CORS_ALLOW_CREDENTIALS = True\n";
  }
  text += fmt::format("CORS_ALLOW_METHODS = {}  # GET, HEAD and POST need no leave\n", list(config.methods));
  text += fmt::format("CORS_ALLOW_HEADERS = {}\n", list(header_names(config)));
  if (!config.response_headers.empty()) {
    text += fmt::format("CORS_EXPOSE_HEADERS = {}\n", list(config.response_headers));
  }
  return text + fmt::format("CORS_PREFLIGHT_MAX_AGE = {}{}\n", config.max_age.value_or(0),
                            config.max_age ? "" : "  # the header is left out; the package's own is a day");
}

}  // namespace

// https://pypi.org/project/django-cors-headers/
Result<std::string> render_django(policy::Config const& config, Place const& place) {
  if (auto mistakes = mistakes_for_django(config); !mistakes.empty()) {
    return std::unexpected(std::move(mistakes));
  }
  auto text = comment_on_replaced("#", place.replaced,
                                  "# Take out what sets it: a view's headers, a middleware, or the proxy in front.\n");
  text += "# pip install django-cors-headers\n";
  text += "# At the end of settings.py. First of all middleware: redirects of CommonMiddleware and\n";
  text += "# files of WhiteNoise would leave without the headers, and a login would refuse the\n";
  text += "# preflight, which is answered with 200. CSRF_TRUSTED_ORIGINS is a list of its own.\n";
  text += "INSTALLED_APPS = [*INSTALLED_APPS, 'corsheaders']\n";
  text += "MIDDLEWARE = ['corsheaders.middleware.CorsMiddleware', *MIDDLEWARE]\n";
  return text + settings(config);
}

}  // namespace corsage::platforms
