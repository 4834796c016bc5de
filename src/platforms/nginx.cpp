#include <algorithm>

#include "header_lines.hpp"
#include "policy_words.hpp"
#include "regular_expression.hpp"
#include "renderers.hpp"

#include <fmt/format.h>

namespace corsage::platforms {
namespace {

/// The longest key that fits into nginx's ordinary hash bucket of 64 bytes, beside its own fields and alignment.
constexpr std::size_t longest_ordinary_key = 46;

constexpr Requested requested{.method = "$http_access_control_request_method",
                              .headers = "$http_access_control_request_headers"};

std::string string(std::string_view text) {
  return fmt::format("\"{}\"", escaped(text, '"'));
}

/// Words with a dollar sign: nginx has no way to write it.
void check_dollars(std::vector<std::string> const& words, Diagnostics& mistakes) {
  for (auto const& word : words) {
    if (word.find('$') != std::string::npos) {
      mistakes.push_back(not_expressible(fmt::format("the dollar sign of '{}'", word),
                                         "nginx takes it for a variable; send these headers from the application"));
    }
  }
}

Diagnostics mistakes_for_nginx(policy::Config const& config) {
  auto mistakes = mistakes_of(config, Patterns::written);
  for (auto const* const words :
       {&config.origins, &config.methods, &config.request_headers, &config.response_headers}) {
    check_dollars(*words, mistakes);
  }
  return mistakes;
}

bool needs_map(policy::Config const& config) {
  return origin_rule(config) == OriginRule::listed;
}

std::string allowed_origin(policy::Config const& config) {
  if (needs_map(config)) {
    return "$cors_origin";
  }
  return origin_rule(config) == OriginRule::reflected ? "$http_origin" : string(config.origins.front());
}

/// http { }: which of several origins asks.
std::string map_of_origins(policy::Config const& config) {
  auto const longest = std::ranges::max(config.origins, {}, &std::string::size).size();
  std::string text = "# In http { }: the origins that may read. For any other it is empty, and nginx\n";
  text += "# adds no header that is empty.\n";
  if (longest > longest_ordinary_key) {
    text += fmt::format("map_hash_bucket_size {};\n", longest > 2 * longest_ordinary_key ? 512 : 128);
  }
  text += "map $http_origin $cors_origin {\n    default \"\";\n";
  for (auto const& origin : config.origins) {
    text += fmt::format("    {} $http_origin;\n",
                        string(is_pattern(origin) ? "~^" + regular_expression_of(origin) + "$" : origin));
  }
  return text + "}\n\n";
}

void add_headers(std::string& text, std::string_view indent, std::string_view origin,
                 std::vector<std::string_view> const& origin_names, std::vector<HeaderLine> const& lines) {
  for (auto const name : origin_names) {
    text += fmt::format("{}add_header {} {} always;\n", indent, name, origin);
  }
  for (auto const& line : lines) {
    text += fmt::format("{}add_header {} {} always;\n", indent, line.name, string(line.value));
  }
}

/// Whatever the application says of CORS would stand beside the policy, and two values are none.
void hide_upstream(std::string& text, policy::Config const& config) {
  text += "\n# The same headers from the server behind would be doubled, or allow more (for\n";
  text += "# fastcgi_pass: fastcgi_hide_header, and so on).\n";
  for (auto const name : owned_headers(config)) {
    text += fmt::format("proxy_hide_header {};\n", name);
  }
}

}  // namespace

// http://nginx.org/en/docs/http/ngx_http_headers_module.html
Result<std::string> render_nginx(policy::Config const& config, Place const& place) {
  if (auto mistakes = mistakes_for_nginx(config); !mistakes.empty()) {
    return std::unexpected(std::move(mistakes));
  }
  auto const origin = allowed_origin(config);
  auto const names =
      names_who_asks(config) ? origin_headers(config) : std::vector<std::string_view>{"Access-Control-Allow-Origin"};
  auto const answer = answer_lines(config);
  auto text = comment_on_replaced("#", place.replaced,
                                  "# Take out the add_header that sets it; what the server behind nginx sets is\n"
                                  "# hidden by the proxy_hide_header below.\n");
  text += needs_map(config) ? map_of_origins(config) : "";
  text += "# In the location { } of this URL. 'always' means error answers too. These\n";
  text += "# lines switch off every add_header of the levels above: repeat what you need.\n";
  add_headers(text, "", origin, names, answer);
  hide_upstream(text, config);
  if (place.preflights == Preflights::answer) {
    text += "\n# The preflight. An 'if' is a level of its own, so it needs all its headers.\n";
    text += comment_on_methods("#", config);
    text += "if ($request_method = OPTIONS) {\n";
    add_headers(text, "    ", origin, {names.front()}, preflight_lines(config, requested));
    text += fmt::format("    return {};\n}}\n", config.preflight_status);
  }
  return text;
}

}  // namespace corsage::platforms
