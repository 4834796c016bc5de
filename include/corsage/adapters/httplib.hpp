#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "corsage/adapters/replace_lines.hpp"
#include "corsage/policy/apply.hpp"
#include "corsage/policy/decide.hpp"

#include <httplib.h>

/// A policy in a server of cpp-httplib (https://github.com/yhirose/cpp-httplib): `protect` it, or `decide` on a request,
/// `answer` a preflight, and `apply` the decision to every other answer, errors included.
namespace corsage::adapters::httplib {

namespace detail {

struct Lines {
  ::httplib::Headers& headers;

  template <typename Take>
  void for_each(Take take) const {
    for (auto const& [name, value] : headers) {
      take(std::string_view(name), std::string_view(value));
    }
  }
  void remove(std::string_view name) { headers.erase(std::string(name)); }
  void add(std::string_view name, std::string_view value) { headers.emplace(name, value); }
};

}  // namespace detail

/// What the policy says to the request (https://fetch.spec.whatwg.org/#http-cors-protocol). The decision's views live as
/// long as policy and request, unchanged. Any number of threads may ask one policy at once.
inline policy::Decision decide(policy::Policy const& policy, ::httplib::Request const& request) {
  policy::FoundIncoming found(request.method);
  for (auto const& [name, value] : request.headers) {
    found.add(name, value);
  }
  return policy::decide(policy, found.view());
}

/// Makes an answer what the decision says; for every answer, whatever its status. Upstream's own CORS lines go, the
/// policy's come, and Vary names Origin where it must (https://www.rfc-editor.org/rfc/rfc9110#name-vary). Gives the
/// lines that went: where one `differs`, the application contradicts its policy. Doing it twice changes nothing more.
inline policy::ReplacedLines apply(policy::Decision const& decision, ::httplib::Response& response) {
  return replace_lines(decision, detail::Lines{response.headers});
}

/// Answers a preflight: its status and the policy's lines. False, and nothing is changed, where the application answers.
inline bool answer(policy::Decision const& decision, ::httplib::Response& response) {
  if (decision.answered_by == policy::AnsweredBy::upstream) {
    return false;
  }
  response.status = decision.status;
  apply(decision, response);
  return true;
}

/// Told of the application's own CORS lines that the policy took away; called by any of the server's threads.
using Replaced = std::function<void(::httplib::Request const&, policy::ReplacedLines const&)>;

/// Puts the policy in front of everything that the server answers, errors included.
///
/// It takes the server's two handlers around its routes, so the application's own are given here and are called in their
/// turn: `before` for every request that the policy does not answer itself (authentication, say: a preflight carries no
/// credentials), `after` for every answer, before the policy has the last word on it.
inline void protect(::httplib::Server& server, policy::Policy policy,
                    ::httplib::Server::HandlerWithResponse before = {}, ::httplib::Server::Handler after = {},
                    Replaced replaced = {}) {
  using Handled = ::httplib::Server::HandlerResponse;
  server.set_pre_routing_handler([policy, before = std::move(before)](auto const& request, auto& response) {
    if (answer(decide(policy, request), response)) {
      return Handled::Handled;
    }
    return before ? before(request, response) : Handled::Unhandled;
  });
  server.set_post_routing_handler([policy = std::move(policy), after = std::move(after),
                                   replaced = std::move(replaced)](auto const& request, auto& response) {
    if (after) {
      after(request, response);
    }
    auto const decision = decide(policy, request);
    auto const lines = apply(decision, response);
    if (replaced && !lines.empty() && decision.answered_by == policy::AnsweredBy::upstream) {
      replaced(request, lines);
    }
  });
}

}  // namespace corsage::adapters::httplib
