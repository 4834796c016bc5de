#include "fix.hpp"

#include <algorithm>
#include <cstdint>

#include "corsage/base/bytes.hpp"
#include "corsage/http/field_values.hpp"
#include "corsage/http/header_names.hpp"
#include "corsage/http/method.hpp"
#include "corsage/policy/compile.hpp"
#include "http_lists.hpp"

namespace corsage::audit {
namespace {

namespace header = http::header;

constexpr std::string_view everything = "*";
constexpr std::uint64_t max_age_where_none_is_said = 600;

void add_once(std::vector<std::string>& names, std::string name) {
  if (std::ranges::find(names, name) == names.end()) {
    names.push_back(std::move(name));
  }
}

void add_methods(policy::Config& config, Case const& the_case, http::HeaderList const& headers,
                 std::span<Finding const> findings) {
  for (auto const& method : elements(headers, header::access_control_allow_methods)) {
    auto const normal = http::normalize_method(method == "patch" ? "PATCH" : method);
    bool const needs_leave = !http::is_cors_safelisted_method(normal) && normal != "OPTIONS" &&
                             !http::is_forbidden_method(normal) && normal != everything;
    if (needs_leave && http::is_method(normal)) {
      add_once(config.methods, normal);
    }
  }
  for (auto const& finding : findings) {
    if (finding.reason == trace::Reason::preflight_method_missing) {
      std::ranges::for_each(finding.values, [&](std::string const& method) { add_once(config.methods, method); });
    }
  }
  bool const is_wildcard = directives(headers, header::access_control_allow_methods).contains(std::string(everything));
  if (is_wildcard && !http::is_cors_safelisted_method(the_case.target.preflight_method)) {
    add_once(config.methods, the_case.target.preflight_method);
  }
}

void add_request_headers(policy::Config& config, Case const& the_case, http::HeaderList const& headers) {
  for (auto const& name : directives(headers, header::access_control_allow_headers)) {
    if (name != everything) {
      add_once(config.request_headers, name);
    } else {
      for (auto const& asked_for : the_case.target.preflight_headers) {
        add_once(config.request_headers, byte_lowercase(asked_for));
      }
    }
  }
}

/// Whether the answer is meant to let credentials through, be it written as it has to be or not.
bool means_credentials(http::HeaderList const& headers) {
  return std::ranges::any_of(lines_of(headers, header::access_control_allow_credentials), [](std::string_view value) {
    return byte_lowercase(value).find("true") != std::string::npos;
  });
}

/// What was asked for, where no preflight has let anything through so that what is allowed could be seen.
void add_what_was_asked_for(policy::Config& config, Target const& target, std::span<Finding const> findings) {
  auto const is_of_passage = [](Finding const& finding) {
    return finding.reason == trace::Reason::preflight_not_ok || finding.reason == trace::Reason::preflight_redirect ||
           finding.reason == trace::Reason::preflight_no_acao;
  };
  if (std::ranges::none_of(findings, is_of_passage)) {
    return;
  }
  if (!http::is_cors_safelisted_method(target.preflight_method)) {
    add_once(config.methods, target.preflight_method);
  }
  for (auto const& name : target.preflight_headers) {
    add_once(config.request_headers, byte_lowercase(name));
  }
}

policy::Config policy_of(Case const& the_case, std::span<Finding const> findings) {
  auto const& answer = headers_of(the_case.answers[*the_case.trusted]);
  policy::Config config;
  for (auto const& origin : the_case.target.trusted_origins) {
    config.origins.emplace_back(origin.serialized());
  }
  config.credentials = means_credentials(answer);
  for (auto const& name : directives(answer, header::access_control_expose_headers)) {
    if (name != everything) {
      config.response_headers.push_back(name);
    }
  }
  config.max_age = max_age_where_none_is_said;
  if (the_case.preflight) {
    auto const& headers = headers_of(the_case.answers[*the_case.preflight]);
    config.credentials = config.credentials || means_credentials(headers);
    add_methods(config, the_case, headers, findings);
    add_request_headers(config, the_case, headers);
    auto const seconds = http::extract_delta_seconds(headers, header::access_control_max_age);
    if (seconds.has_value()) {
      config.max_age = std::min(seconds.value(), policy::longest_kept_preflight);
    }
  }
  add_what_was_asked_for(config, the_case.target, findings);
  return config;
}

/// The answers may list what no policy may say: a name by itself shows whether it is such.
void leave_out_what_no_policy_says(policy::Config& config) {
  for (auto const member :
       {&policy::Config::methods, &policy::Config::request_headers, &policy::Config::response_headers}) {
    std::erase_if(config.*member, [&](std::string const& name) {
      policy::Config alone{.origins = config.origins, .credentials = config.credentials};
      (alone.*member).push_back(name);
      return !policy::compile(alone);
    });
  }
}

}  // namespace

std::optional<policy::Config> fix_of(Case const& the_case, std::span<Finding const> findings) {
  auto const is_worth_it = [](Finding const& finding) { return finding.severity > Severity::info; };
  auto const& target = the_case.target;
  if (std::ranges::none_of(findings, is_worth_it) || (target.trusted_origins.empty() && !target.policy)) {
    return std::nullopt;
  }
  if (target.policy) {
    return policy::print(*target.policy);
  }
  auto config = policy_of(the_case, findings);
  leave_out_what_no_policy_says(config);
  return policy::compile(config) ? std::optional(config) : std::nullopt;
}

}  // namespace corsage::audit
