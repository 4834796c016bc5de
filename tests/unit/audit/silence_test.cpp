#include "dialogue.hpp"

#include <gtest/gtest.h>

namespace corsage::test {
namespace {

bool is_trusted(std::string const& origin) {
  return origin == "https://app.example.com";
}

TEST(AuditOfSilence, says_nothing_where_nobody_answered) {
  auto const dialogue = audited(users(), [](auto const&) { return fetch::Failed{}; });
  EXPECT_FALSE(dialogue.verdict.is_audited);
  EXPECT_EQ(dialogue.evidence.size(), 1U);
  EXPECT_TRUE(dialogue.verdict.findings.empty());
}

TEST(AuditOfSilence, takes_hanging_up_on_line_breaks_for_an_answer) {
  auto const sound = lets_in(is_trusted);
  struct Row {
    std::string name;
    fetch::Failed failed;
    std::size_t unanswered;
  };
  Row const rows[] = {
      {.name = "the server hung up", .failed = {.failure = fetch::NetworkFailure::empty_answer}, .unanswered = 0},
      {.name = "it was reset",
       .failed = {.failure = fetch::NetworkFailure::connection_failed, .detail = "connection reset"},
       .unanswered = 0},
      {.name = "nobody answered", .failed = {.failure = fetch::NetworkFailure::timed_out}, .unanswered = 3},
      {.name = "it was not asked", .failed = {}, .unanswered = 3},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const result =
        audited(users(), [&](fetch::WireRequest const& request) -> std::variant<fetch::Answered, fetch::Failed> {
          auto const names = request.headers.get("access-control-request-headers");
          bool const is_preflight = names && names->view().find("%0d") != std::string_view::npos;
          bool const has_break = origin_of(request).find_first_of("\r%") != std::string::npos;
          bool const is_injection = origin_of(request).find("X-Corsage") != std::string::npos && has_break;
          if (is_preflight || is_injection) {
            return row.failed;
          }
          return sound(request);
        });
    EXPECT_TRUE(result.verdict.is_audited);
    EXPECT_EQ(result.verdict.unanswered.size(), row.unanswered);
  }
}

TEST(AuditOfSilence, are_judged_where_only_preflights_are_not_answered) {
  auto const dialogue =
      audited(users(), [](fetch::WireRequest const& request) -> std::variant<fetch::Answered, fetch::Failed> {
        if (request.method == "OPTIONS") {
          return fetch::Failed{.failure = fetch::NetworkFailure::connection_failed, .detail = "reset"};
        }
        return lets_in([](auto const&) { return true; })(request);
      });
  EXPECT_EQ(dialogue.ids().front(), "origin-reflected");
  EXPECT_TRUE(dialogue.verdict.is_audited);
  EXPECT_FALSE(dialogue.verdict.unanswered.empty());
}

TEST(AuditOfSilence, judges_the_rest_where_odd_origins_are_hung_up_on) {
  for (std::string const odd : {"null", "http://"}) {
    SCOPED_TRACE(odd);
    auto const dialogue =
        audited(users(), [&](fetch::WireRequest const& request) -> std::variant<fetch::Answered, fetch::Failed> {
          if (origin_of(request).starts_with(odd)) {
            return fetch::Failed{.failure = fetch::NetworkFailure::empty_answer};
          }
          return lets_in([](auto const&) { return true; })(request);
        });
    EXPECT_EQ(dialogue.ids().front(), "origin-reflected");
    EXPECT_TRUE(dialogue.verdict.is_audited);
    EXPECT_FALSE(dialogue.verdict.unanswered.empty());
  }
}

}  // namespace
}  // namespace corsage::test
