#include "contract_run.hpp"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <utility>

#include "corsage/policy/apply.hpp"
#include "corsage/policy/decide.hpp"
#include "witness.hpp"

namespace corsage::cli {
namespace {

/// Bodies play no part.
constexpr std::size_t most_body_bytes = 1 << 12;

/// What a server behind the policy answers: all that pages want to read is there.
http::Response answer_behind(explain::Expectation const& expectation) {
  constexpr int ok = 200;
  http::Response response{.status = expectation.status.value_or(ok), .headers = {{"content-type", "text/plain"}}};
  for (auto const* const names : {&expectation.readable, &expectation.unreadable}) {
    for (auto const& name : *names) {
      if (!response.headers.contains(name)) {
        response.headers.append(name, "1");
      }
    }
  }
  return response;
}

/// The policy's half.
fetch::Answered answer_of(policy::Policy const& policy, fetch::WireRequest const& request,
                          explain::Expectation const& expectation) {
  policy::FoundIncoming const incoming(request.method, request.headers);
  auto const decision = policy::decide(policy, incoming.view());
  auto response = decision.answered_by == policy::AnsweredBy::policy ? http::Response{.status = decision.status}
                                                                     : answer_behind(expectation);
  policy::apply(decision, response.headers);
  return {.response = std::move(response)};
}

}  // namespace

Diagnostics mistakes_in_cookies(TestOptions const& options, url::Url const& server) {
  if (options.network.cookies.empty()) {
    return {};
  }
  transport::CurlTransport transport(transport_options(options.network));
  auto added = add_cookies(options.network, server, transport);
  return added ? Diagnostics() : std::move(added).error();
}

ContractRun::ContractRun(TestOptions const& options, url::Url server, std::optional<policy::Policy> policy)
    : options_(options), server_(std::move(server)), policy_(std::move(policy)), judges_(judges(options.profile)) {
  rules_.reserve(judges_.size());
  for (auto& judge : judges_) {
    auto& rules = rules_.emplace_back(*judge.profile);
    rules.loopback_is_trustworthy = true;
    judge.rules = &rules;
  }
}

report::TestedCase ContractRun::look_at(explain::Expectation const& expectation, url::Origin const& page) const {
  report::TestedCase tested{.expectation = expectation,
                            .why = {.request = explain::request_of(expectation, server_),
                                    .environment = explain::page_of(page),
                                    .judgements = {},
                                    .sends_unsafe_methods = options_.unsafe_methods == UnsafeMethods::send,
                                    .secrets = options_.secrets,
                                    .reads = expectation.readable,
                                    .cookies = options_.network.cookies,
                                    .certificates = options_.network.is_insecure ? report::Certificates::not_checked
                                                                                 : report::Certificates::checked}};
  tested.is_of_policy = policy_.has_value();
  if (policy_) {
    ask_policy(tested);
  } else {
    ask(tested);
  }
  for (auto const& judgement : tested.why.judgements) {
    tested.comparisons.push_back(explain::compare(expectation, judgement.diagnosis.run, tested.why.is_estimated));
  }
  recognise(evidence(report::leading(tested.why).diagnosis), nullptr, tested.why);
  return tested;
}

void ContractRun::judge_answers(report::TestedCase& tested, fetch::Responder const& responder) const {
  judge(judges_, {.reads = tested.expectation.readable, .reads_cookies = !options_.network.cookies.empty()}, responder,
        tested.why);
}

void ContractRun::ask_policy(report::TestedCase& tested) const {
  judge_answers(tested, [&](fetch::WireRequest const& request) {
    return std::optional<Witness::Answer>(answer_of(*policy_, request, tested.expectation));
  });
}

void ContractRun::ask(report::TestedCase& tested) const {
  // Each case is a browser of its own: no cookie of one is seen by another.
  transport::CurlTransport transport(head_options(options_.network, most_body_bytes));
  // Their form was looked at before.
  [[maybe_unused]] auto const added = add_cookies(options_.network, tested.why.request.url, transport);
  Progress progress;
  Witness witness(transport, tested.expectation.body.value_or(""), options_.unsafe_methods, progress);
  witness.stop_when(is_stopped_);
  judge_answers(tested, [&](fetch::WireRequest const& request) { return std::optional(witness.answer(request)); });
  for (auto& judgement : tested.why.judgements) {
    mark_estimates(witness, judgement.diagnosis);
  }
  tested.why.is_estimated = [estimated = witness.estimated()](fetch::WireRequest const& request) {
    return std::ranges::find(estimated, request) != estimated.end();
  };
}

std::vector<report::TestedCase> ContractRun::look_at_all(std::vector<explain::Expectation> const& expectations,
                                                         std::vector<SourceRange> const& places) const {
  struct Case {
    std::size_t expectation;
    url::Origin const* page;
  };
  std::vector<Case> cases;
  for (std::size_t i = 0; i < expectations.size(); ++i) {
    for (auto const& page : expectations[i].from) {
      cases.push_back({.expectation = i, .page = &page});
    }
  }
  std::vector<std::optional<report::TestedCase>> tested(cases.size());
  std::atomic<std::size_t> next = 0;
  auto const work = [&] {
    for (auto i = next++; i < cases.size() && !is_stopped_(); i = next++) {
      auto const& [number, page] = cases[i];
      auto one = look_at(expectations[number], *page);
      one.place = places[number];
      if (!is_stopped_()) {
        tested[i] = std::move(one);
      }
    }
  };
  // A policy answers at once.
  auto const helpers = policy_ || cases.empty() ? 0 : std::min(options_.jobs, cases.size()) - 1;
  std::vector<std::jthread> threads;
  threads.reserve(helpers);
  for (std::size_t i = 0; i < helpers; ++i) {
    threads.emplace_back(work);
  }
  work();
  threads.clear();
  std::vector<report::TestedCase> all;
  all.reserve(tested.size());
  for (auto& one : tested) {
    if (one) {
      all.push_back(*std::move(one));
    }
  }
  return all;
}

}  // namespace corsage::cli
