#include <algorithm>

#include "corsage/base/bytes.hpp"
#include "framework_words.hpp"
#include "header_lines.hpp"
#include "limits.hpp"
#include "policy_words.hpp"
#include "regular_expression.hpp"
#include "renderers.hpp"

#include <fmt/format.h>

namespace corsage::platforms {
namespace {

Diagnostics mistakes_for_rails(policy::Config const& config) {
  auto mistakes = mistakes_of(config, Patterns::written);
  check_timing(config, mistakes);
  check_methods(config, {"PUT", "PATCH", "DELETE"}, mistakes);
  return mistakes;
}

/// What rack-cors lets pages send whatever it is told, and the policy does not: browsers ask leave for those whose value is
/// not a plain one, as JSON's Content-Type.
std::string refuse_unlisted(policy::Config const& config) {
  constexpr std::string_view always_allowed[] = {"accept", "accept-language", "content-language", "content-type"};
  std::string unlisted;
  for (auto const name : always_allowed) {
    if (!is_everything(config.request_headers) &&
        std::ranges::find(config.request_headers, name) == config.request_headers.end()) {
      unlisted.append(unlisted.empty() ? "" : " ").append(name);
    }
  }
  if (unlisted.empty()) {
    return {};
  }
  return fmt::format(
      "             # Without this rack-cors allows these, whatever 'headers' says.\n"
      "             if: lambda {{ |env|\n"
      "               asked = env['HTTP_ACCESS_CONTROL_REQUEST_HEADERS'].to_s.downcase.split(/,\\s*/)\n"
      "               (asked & %w[{}]).empty?\n"
      "             }},\n",
      unlisted);
}

/// A middleware behind rack-cors, over whose headers the application's would win.
std::string without_own_cors(policy::Config const& config) {
  std::string names;
  for (auto const name : owned_headers(config)) {
    names.append("    ").append(byte_lowercase(name)).append("\n");
  }
  return fmt::format(
      "class WithoutOwnCors\n"
      "  OWNED = %w[\n{}  ].freeze\n"
      "\n"
      "  def initialize(application)\n"
      "    @application = application\n"
      "  end\n"
      "\n"
      "  def call(env)\n"
      "    status, headers, body = @application.call(env)\n"
      "    [status, headers.to_h.reject {{ |name, _| OWNED.include?(name.downcase) }}, body]\n"
      "  end\n"
      "end\n"
      "\n"
      "Rails.application.config.middleware.insert_before 0, WithoutOwnCors\n",
      names);
}

/// Strings are exact where they begin with http:// or https://; anything else is written as what it means.
std::string entry(policy::OriginPattern const& origin) {
  if (is_web_origin(origin.text()) && !is_pattern(origin)) {
    return quoted(origin.text(), '\'');
  }
  std::string text = "/\\A";
  for (char const byte : regular_expression_of(origin)) {
    text.append(byte == '/' ? "\\" : "").append(1, byte);
  }
  return text + "\\z/";
}

std::string origins(policy::Config const& config) {
  if (origin_rule(config) == OriginRule::reflected) {
    return "    origins(->(origin, _) { true }) # everybody, by name\n";
  }
  if (origin_rule(config) == OriginRule::everybody) {
    return "    origins '*'\n";
  }
  std::string text;
  for (auto const& origin : patterns_of(config)) {
    text.append(text.empty() ? "    origins " : ",\n            ").append(entry(origin));
  }
  return text + "\n";
}

std::string methods(policy::Config const& config) {
  std::string text;
  for (auto const& method : all_methods(config)) {
    text.append(text.empty() ? "" : " ");
    std::ranges::transform(method, std::back_inserter(text),
                           [](char byte) { return static_cast<char>(byte + 'a' - 'A'); });
  }
  return fmt::format("%i[{}]", text);
}

std::string list_or_any(std::vector<std::string> const& list) {
  return is_everything(list) ? ":any" : fmt::format("[{}]", quoted_list(list, '\''));
}

}  // namespace

// https://github.com/cyu/rack-cors
Result<std::string> render_rails(policy::Config const& config, Place const& place) {
  if (auto mistakes = mistakes_for_rails(config); !mistakes.empty()) {
    return std::unexpected(std::move(mistakes));
  }
  auto text = comment_on_replaced("#", place.replaced,
                                  "# Take out what sets it: a controller, a middleware, or the proxy in front.\n");
  text += "# gem 'rack-cors', then config/initializers/cors.rb. At 0, before Warden and the\n";
  text += "# static files. Preflights are answered with 200. What controllers set of CORS\n";
  text += "# themselves is deleted: it would win over rack-cors, also for refused origins.\n";
  text += without_own_cors(config);
  text += "Rails.application.config.middleware.insert_before 0, Rack::Cors do\n  allow do\n";
  text += origins(config);
  text += fmt::format("    resource '*',\n             methods: {},\n", methods(config));
  text += fmt::format("             headers: {},\n", list_or_any(config.request_headers));
  text += refuse_unlisted(config);
  if (!config.response_headers.empty()) {
    text += fmt::format("             expose: [{}],\n", quoted_list(config.response_headers, '\''));
  }
  if (config.credentials) {
    text += "             credentials: true,\n";
  }
  text += fmt::format("             max_age: {}{}\n", config.max_age.value_or(5),
                      config.max_age ? "" : " # as browsers do by themselves; left out, it would be two hours");
  return text + "  end\nend\n";
}

}  // namespace corsage::platforms
