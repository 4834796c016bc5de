#include "compile_names.hpp"

#include <algorithm>
#include <array>

#include "corsage/base/bytes.hpp"
#include "corsage/base/joined.hpp"
#include "corsage/http/forbidden_header.hpp"
#include "corsage/http/header_names.hpp"
#include "corsage/http/method.hpp"
#include "corsage/http/token.hpp"

namespace corsage::policy {
namespace {

/// Methods of which pages only ever send the upper-case form: the six that *normalize* changes, and PATCH, which it does
/// not change, and which no server knows in lower case.
constexpr std::array<std::string_view, 7> upper_case_methods{"DELETE", "GET",  "HEAD", "OPTIONS",
                                                             "PATCH",  "POST", "PUT"};

constexpr std::array<std::string_view, 6> headers_of_answers{
    http::header::access_control_allow_credentials, http::header::access_control_allow_headers,
    http::header::access_control_allow_methods,     http::header::access_control_allow_origin,
    http::header::access_control_expose_headers,    http::header::access_control_max_age};

bool has_wildcard(std::vector<std::string> const& names) {
  return std::ranges::find(names, "*") != names.end();
}

/// In order, and each once: so lists that mean the same are the same.
void make_canonical(std::vector<std::string>& names) {
  std::ranges::sort(names);
  auto const repeated = std::ranges::unique(names);
  names.erase(repeated.begin(), repeated.end());
}

std::string in_upper_case(std::string_view text) {
  std::string upper(text);
  std::ranges::transform(upper, upper.begin(), [](char byte) {
    return byte >= 'a' && byte <= 'z' ? static_cast<char>(byte - ('a' - 'A')) : byte;
  });
  return upper;
}

/// A `*` beside names that it means already.
void check_wildcard(std::vector<std::string> const& names, ConfigPlaces::List const& places,
                    std::string_view may_stand_beside, std::string expected, Mistakes& mistakes) {
  bool const has_others = std::ranges::any_of(names, [may_stand_beside](std::string const& name) {
    return name != "*" && (may_stand_beside.empty() || !byte_case_insensitive_equal(name, may_stand_beside));
  });
  if (has_wildcard(names) && has_others) {
    auto const entry = static_cast<std::size_t>(std::ranges::find(names, "*") - names.begin());
    mistakes.add(DiagnosticCode::policy_wildcard_not_alone, "*", place_of(places, entry), std::move(expected));
  }
}

void check_method(std::string const& method, SourceRange const& place, Mistakes& mistakes) {
  auto const upper = in_upper_case(method);
  bool const is_known = std::ranges::find(upper_case_methods, upper) != upper_case_methods.end();
  if (!http::is_method(method) || method.size() > longest_method) {
    mistakes.add(DiagnosticCode::policy_method_invalid, method, place);
  } else if (http::is_forbidden_method(method)) {
    mistakes.add(DiagnosticCode::policy_method_forbidden, method, place);
  } else if (is_known && method != upper) {
    mistakes.add(DiagnosticCode::policy_method_case, method, place, "write " + upper);
  }
}

void check_request_header(std::string const& name, SourceRange const& place, Mistakes& mistakes) {
  if (!http::is_header_name(name) || name.size() > longest_request_header) {
    mistakes.add(DiagnosticCode::policy_request_header_invalid, name, place);
  } else if (http::is_forbidden_request_header_name(name)) {
    mistakes.add(DiagnosticCode::policy_request_header_forbidden, name, place);
  } else if (std::ranges::find(headers_of_answers, byte_lowercase(name)) != headers_of_answers.end()) {
    mistakes.add(DiagnosticCode::policy_request_header_of_answers, name, place);
  }
}

void check_response_header(std::string const& name, bool credentials, SourceRange const& place, Mistakes& mistakes) {
  if (!http::is_header_name(name)) {
    mistakes.add(DiagnosticCode::policy_response_header_invalid, name, place);
  } else if (http::is_forbidden_response_header_name(name)) {
    mistakes.add(DiagnosticCode::policy_response_header_forbidden, name, place);
  } else if (name == "*" && credentials) {
    mistakes.add(DiagnosticCode::policy_response_header_wildcard_with_credentials, name, place);
  }
}

Listed listed(std::vector<std::string> const& names, bool credentials) {
  if (!has_wildcard(names)) {
    return Listed::names;
  }
  return credentials ? Listed::any_by_echo : Listed::any;
}

}  // namespace

void compile_methods(Config const& config, ConfigPlaces const& places, Policy::Contents& contents, Mistakes& mistakes) {
  check_wildcard(config.methods, places.methods, {}, "leave out '*', or leave out the others", mistakes);
  auto& methods = contents.config.methods;
  for (std::size_t i = 0; i < config.methods.size(); ++i) {
    check_method(config.methods[i], place_of(places.methods, i), mistakes);
    methods.push_back(config.methods[i]);
  }
  make_canonical(methods);
  contents.methods_listed = listed(methods, config.credentials);
  contents.methods = NameSet(methods, Case::sensitive);
  contents.methods_value = joined(methods);
}

void compile_request_headers(Config const& config, ConfigPlaces const& places, Policy::Contents& contents,
                             Mistakes& mistakes) {
  check_wildcard(config.request_headers, places.request_headers, http::header::authorization,
                 "leave out '*', or leave out the others", mistakes);
  auto& names = contents.config.request_headers;
  for (std::size_t i = 0; i < config.request_headers.size(); ++i) {
    check_request_header(config.request_headers[i], place_of(places.request_headers, i), mistakes);
    names.push_back(byte_lowercase(config.request_headers[i]));
  }
  make_canonical(names);
  if (has_wildcard(names)) {
    names = {"*"};
  }
  contents.request_headers_listed = listed(names, config.credentials);
  contents.request_headers = NameSet(names, Case::insensitive);
  // By the standard `*` does not cover Authorization: "any" has to name it.
  contents.request_headers_value = has_wildcard(names) ? "*, authorization" : joined(names);
}

void compile_response_headers(Config const& config, ConfigPlaces const& places, Policy::Contents& contents,
                              Mistakes& mistakes) {
  check_wildcard(config.response_headers, places.response_headers, {}, "leave out '*', or leave out the others",
                 mistakes);
  auto& names = contents.config.response_headers;
  for (std::size_t i = 0; i < config.response_headers.size(); ++i) {
    check_response_header(config.response_headers[i], config.credentials, place_of(places.response_headers, i),
                          mistakes);
    names.push_back(byte_lowercase(config.response_headers[i]));
  }
  make_canonical(names);
  contents.response_headers_value = joined(names);
}

}  // namespace corsage::policy
