#include <algorithm>
#include <bit>
#include <cstddef>

#include "corsage/base/joined.hpp"
#include "header_lines.hpp"
#include "limits.hpp"
#include "policy_words.hpp"
#include "regular_expression.hpp"
#include "renderers.hpp"

#include <fmt/format.h>

namespace corsage::platforms {
namespace {

/// What nginx's hash has where nothing else is said: the bytes of a bucket, on the processors that most have.
constexpr std::size_t ordinary_bucket = 64;
/// Of a word, quotation marks included, for which nginx has a buffer of 4096.
constexpr std::size_t longest_word = 4095;
/// How many of these there may be.
constexpr std::size_t ordinary_size = 2048;
/// As many keys find room in ordinary buckets, whatever they are.
constexpr std::size_t ordinary_keys = 200;

constexpr Requested requested{.method = "$http_access_control_request_method",
                              .headers = "$http_access_control_request_headers"};

std::string string(std::string_view text) {
  return fmt::format("\"{}\"", escaped(text, '"'));
}

/// Words with a dollar sign: nginx has no way to write it.
void check_dollars(std::string_view key, std::vector<std::string> const& words, Diagnostics& mistakes) {
  for (auto const& word : words) {
    if (word.find('$') != std::string::npos) {
      mistakes.push_back(not_expressible(fmt::format("the dollar sign of '{}'", word),
                                         "nginx takes it for a variable; send these headers from the application",
                                         {key, word}));
    }
  }
}

bool needs_map_of_origins(policy::Config const& config) {
  return origin_rule(config) == OriginRule::listed;
}

std::string allowed_origin(policy::Config const& config) {
  if (needs_map_of_origins(config)) {
    return "$cors_origin";
  }
  return origin_rule(config) == OriginRule::reflected ? "$http_origin" : string(origins_of(config).front());
}

/// A map's plain keys match in any case. That does no harm where browsers write every origin in lower case: those of http
/// and https, and null.
bool is_plain_key(policy::OriginPattern const& origin) {
  bool const is_lower_case = !origin.is_tuple() || origin.scheme() == "https" || origin.scheme() == "http";
  return is_lower_case && !is_pattern(origin);
}

std::string key(policy::OriginPattern const& origin) {
  return string(is_plain_key(origin) ? origin.text() : "~^" + regular_expression_of(origin) + "$");
}

/// What nginx would not read.
void check_lengths(policy::Config const& config, Diagnostics& mistakes) {
  auto const check = [&mistakes](std::string const& written, std::string what, About about) {
    if (written.size() > longest_word) {
      mistakes.push_back(
          not_expressible(std::move(what),
                          fmt::format("nginx reads words of {} bytes, and this would have {}: shorten it", longest_word,
                                      written.size()),
                          std::move(about)));
    }
  };
  check(string(joined(config.methods)), "the list of methods", {"methods"});
  for (auto const& [list, names] : header_lists(config)) {
    check(string(joined(*names)), fmt::format("the list of {}", list), {list});
  }
  for (auto const& origin : patterns_of(config)) {
    check(key(origin), "the origin " + origin.text(), {"origins", origin.text()});
  }
}

Diagnostics mistakes_for_nginx(policy::Config const& config) {
  auto mistakes = mistakes_of(config, Patterns::written);
  check_dollars("methods", config.methods, mistakes);
  for (auto const& [key, names] : header_lists(config)) {
    check_dollars(key, *names, mistakes);
  }
  check_lengths(config, mistakes);
  return mistakes;
}

/// Where the ordinary hash is too small. A key shares its bucket with two pointers, its length and what aligns them; of many
/// keys some come to share one.
std::string hash_sizes(std::vector<policy::OriginPattern> const& origins) {
  constexpr std::size_t beside_key = 26;
  std::size_t longest = 0;
  std::size_t count = 0;
  for (auto const& origin : origins) {
    if (is_plain_key(origin)) {
      longest = std::max(longest, origin.text().size());
      ++count;
    }
  }
  bool const are_many = count > ordinary_keys;
  auto const bucket = std::bit_ceil((longest + beside_key) * (are_many ? 4 : 1));
  auto const size = std::bit_ceil(count * 4);
  std::string sizes = size > ordinary_size ? fmt::format("map_hash_max_size {};\n", size) : "";
  sizes += bucket > ordinary_bucket ? fmt::format("map_hash_bucket_size {};\n", bucket) : "";
  return sizes.empty() ? sizes
                       : "# Once in http { }: where it stands already, the larger number does for both.\n" + sizes;
}

/// http { }: which of several origins asks.
std::string map_of_origins(policy::Config const& config) {
  auto const origins = patterns_of(config);
  auto text = hash_sizes(origins);
  text += "# In http { }: the origins that may read. For any other it is empty, and nginx\n";
  text += "# adds no header that is empty.\n";
  text += "map $http_origin $cors_origin {\n    default \"\";\n";
  for (auto const& origin : origins) {
    text += fmt::format("    {} $http_origin;\n", key(origin));
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
  auto const names = origin_headers(config);
  auto const answer = answer_lines(config);
  auto text = comment_on_replaced("#", place.replaced,
                                  "# Take out the add_header that sets it; what the server behind nginx sets is\n"
                                  "# hidden by the proxy_hide_header below.\n");
  text += needs_map_of_origins(config) ? map_of_origins(config) : "";
  text += "# In the location { } that pages ask. 'always' means error answers too. These\n";
  text += "# lines switch off every add_header of the levels above: repeat what you need.\n";
  add_headers(text, "", origin, names, answer);
  hide_upstream(text, config);
  if (place.preflights == Preflights::answer) {
    text += "\n# A preflight is an OPTIONS with both of these headers: any other goes to the\n";
    text += "# server behind. An 'if' is a level of its own, so it needs all its headers.\n";
    text += comment_on_methods("#", config);
    text += "set $cors_asked \"$request_method $http_origin $http_access_control_request_method\";\n";
    text += "if ($cors_asked ~ \"^OPTIONS [^ ]+ [^ ]\") {\n";
    add_headers(text, "    ", origin, {names.front()}, preflight_lines(config, requested));
    text += fmt::format("    return {};\n}}\n", config.preflight_status);
  }
  return text;
}

}  // namespace corsage::platforms
