#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/base/bytes.hpp"
#include "corsage/explain/diagnosis.hpp"
#include "corsage/http/header_names.hpp"
#include "scripted.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace corsage::explain {
namespace {

namespace header = http::header;

std::string joined(std::vector<std::string> const& names) {
  std::string list;
  for (auto const& name : names) {
    list.append(list.empty() ? "" : ", ").append(name);
  }
  return list;
}

/// A server that keeps a policy, whatever stands behind it would have answered: the plainest there is.
class PolicyKeeper {
 public:
  PolicyKeeper(policy::Config policy, fetch::Responder behind)
      : policy_(std::move(policy)), behind_(std::move(behind)) {}

  std::optional<std::variant<fetch::Answered, fetch::Failed>> operator()(fetch::WireRequest const& request) const {
    http::Response response;
    if (request.leg == trace::Leg::preflight) {
      response.status = policy_.preflight_status;
      set(response, header::access_control_allow_methods, joined(policy_.methods));
      set(response, header::access_control_allow_headers, joined(policy_.request_headers));
    } else {
      response = std::get<fetch::Answered>(*behind_(request)).response;
      remove_policy_of_old(response);
      set(response, header::access_control_expose_headers, joined(policy_.response_headers));
    }
    allow_origin(request, response);
    return fetch::Answered{.response = std::move(response)};
  }

 private:
  /// Whatever was there, also under a name that only some browsers read so.
  static void remove_policy_of_old(http::Response& response) {
    http::HeaderList kept;
    for (auto const line : response.headers) {
      if (!byte_lowercase(line.name).starts_with("access-control-")) {
        kept.append(line.name, line.value);
      }
    }
    response.headers = std::move(kept);
  }

  static void set(http::Response& response, std::string_view name, std::string_view value) {
    response.headers.append(name, value);
  }

  void allow_origin(fetch::WireRequest const& request, http::Response& response) const {
    auto const asked = request.headers.get(header::origin);
    auto const& origins = policy_.origins;
    if (std::ranges::find(origins, "*") != origins.end()) {
      set(response, header::access_control_allow_origin, "*");
    } else if (asked && std::ranges::find(origins, asked->view()) != origins.end()) {
      set(response, header::access_control_allow_origin, asked->view());
    }
    if (policy_.credentials) {
      set(response, header::access_control_allow_credentials, "true");
    }
  }

  policy::Config policy_;
  fetch::Responder behind_;
};

using Lines = std::vector<std::pair<std::string, std::string>>;

rc::Gen<std::pair<std::string, std::string>> any_line() {
  using rc::gen::element;
  return rc::gen::mapcat(
      element<std::string>("Access-Control-Allow-Origin", "Access-Control-Allow-Credentials",
                           "Access-Control-Allow-Methods", "Access-Control-Allow-Headers",
                           "access-control-allow-origin ", "Location", "Access-Control-Expose-Headers"),
      [](std::string const& name) {
        auto values = element<std::string>("*", "", "true", "https://app.example", "null", "PUT", "x-a, x-b",
                                           "authorization", "a b", "/x", "/y", "https://other.example/z",
                                           "https://u:p@api.example/y", "https://[");
        return rc::gen::pair(rc::gen::just(name), values);
      });
}

http::HeaderList list_of(Lines const& lines) {
  http::HeaderList list;
  for (auto const& [name, value] : lines) {
    list.append(name, value);
  }
  return list;
}

scripted::Rule any_rule(std::string method, std::string path) {
  auto const lines = *rc::gen::container<Lines>(any_line());
  return {.method = std::move(method),
          .path = std::move(path),
          .status = *rc::gen::element(200, 200, 204, 301, 307, 401, 404, 500),
          .headers = list_of(lines)};
}

std::vector<scripted::Rule> any_server() {
  return {any_rule("OPTIONS", "/x"), any_rule("*", "/x"), any_rule("OPTIONS", "/y"), any_rule("*", "/y"),
          any_rule("*", "")};
}

fetch::Request any_request() {
  auto const names = *rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("X-A", "x-b", "Authorization", "Content-Type"));
  fetch::Request request{.url = url::Url::parse("https://api.example/x").value()};
  request.method = *rc::gen::element<std::string>("GET", "POST", "PUT", "patch");
  for (auto const& name : names) {
    request.headers.append(name, "application/json");
  }
  request.credentials = *rc::gen::element(fetch::CredentialsMode::omit, fetch::CredentialsMode::include);
  return request;
}

fetch::Environment any_page() {
  return {.origin = url::Origin::parse("https://app.example").value(),
          .profile = *rc::gen::elementOf(std::vector(fetch::all_profiles().begin(), fetch::all_profiles().end()))};
}

RC_GTEST_PROP(DiagnosisProperties, ThereAreCausesExactlyWhenTheFetchIsBlocked, ()) {
  auto const request = any_request();
  auto const page = any_page();
  Diagnosis diagnosis;
  diagnose(request, page, {}, scripted::server(any_server()), diagnosis);
  RC_ASSERT(diagnosis.causes.empty() == (diagnosis.run.outcome.verdict == fetch::Verdict::allowed));
  if (!diagnosis.causes.empty()) {
    RC_ASSERT(diagnosis.causes.front().reason == *diagnosis.run.trace.block()->reason);
  }
}

RC_GTEST_PROP(DiagnosisProperties, NoCauseIsToldTwice, ()) {
  Diagnosis diagnosis;
  diagnose(any_request(), any_page(), {}, scripted::server(any_server()), diagnosis);
  auto const& causes = diagnosis.causes;
  for (auto cause = causes.begin(); cause != causes.end(); ++cause) {
    RC_ASSERT(std::find(cause + 1, causes.end(), *cause) == causes.end());
  }
}

RC_GTEST_PROP(DiagnosisProperties, AServerThatKeepsTheFixIsAllowed, ()) {
  auto const request = any_request();
  auto const page = any_page();
  auto const server = scripted::server(any_server());
  Diagnosis diagnosis;
  diagnose(request, page, {}, server, diagnosis);
  if (!diagnosis.fix) {
    return;
  }
  fetch::Run run;
  fetch::fetch(request, page, 0, run, PolicyKeeper(diagnosis.fix->policy, server));
  RC_ASSERT(run.outcome.verdict == fetch::Verdict::allowed);
}

RC_GTEST_PROP(DiagnosisProperties, TheFixNamesOneOriginOrEverybodyButNeverNull, ()) {
  Diagnosis diagnosis;
  auto const request = any_request();
  diagnose(request, any_page(), {}, scripted::server(any_server()), diagnosis);
  if (!diagnosis.fix) {
    return;
  }
  auto const& policy = diagnosis.fix->policy;
  RC_ASSERT(policy.origins.size() == 1U);
  bool const includes_credentials = request.credentials == fetch::CredentialsMode::include;
  RC_ASSERT(policy.credentials == includes_credentials);
  RC_ASSERT(policy.origins.front() == "https://app.example" ||
            (policy.origins.front() == "*" && !includes_credentials));
}

}  // namespace
}  // namespace corsage::explain
