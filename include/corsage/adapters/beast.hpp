#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "corsage/policy/apply.hpp"
#include "corsage/policy/decide.hpp"

#include <boost/beast/http.hpp>

/// A policy in a server of Boost.Beast (https://www.boost.org/doc/libs/release/libs/beast/).
namespace corsage::adapters::beast {

namespace detail {

inline std::string_view view_of(boost::beast::string_view text) {
  return {text.data(), text.size()};
}

inline boost::beast::string_view beast_view_of(std::string_view text) {
  return {text.data(), text.size()};
}

}  // namespace detail

/// What the policy says to the request. The decision's views live as long as both, unchanged.
template <typename Fields>
policy::Decision decide(policy::Policy const& policy, boost::beast::http::header<true, Fields> const& request) {
  policy::FoundIncoming found(detail::view_of(request.method_string()));
  for (auto const& field : request) {
    found.add(detail::view_of(field.name_string()), detail::view_of(field.value()));
  }
  return policy::decide(policy, found.view());
}

/// Makes an answer what the decision says; for every answer, whatever its status. Upstream's own CORS lines go, the
/// policy's come, and Vary names Origin where it must (https://www.rfc-editor.org/rfc/rfc9110#name-vary).
template <typename Fields>
void apply(policy::Decision const& decision, boost::beast::http::header<false, Fields>& answer) {
  namespace http = boost::beast::http;
  for (auto field = answer.begin(); field != answer.end();) {
    field = policy::is_decided(decision, detail::view_of(field->name_string())) ? answer.erase(field) : ++field;
  }
  for (auto const& line : decision.headers.view()) {
    answer.insert(detail::beast_view_of(line.name), detail::beast_view_of(line.value));
  }
  if (decision.varies_by_origin) {
    std::vector<std::string_view> vary;
    auto const [first, last] = answer.equal_range(http::field::vary);
    for (auto field = first; field != last; ++field) {
      vary.push_back(detail::view_of(field->value()));
    }
    answer.set(http::field::vary, policy::varied_by_origin(vary));
  }
}

/// Whether the policy answers the request itself: then send `answer_to` and do no more.
inline bool is_answered(policy::Decision const& decision) {
  return decision.answered_by == policy::AnsweredBy::policy;
}

/// The policy's own answer to a preflight: its status, its headers, no body.
template <typename Fields>
boost::beast::http::response<boost::beast::http::empty_body> answer_to(
    boost::beast::http::header<true, Fields> const& preflight, policy::Decision const& decision) {
  namespace http = boost::beast::http;
  auto const status = static_cast<http::status>(decision.status);
  http::response<http::empty_body> answer(status, preflight.version());
  if (status != http::status::no_content) {
    answer.content_length(0);
  }
  apply(decision, answer.base());
  return answer;
}

}  // namespace corsage::adapters::beast
