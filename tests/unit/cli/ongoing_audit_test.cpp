#include "ongoing_audit.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace corsage::cli {
namespace {

using fetch::NetworkFailure;
using namespace std::chrono_literals;

OngoingAudit audit_of(std::string const& url) {
  return {{.url = url::Url::parse(url).value(), .word = "k3"}, {}, Metering::metered};
}

fetch::Answered plain_answer() {
  return {.response = {.status = 200}};
}

fetch::Answered busy() {
  return {.response = {.status = 429}};
}

transport::Reception failed(NetworkFailure failure) {
  return fetch::Failed{.failure = failure, .detail = "\x1b[31m"};
}

TEST(OngoingAudit, SendsOneProbeUntilThereIsAnAnswer) {
  auto audit = audit_of("https://api.test:8443/x");
  EXPECT_EQ(audit.host(), "https://api.test:8443");
  ASSERT_TRUE(audit.has_probe());
  auto const first = audit.take_probe();
  EXPECT_FALSE(audit.has_probe());
  audit.receive(first, plain_answer());
  EXPECT_TRUE(audit.is_reached());
  std::size_t sent = 1;
  while (!audit.is_finished()) {
    std::vector<std::size_t> round;
    while (audit.has_probe()) {
      round.push_back(audit.take_probe());
    }
    ASSERT_FALSE(round.empty());
    sent += round.size();
    for (auto const number : round) {
      audit.receive(number, plain_answer());
    }
  }
  EXPECT_EQ(sent, audit.audit().evidence().size());
  EXPECT_EQ(audit.why_unanswered(), "");
}

TEST(OngoingAudit, AsksAgainWhereThatMayHelp) {
  struct Row {
    std::string name;
    NetworkFailure failure;
    bool is_answered_before = false;
    bool is_asked_again = true;
  };
  Row const rows[] = {
      {.name = "nobody listens", .failure = NetworkFailure::connection_refused},
      {.name = "it hung up", .failure = NetworkFailure::empty_answer, .is_answered_before = true},
      {.name = "no time", .failure = NetworkFailure::timed_out, .is_asked_again = false},
      {.name = "no time for once", .failure = NetworkFailure::timed_out, .is_answered_before = true},
      {.name = "a certificate stays as it is", .failure = NetworkFailure::tls_failed, .is_asked_again = false},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto audit = audit_of("https://api.test/");
    if (row.is_answered_before) {
      audit.receive(audit.take_probe(), plain_answer());
    }
    auto const number = audit.take_probe();
    audit.receive(number, failed(row.failure));
    if (row.is_asked_again) {
      ASSERT_EQ(audit.take_probe(), number);
      audit.receive(number, failed(row.failure));
    }
    EXPECT_EQ(audit.is_finished(), !row.is_answered_before);
    EXPECT_EQ(audit.has_probe(), row.is_answered_before);
    EXPECT_TRUE(audit.why_unanswered().ends_with(": \\u{1b}[31m") || audit.why_unanswered().ends_with("[31m"))
        << audit.why_unanswered();
    EXPECT_EQ(audit.why_unanswered().find('\x1b'), std::string::npos);
  }
}

TEST(OngoingAudit, CountsWhatWasNeverSent) {
  auto audit = audit_of("https://api.test/");
  audit.receive(audit.take_probe(), plain_answer());
  auto const repeated = audit.take_probe();
  audit.receive(repeated, failed(NetworkFailure::empty_answer));
  audit.take_probe();
  audit.take_probe();
  EXPECT_EQ(audit.unsent(), 0U);
  audit.abandon("enough");
  EXPECT_TRUE(audit.is_finished());
  EXPECT_EQ(audit.unsent() + 3, audit.audit().evidence().size());
  auto const& last = *audit.audit().evidence().back().failed();
  EXPECT_EQ(last.detail, "not asked: enough");
}

TEST(OngoingAudit, SaysThatItAskedTwice) {
  auto audit = audit_of("https://api.test/");
  audit.receive(audit.take_probe(), failed(NetworkFailure::connection_refused));
  audit.receive(audit.take_probe(), failed(NetworkFailure::connection_refused));
  EXPECT_TRUE(audit.why_unanswered().starts_with("asked twice: connection refused: ")) << audit.why_unanswered();
}

TEST(OngoingAudit, IsPutOffAFewTimes) {
  struct Row {
    std::string name;
    std::optional<std::chrono::seconds> wanted = std::nullopt;
    std::string why;
  };
  Row const rows[] = {
      {.name = "as it is told", .wanted = 2s, .why = "it answers 429 and wants to be asked again in 2 s"},
      {.name = "without being told", .why = "it answers 429, however often it is asked"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto audit = audit_of("https://api.test/");
    auto const number = audit.take_probe();
    for (int i = 0; i < 3; ++i) {
      audit.put_off(number, busy(), row.wanted, 2s);
      ASSERT_TRUE(audit.has_probe());
      ASSERT_EQ(audit.take_probe(), number);
      EXPECT_FALSE(audit.has_probe()) << "a busy server is asked one thing at a time";
    }
    audit.put_off(number, busy(), row.wanted, 2s);
    EXPECT_TRUE(audit.is_finished());
    EXPECT_TRUE(audit.is_reached());
    EXPECT_FALSE(audit.audit().verdict().is_audited);
    EXPECT_EQ(audit.why_unanswered(), row.why);
  }
}

TEST(OngoingAudit, WaitsNoLongerThanFiveMinutes) {
  auto audit = audit_of("https://api.test/");
  audit.receive(audit.take_probe(), plain_answer());
  int minutes = 0;
  while (audit.has_probe()) {
    audit.put_off(audit.take_probe(), busy(), 60s, 60s);
    ++minutes;
    if (audit.has_probe()) {
      audit.receive(audit.take_probe(), plain_answer());
    }
  }
  EXPECT_TRUE(audit.is_finished());
  EXPECT_EQ(minutes, 6);
}

TEST(OngoingAudit, WaitsNotForWhatIsNotWorthIt) {
  auto audit = audit_of("https://api.test/");
  audit.put_off(audit.take_probe(), busy(), 3600s, std::nullopt);
  EXPECT_TRUE(audit.is_finished());
}

/// Answers preflights that the server is busy, and everything else. Gives how many times it was busy.
std::size_t put_off_preflights(OngoingAudit& audit, std::optional<std::chrono::seconds> wanted) {
  audit.receive(audit.take_probe(), plain_answer());
  std::size_t put_off = 0;
  while (audit.has_probe()) {
    auto const number = audit.take_probe();
    if (audit.audit().evidence()[number].probe.request.method == "OPTIONS") {
      if (audit.takes_for_answer(number, wanted)) {
        audit.receive(number, busy());
      } else {
        audit.put_off(number, busy(), wanted, 1s);
        ++put_off;
      }
    } else {
      audit.receive(number, plain_answer());
    }
  }
  return put_off;
}

TEST(OngoingAudit, TakesWhatAMethodIsAlwaysAnsweredForItsAnswer) {
  auto audit = audit_of("https://api.test/");
  auto const put_off = put_off_preflights(audit, std::nullopt);
  ASSERT_TRUE(audit.is_finished());
  auto const verdict = audit.audit().verdict();
  EXPECT_TRUE(verdict.is_audited);
  EXPECT_TRUE(verdict.unanswered.empty());
  EXPECT_EQ(audit.why_unanswered(), "");
  auto const preflights = std::ranges::count_if(audit.audit().evidence(), [](audit::Asked const& asked) {
    return asked.probe.request.method == "OPTIONS" && asked.answered() != nullptr;
  });
  EXPECT_GE(preflights, 2);
  EXPECT_EQ(put_off, static_cast<std::size_t>(preflights)) << "once each, and no oftener";
}

TEST(OngoingAudit, TakesABusyAnswerForNoneWhereTheMethodWasAnsweredBefore) {
  auto audit = audit_of("https://api.test/");
  audit.receive(audit.take_probe(), plain_answer());
  auto const number = audit.take_probe();
  ASSERT_EQ(audit.audit().evidence()[number].probe.request.method, "GET");
  for (int i = 0; i < 3; ++i) {
    EXPECT_FALSE(audit.takes_for_answer(number, std::nullopt));
    audit.put_off(number, busy(), std::nullopt, 1s);
    ASSERT_EQ(audit.take_probe(), number);
  }
  EXPECT_FALSE(audit.takes_for_answer(number, std::nullopt));
  audit.put_off(number, busy(), std::nullopt, 1s);
  EXPECT_EQ(audit.audit().evidence()[number].answered(), nullptr);
  EXPECT_EQ(audit.why_unanswered(), "it answers 429, however often it is asked");
}

TEST(OngoingAudit, LeavesOutWhatIsAlwaysPutOffAndAsksTheRest) {
  auto audit = audit_of("https://api.test/");
  auto const put_off = put_off_preflights(audit, 1s);
  ASSERT_TRUE(audit.is_finished());
  auto const verdict = audit.audit().verdict();
  EXPECT_EQ(verdict.unanswered.size(), 2U);
  EXPECT_LT(verdict.unanswered.size(), audit.audit().evidence().size() / 2);
  EXPECT_EQ(put_off, 4U + 3U) << "less often after each that was put off in vain";
  EXPECT_EQ(audit.why_unanswered(), "it answers 429 and wants to be asked again in 1 s");
}

TEST(OngoingAudit, CountsWhatItHolds) {
  auto audit = audit_of("https://api.test/");
  EXPECT_EQ(audit.held_bytes(), 0U);
  auto answer = plain_answer();
  answer.response.headers.append("X", std::string(1000, 'x'));
  audit.receive(audit.take_probe(), answer);
  EXPECT_GE(audit.held_bytes(), 1000U);
}

TEST(OngoingAudit, IsGivenUpWithWhatIsUnderWayOrWithout) {
  for (bool const is_abandoned : {false, true}) {
    auto audit = audit_of("https://api.test/");
    audit.receive(audit.take_probe(), plain_answer());
    auto const under_way = audit.take_probe();
    if (is_abandoned) {
      audit.abandon("enough");
    } else {
      audit.give_up("enough");
      EXPECT_FALSE(audit.is_finished());
      audit.receive(under_way, failed(NetworkFailure::empty_answer));
    }
    EXPECT_TRUE(audit.is_finished());
    EXPECT_FALSE(audit.has_probe());
    EXPECT_EQ(audit.why_unanswered(), "enough");
  }
}

}  // namespace
}  // namespace corsage::cli
