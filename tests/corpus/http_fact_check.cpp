#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

#include "corsage/base/bytes.hpp"
#include "corsage/fetch/session.hpp"
#include "corsage/http/method.hpp"
#include "corsage/policy/apply.hpp"
#include "corsage/policy/compile.hpp"
#include "corsage/policy/decide.hpp"
#include "corsage/url/origin.hpp"
#include "fact_checks.hpp"

namespace corsage::tests {
namespace {

using fetch::CredentialsMode;
using trace::Reason;
using Words = std::vector<std::string>;

std::vector<std::string_view> split(std::string_view list) {
  std::vector<std::string_view> entries;
  while (!list.empty()) {
    auto const comma = std::min(list.find(','), list.size());
    if (auto const entry = strip(list.substr(0, comma), http_tab_or_space); !entry.empty()) {
      entries.push_back(entry);
    }
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return entries;
}

/// A header's value as a set; names of headers in lower case.
std::set<std::string> set_of(std::string_view name, std::string_view value) {
  bool const holds_headers = byte_case_insensitive_equal(name, "vary") ||
                             byte_case_insensitive_equal(name, "access-control-allow-headers") ||
                             byte_case_insensitive_equal(name, "access-control-expose-headers");
  std::set<std::string> entries;
  for (auto const entry : split(value)) {
    entries.insert(holds_headers ? byte_lowercase(entry) : std::string(entry));
  }
  return entries;
}

bool is_preflight(HttpFact const& fact) {
  return fact.method == "OPTIONS" && fact.request.contains("access-control-request-method");
}

/// The request of a page whose browser asks what the fact's client asks.
fetch::Request page_request(HttpFact const& fact, CredentialsMode credentials) {
  fetch::Request request{.url = *url::Url::parse("https://api.test/"), .credentials = credentials};
  if (is_preflight(fact)) {
    request.method = fact.request.get("access-control-request-method")->view();
    auto const names = fact.request.get("access-control-request-headers");
    // Nothing but an upload's listener makes a browser ask for what needs no leave.
    request.use_cors_preflight = !names && http::is_cors_safelisted_method(request.method);
    if (names) {
      for (auto const name : split(names->view())) {
        request.headers.append(name, name == "content-type" ? "application/json" : "1");
      }
    }
  } else {
    request.method = fact.method;
    if (auto const value = fact.request.get("authorization")) {
      request.headers.append("authorization", value->view());
    }
  }
  return request;
}

/// A yes to whatever a browser asks besides what the fact is about.
http::Response yes_to(fetch::WireRequest const& request) {
  http::Response answer;
  answer.headers.append("Access-Control-Allow-Origin", request.headers.get("origin")->view());
  answer.headers.append("Access-Control-Allow-Credentials", "true");
  for (auto const& [asked, allowed] : {std::pair("access-control-request-method", "Access-Control-Allow-Methods"),
                                       std::pair("access-control-request-headers", "Access-Control-Allow-Headers")}) {
    if (auto const value = request.headers.get(asked)) {
      answer.headers.append(allowed, value->view());
    }
  }
  return answer;
}

constexpr std::array<std::pair<Reason, std::string_view>, 5> words_of_reasons{
    {{Reason::allow_origin_missing, "fail:no-acao"},
     {Reason::allow_credentials_not_true, "fail:acac"},
     {Reason::allow_origin_wildcard_with_credentials, "fail:wildcard-with-credentials"},
     {Reason::method_not_allowed, "fail:method"},
     {Reason::request_header_not_allowed, "fail:header:"}}};

/// The browser's verdict in the words of the facts.
std::string words_of(fetch::Run const& run) {
  if (run.outcome.verdict == fetch::Verdict::allowed) {
    return "pass";
  }
  auto const* const block = run.trace.block();
  if (block == nullptr || !block->reason) {
    return "undetermined";
  }
  auto const* const known =
      std::ranges::find(words_of_reasons, *block->reason, [](auto const& words) { return words.first; });
  if (known == words_of_reasons.end()) {
    return std::string("fail:").append(to_string(*block->reason));
  }
  auto const header = run.trace.argument(*block, trace::ArgumentName::header);
  return std::string(known->second).append(header.value_or(""));
}

/// What a browser that gets the answer makes of it.
std::string verdict_on(http::Response const& answer, HttpFact const& fact, CredentialsMode credentials) {
  auto const page = url::Origin::parse(fact.request.get("origin")->view());
  auto const leg = is_preflight(fact) ? trace::Leg::preflight : trace::Leg::actual;
  fetch::Run run;
  fetch::fetch(page_request(fact, credentials), {.origin = page ? *page : url::Origin::opaque(1)}, 0, run,
               [&](fetch::WireRequest const& request) {
                 return fetch::Answered{.response = request.leg == leg ? answer : yes_to(request)};
               });
  return words_of(run);
}

void check_verdicts(HttpFact const& fact, http::Response const& answer, Words& differences) {
  for (auto const& [credentials, expected] : {std::pair(CredentialsMode::omit, fact.verdict_omit),
                                              std::pair(CredentialsMode::include, fact.verdict_include)}) {
    if (expected.empty()) {
      continue;
    }
    auto const name = "verdict with credentials " + std::string(to_string(credentials));
    // The browser's half by itself: what was derived from the answer of that server.
    if (auto const of_expected = verdict_on(fact.expected, fact, credentials); of_expected != expected) {
      differences.push_back("expected answer, " + name + ": " + of_expected);
    }
    // Why it is refused may differ with the style of the answer; whether it is may not.
    if ((verdict_on(answer, fact, credentials) == "pass") != (expected == "pass")) {
      differences.push_back(name);
    }
  }
}

void check_headers(HttpFact const& fact, http::HeaderList const& answer, Words& differences) {
  std::set<std::string> expected;
  for (auto const& [name, values] : fact.headers) {
    expected.insert(byte_lowercase(name));
    auto const found = answer.get(name);
    bool const is_one = found && std::ranges::any_of(values, [&, &header = name](std::string const& value) {
                          return set_of(header, value) == set_of(header, found->view());
                        });
    if (!is_one) {
      differences.push_back(byte_lowercase(name));
    }
  }
  for (auto const line : answer) {
    auto const name = byte_lowercase(line.name);
    if (fact.is_exact ? !expected.contains(name) : std::ranges::any_of(fact.absent, [&name](std::string const& absent) {
          return byte_lowercase(absent) == name;
        })) {
      differences.push_back("also " + name);
    }
  }
}

}  // namespace

Words differences_from_http(HttpFact const& fact) {
  Words differences;
  http::Response answer{.headers = fact.outer};
  bool is_by_policy = false;
  auto const policy = fact.config ? policy::compile(*fact.config) : std::unexpected(Diagnostics());
  if (fact.has_layer && policy) {
    policy::FoundIncoming const incoming(fact.method, fact.request);
    auto const decision = policy::decide(*policy, incoming.view());
    is_by_policy = decision.answered_by == policy::AnsweredBy::policy;
    answer.status = is_by_policy ? decision.status : fact.upstream.status;
    for (auto const line : is_by_policy ? http::HeaderList() : fact.upstream.headers) {
      answer.headers.append(line.name, line.value);
    }
    apply(decision, answer.headers);
  } else if (fact.has_layer) {
    // There is no such policy. What a browser makes of that server's answer is a fact nevertheless.
    differences.emplace_back("no such policy");
    answer = fact.expected;
    is_by_policy = fact.is_answered_by_layer;
  } else {
    answer = fact.upstream;
  }
  check_verdicts(fact, answer, differences);
  if (is_by_policy != fact.is_answered_by_layer) {
    differences.emplace_back("answered by");
  }
  if (fact.dialect == "jub0bs" || fact.dialect == "gateway-api") {
    if (std::ranges::find(fact.statuses, answer.status) == fact.statuses.end()) {
      differences.emplace_back("status");
    }
    check_headers(fact, answer.headers, differences);
  }
  return differences;
}

}  // namespace corsage::tests
