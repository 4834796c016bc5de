#include <algorithm>

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
  bool const has_content_type =
      std::ranges::find(config.request_headers, "content-type") != config.request_headers.end();
  if (!has_content_type && !is_everything(config.request_headers)) {
    mistakes.push_back(
        not_expressible("request headers without content-type", "rack-cors always allows it: add it to the list"));
  }
  return mistakes;
}

/// Strings are exact where they begin with http:// or https://; anything else is written as what it means.
std::string entry(std::string const& origin) {
  bool const is_web = origin.starts_with("http://") || origin.starts_with("https://");
  if (is_web && !is_pattern(origin)) {
    return quoted(origin, '\'');
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
  for (auto const& origin : config.origins) {
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
                                  "# Take out what sets it: what a controller sets wins over rack-cors.\n");
  text += "# gem 'rack-cors', then config/initializers/cors.rb. At 0, before Warden and the static\n";
  text += "# files. Preflights are answered with 200.\n";
  text += "Rails.application.config.middleware.insert_before 0, Rack::Cors do\n  allow do\n";
  text += origins(config);
  text += fmt::format("    resource '*',\n             methods: {},\n", methods(config));
  text += fmt::format("             headers: {},\n", list_or_any(config.request_headers));
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
