#include "corsage/policy/decide.hpp"

#include <algorithm>

#include "corsage/base/bytes.hpp"
#include "corsage/http/method.hpp"
#include "policy_contents.hpp"
#include "requested_headers.hpp"

namespace corsage::policy {
namespace {

using Contents = Policy::Contents;
using trace::Reason;

constexpr std::string_view allow_credentials = "Access-Control-Allow-Credentials";
constexpr std::string_view allow_headers = "Access-Control-Allow-Headers";
constexpr std::string_view allow_methods = "Access-Control-Allow-Methods";
constexpr std::string_view allow_origin = "Access-Control-Allow-Origin";
constexpr std::string_view expose_headers = "Access-Control-Expose-Headers";
constexpr std::string_view max_age = "Access-Control-Max-Age";
constexpr std::string_view timing_allow_origin = "Timing-Allow-Origin";

constexpr int refused_status = 403;

static_assert(HeaderLines::most >= most_lines + 6, "six other lines beside those that are sent back");

/// Bytes that an echoed origin may have: visible, and no comma, which would make a list of it.
bool is_safe_to_echo(std::string_view origin) {
  return std::ranges::all_of(origin, [](char byte) { return byte > ' ' && byte <= '~' && byte != ','; });
}

bool allows_origin(Contents const& policy, std::span<std::string_view const> origin) {
  if (policy.origin_answer == OriginAnswer::wildcard) {
    return true;
  }
  if (origin.size() != 1) {
    return false;
  }
  if (policy.origin_answer == OriginAnswer::any_echo) {
    return origin.front() == "null" || (split_origin(origin.front()) && is_safe_to_echo(origin.front()));
  }
  return policy.origins.contains(origin.front());
}

Reason reason_of_refused_origin(std::span<std::string_view const> origin) {
  bool const is_one = origin.size() == 1;
  return is_one && (origin.front() == "null" || split_origin(origin.front())) ? Reason::policy_origin_refused
                                                                              : Reason::policy_origin_malformed;
}

void refuse(Decision& decision, Reason reason, std::string_view offending) {
  decision.is_allowed = false;
  decision.reason = reason;
  decision.offending = offending;
  if (decision.request_class == RequestClass::preflight) {
    decision.status = refused_status;
  }
}

/// The value for headers that name one origin or everybody.
std::string_view allowed_origin(Contents const& policy, Incoming const& incoming) {
  return policy.origin_answer == OriginAnswer::wildcard ? std::string_view("*") : incoming.origin.front();
}

void set_origin(Decision& decision, Contents const& policy, Incoming const& incoming) {
  decision.headers.push_back(allow_origin, allowed_origin(policy, incoming));
  if (policy.config.credentials) {
    decision.headers.push_back(allow_credentials, "true");
  }
}

void set_exposed(Decision& decision, Contents const& policy) {
  if (!policy.response_headers_value.empty()) {
    decision.headers.push_back(expose_headers, policy.response_headers_value);
  }
}

void allow_actual(Decision& decision, Contents const& policy, Incoming const& incoming) {
  set_origin(decision, policy, incoming);
  set_exposed(decision, policy);
  if (policy.config.timing) {
    decision.headers.push_back(timing_allow_origin, allowed_origin(policy, incoming));
  }
}

bool allows_method(Contents const& policy, std::string_view method) {
  if (http::is_cors_safelisted_method(method)) {
    return true;
  }
  if (policy.methods_listed == Listed::names) {
    return policy.methods.contains(method);
  }
  return method.size() <= longest_method && http::is_method(method) && !http::is_forbidden_method(method);
}

void set_methods(Decision& decision, Contents const& policy, std::string_view method) {
  auto const needs_leave = !http::is_cors_safelisted_method(method);
  if (policy.methods_listed == Listed::any_by_echo || !policy.config.discloses_full_lists) {
    if (needs_leave) {
      bool const is_wildcard = policy.methods_listed == Listed::any;
      decision.headers.push_back(allow_methods, is_wildcard ? std::string_view("*") : method);
    }
  } else if (!policy.methods_value.empty()) {
    decision.headers.push_back(allow_methods, policy.methods_value);
  }
}

/// A line without what is no name at its ends.
std::string_view names_of(std::string_view line) {
  return strip(line, ", \t");
}

void set_headers(Decision& decision, Contents const& policy, std::span<std::string_view const> asked) {
  bool const is_whole_list = policy.request_headers_listed == Listed::any || policy.config.discloses_full_lists;
  if (is_whole_list && policy.request_headers_listed != Listed::any_by_echo) {
    bool const is_wanted = policy.config.discloses_full_lists || !asked.empty();
    if (is_wanted && !policy.request_headers_value.empty()) {
      decision.headers.push_back(allow_headers, policy.request_headers_value);
    }
    return;
  }
  for (auto const line : asked) {
    if (auto const names = names_of(line); !names.empty()) {
      decision.headers.push_back(allow_headers, names);
    }
  }
}

void allow_preflight(Decision& decision, Contents const& policy, Incoming const& incoming) {
  decision.reason = Reason::policy_preflight_allowed;
  decision.status = policy.config.preflight_status;
  set_origin(decision, policy, incoming);
  set_methods(decision, policy, incoming.requested_method.front());
  set_headers(decision, policy, incoming.requested_headers);
  if (policy.config.discloses_full_lists) {
    set_exposed(decision, policy);
  }
  if (!policy.max_age_value.empty()) {
    decision.headers.push_back(max_age, policy.max_age_value);
  }
}

void answer_preflight(Decision& decision, Contents const& policy, Incoming const& incoming) {
  auto const method = incoming.requested_method.front();
  if (incoming.requested_method.size() != 1 || !allows_method(policy, method)) {
    refuse(decision, Reason::policy_method_refused, method);
    return;
  }
  auto const found = check_requested_headers(policy, incoming.requested_headers);
  if (found.verdict != RequestedHeaders::Verdict::allowed) {
    bool const is_refused = found.verdict == RequestedHeaders::Verdict::refused;
    refuse(decision, is_refused ? Reason::policy_request_header_refused : Reason::policy_request_headers_malformed,
           found.offending);
    return;
  }
  allow_preflight(decision, policy, incoming);
}

bool is_preflight(Incoming const& incoming) {
  return incoming.method == "OPTIONS" && !incoming.requested_method.empty();
}

}  // namespace

Decision decide(Policy const& policy, Incoming const& incoming) {
  auto const& contents = policy.contents();
  Decision decision;
  decision.varies_by_origin = contents.origin_answer != OriginAnswer::wildcard;
  decision.decides_timing = contents.config.timing;
  if (incoming.origin.empty()) {
    // An answer that is the same for everybody may be kept by a cache and given to a page: it has the headers too.
    if (contents.origin_answer == OriginAnswer::wildcard) {
      allow_actual(decision, contents, incoming);
    }
    return decision;
  }
  bool const asks_first = is_preflight(incoming);
  decision.request_class = asks_first ? RequestClass::preflight : RequestClass::actual;
  decision.answered_by = asks_first ? AnsweredBy::policy : AnsweredBy::upstream;
  if (!allows_origin(contents, incoming.origin)) {
    refuse(decision, reason_of_refused_origin(incoming.origin), incoming.origin.front());
  } else if (asks_first) {
    answer_preflight(decision, contents, incoming);
  } else {
    decision.reason = Reason::policy_origin_allowed;
    allow_actual(decision, contents, incoming);
  }
  return decision;
}

Shift shift_between(Decision const& live, Decision const& candidate) {
  if (live.is_allowed != candidate.is_allowed) {
    return candidate.is_allowed ? Shift::newly_allowed : Shift::newly_refused;
  }
  return is_same_answer(live, candidate) ? Shift::none : Shift::answer;
}

ShadowedDecision decide_beside(Policy const& live, Policy const& candidate, Incoming const& incoming) {
  ShadowedDecision shadowed{.live = decide(live, incoming), .candidate = decide(candidate, incoming)};
  shadowed.shift = shift_between(shadowed.live, shadowed.candidate);
  return shadowed;
}

}  // namespace corsage::policy
