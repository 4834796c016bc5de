#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corsage/http/header_names.hpp"
#include "corsage/policy/apply.hpp"
#include "corsage/policy/decide.hpp"

#include <httplib.h>

/// A policy in a server of cpp-httplib (https://github.com/yhirose/cpp-httplib).
namespace corsage::adapters::httplib {

/// What the policy says to the request. The decision's views live as long as both, unchanged.
inline policy::Decision decide(policy::Policy const& policy, ::httplib::Request const& request) {
  policy::FoundIncoming found(request.method);
  for (auto const& [name, value] : request.headers) {
    found.add(name, value);
  }
  return policy::decide(policy, found.view());
}

/// Makes an answer what the decision says; for every answer, whatever its status. Upstream's own CORS lines go, the
/// policy's come, and Vary names Origin where it must (https://www.rfc-editor.org/rfc/rfc9110#name-vary).
inline void apply(policy::Decision const& decision, ::httplib::Response& answer) {
  std::erase_if(answer.headers, [&](auto const& line) { return policy::is_decided(decision, line.first); });
  for (auto const& line : decision.headers.view()) {
    answer.headers.emplace(line.name, line.value);
  }
  if (decision.varies_by_origin) {
    std::string const name(http::header::vary);
    std::vector<std::string_view> vary;
    auto const [first, last] = answer.headers.equal_range(name);
    for (auto line = first; line != last; ++line) {
      vary.push_back(line->second);
    }
    auto value = policy::varied_by_origin(vary);
    answer.headers.erase(name);
    answer.headers.emplace("Vary", std::move(value));
  }
}

/// Whether the policy answers the request itself: then its status is set, and there is no more to do.
inline bool answer(policy::Decision const& decision, ::httplib::Response& answer) {
  if (decision.answered_by == policy::AnsweredBy::upstream) {
    return false;
  }
  answer.status = decision.status;
  return true;
}

/// Puts the policy in front of everything that the server answers, errors included. Takes the server's two handlers
/// around its routes: who has handlers of his own there calls the functions above in them.
inline void protect(::httplib::Server& server, policy::Policy policy) {
  server.set_pre_routing_handler([policy](::httplib::Request const& request, ::httplib::Response& response) {
    return answer(decide(policy, request), response) ? ::httplib::Server::HandlerResponse::Handled
                                                     : ::httplib::Server::HandlerResponse::Unhandled;
  });
  server.set_post_routing_handler(
      [policy = std::move(policy)](::httplib::Request const& request, ::httplib::Response& response) {
        apply(decide(policy, request), response);
      });
}

}  // namespace corsage::adapters::httplib
