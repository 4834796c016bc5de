#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "corsage/fetch/session.hpp"
#include "corsage/url/origin.hpp"

/// A server made of rules, for fetches that never leave the test.
namespace corsage::explain::scripted {

struct Rule {
  // When: an empty text asks for nothing.
  std::string method = "*";
  std::string path = {};
  std::string origin = {};      ///< of the URL asked for
  std::string has_header = {};  ///< a request header that is there
  std::string no_header = {};   ///< a request header that is not
  // Then.
  int status = 200;
  http::HeaderList headers = {};
  std::string body = {};
  std::optional<fetch::NetworkFailure> failure = std::nullopt;
  fetch::HttpVersion version = fetch::HttpVersion::http_1;
  std::string failure_detail = {};
  std::string body_failure = {};
};

inline bool fits(Rule const& rule, fetch::WireRequest const& request) {
  auto const& headers = request.headers;
  return (rule.method == "*" || rule.method == request.method) &&
         (rule.path.empty() || rule.path == request.url.path()) &&
         (rule.origin.empty() || rule.origin == url::Origin::of(request.url).serialized()) &&
         (rule.has_header.empty() || headers.contains(rule.has_header)) &&
         (rule.no_header.empty() || !headers.contains(rule.no_header));
}

inline std::variant<fetch::Answered, fetch::Failed> answer_of(Rule const& rule) {
  if (rule.failure) {
    return fetch::Failed{.failure = *rule.failure, .detail = rule.failure_detail};
  }
  return fetch::Answered{.response = {.status = rule.status, .headers = rule.headers, .body = rule.body},
                         .version = rule.version,
                         .body_failure = rule.body_failure};
}

/// Answers by the first rule that fits; 404 without headers where none does.
inline fetch::Responder server(std::vector<Rule> rules) {
  return [rules = std::move(rules)](fetch::WireRequest const& request) {
    auto const rule = std::ranges::find_if(rules, [&](Rule const& candidate) { return fits(candidate, request); });
    return std::optional(answer_of(rule == rules.end() ? Rule{.status = 404} : *rule));
  };
}

}  // namespace corsage::explain::scripted
