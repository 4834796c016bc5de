#pragma once

#include <optional>
#include <string_view>

#include "corsage/adapters/replace_lines.hpp"
#include "corsage/policy/apply.hpp"
#include "corsage/policy/decide.hpp"

#include <boost/beast/core/string_type.hpp>
#include <boost/beast/http.hpp>

/// A policy in a server of Boost.Beast (https://www.boost.org/doc/libs/release/libs/beast/): `decide` on a request, send
/// `answer` where there is one, and `apply` the decision to every other answer, errors included.
namespace corsage::adapters::beast {

namespace detail {

inline std::string_view view_of(boost::beast::string_view text) {
  return {text.data(), text.size()};
}

inline boost::beast::string_view beast_view_of(std::string_view text) {
  return {text.data(), text.size()};
}

template <typename Fields>
struct Lines {
  Fields& fields;

  template <typename Take>
  void for_each(Take take) const {
    for (auto const& field : fields) {
      take(view_of(field.name_string()), view_of(field.value()));
    }
  }
  void remove(std::string_view name) { fields.erase(beast_view_of(name)); }
  void add(std::string_view name, std::string_view value) { fields.insert(beast_view_of(name), beast_view_of(value)); }
};

}  // namespace detail

/// What the policy says to the request (https://fetch.spec.whatwg.org/#http-cors-protocol). The decision's views live as
/// long as policy and request, unchanged. Any number of threads may ask one policy at once.
template <typename Fields>
policy::Decision decide(policy::Policy const& policy, boost::beast::http::header<true, Fields> const& request) {
  policy::FoundIncoming found(detail::view_of(request.method_string()));
  for (auto const& field : request) {
    found.add(detail::view_of(field.name_string()), detail::view_of(field.value()));
  }
  return policy::decide(policy, found.view());
}

/// Makes an answer what the decision says; for every answer, whatever its status. Upstream's own CORS lines go, the
/// policy's come, and Vary names Origin where it must (https://www.rfc-editor.org/rfc/rfc9110#name-vary). Gives the
/// lines that went: where one `differs`, the application contradicts its policy. Doing it twice changes nothing more.
template <typename Fields>
policy::ReplacedLines apply(policy::Decision const& decision, boost::beast::http::header<false, Fields>& answer) {
  return replace_lines(decision, detail::Lines<boost::beast::http::header<false, Fields>>{answer});
}

/// The policy's own answer to a preflight, ready to be sent: its status, its headers, no body, and the connection kept as
/// the request asks. Nothing where the application answers.
template <typename Body, typename Fields>
std::optional<boost::beast::http::response<boost::beast::http::empty_body>> answer(
    policy::Decision const& decision, boost::beast::http::request<Body, Fields> const& request) {
  namespace http = boost::beast::http;
  if (decision.answered_by == policy::AnsweredBy::upstream) {
    return std::nullopt;
  }
  auto const status = static_cast<http::status>(decision.status);
  http::response<http::empty_body> made(status, request.version());
  if (status != http::status::no_content) {
    made.content_length(0);
  }
  made.keep_alive(request.keep_alive());
  beast::apply(decision, made);  // std::apply is a candidate too where it is not said whose.
  return made;
}

}  // namespace corsage::adapters::beast
