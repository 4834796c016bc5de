#include "corsage/fetch/session.hpp"

#include "support/page.hpp"

#include <gtest/gtest.h>

namespace corsage::tests {
namespace {

using fetch::Answered;
using fetch::Failed;
using fetch::NetworkFailure;
using fetch::Session;
using fetch::Verdict;

http::HeaderList::Line const allow_all{"Access-Control-Allow-Origin", "*"};

TEST(Session, IsAConversationUntilFinished) {
  Session session(request_of({.method = "PUT"}), environment_of({}));
  ASSERT_NE(session.next(), nullptr);
  EXPECT_EQ(session.next()->method, "OPTIONS");
  EXPECT_EQ(session.outcome().verdict, Verdict::undetermined);
  session.deliver({.response = answer(204, {allow_all, {"Access-Control-Allow-Methods", "PUT"}})}, 1);
  ASSERT_NE(session.next(), nullptr);
  EXPECT_EQ(session.next()->method, "PUT");
  session.deliver({.response = answer(200, {allow_all})}, 2);
  EXPECT_EQ(session.next(), nullptr);
  EXPECT_EQ(session.outcome().verdict, Verdict::allowed);
  EXPECT_EQ(session.journal().size(), 2U);
  EXPECT_EQ(session.cache().size(), 1U);
}

TEST(Session, TakesNoAnswerItDidNotAskFor) {
  Session session(request_of({}), environment_of({}));
  session.deliver({.response = answer(200, {allow_all})}, 1);
  session.deliver({.response = answer(500)}, 2);
  EXPECT_EQ(session.journal().size(), 1U);
  EXPECT_EQ(session.outcome().status, 200);
}

TEST(Session, UsesAndLeavesThePreflightCache) {
  Session first(request_of({.method = "PUT"}), environment_of({}));
  first.deliver(
      {.response = answer(204, {allow_all, {"Access-Control-Allow-Methods", "PUT"}, {"Access-Control-Max-Age", "60"}})},
      0);
  first.deliver({.response = answer(200, {allow_all})}, 0);
  Session second(request_of({.method = "PUT"}), environment_of({}), first.cache(), 1);
  ASSERT_NE(second.next(), nullptr);
  EXPECT_EQ(second.next()->method, "PUT");
}

struct FailureRow {
  NetworkFailure failure;
  std::string reason;
};

std::vector<FailureRow> const failure_rows{
    {NetworkFailure::name_not_resolved, "name-not-resolved"},
    {NetworkFailure::connection_refused, "connection-refused"},
    {NetworkFailure::connection_failed, "connection-failed"},
    {NetworkFailure::proxy_failed, "proxy-failed"},
    {NetworkFailure::timed_out, "timed-out"},
    {NetworkFailure::tls_failed, "tls-failed"},
    {NetworkFailure::answer_not_http, "answer-not-http"},
    {NetworkFailure::empty_answer, "empty-answer"},
    {NetworkFailure::blocked_by_client, "blocked-by-client"},
};

TEST(Session, NamesWhyNoAnswerCame) {
  for (auto const& [failure, reason] : failure_rows) {
    SCOPED_TRACE(reason);
    EXPECT_EQ(to_string(failure), reason);
    Session session(request_of({}), environment_of({}));
    session.deliver_failure({.failure = failure, .detail = "because"}, 1);
    EXPECT_EQ(session.outcome().verdict, Verdict::blocked);
    auto const* const event = session.trace().block();
    ASSERT_NE(event, nullptr);
    EXPECT_EQ(to_string(*event->reason), reason);
    EXPECT_EQ(session.trace().argument(*event, trace::ArgumentName::value), "because");
  }
}

TEST(Journal, IsEditedToAskWhatIf) {
  auto result = run({}, {answer(200)});
  ASSERT_EQ(blocked_by(result), "allow-origin-missing");
  std::get<Answered>(result.journal[0].answer).response.headers.append("Access-Control-Allow-Origin", "*");
  fetch::fetch(request_of({}), environment_of({}), 0, result);
  EXPECT_EQ(result.outcome.verdict, Verdict::allowed);
}

TEST(Journal, IsForgottenWhereTheRequestsDiffer) {
  auto result = run({}, {answer(200, {allow_all})});
  fetch::fetch(request_of({.url = "https://api.example/other"}), environment_of({}), 0, result);
  EXPECT_TRUE(result.journal.empty());
  ASSERT_TRUE(result.waiting);
  EXPECT_EQ(result.waiting->url.href(), "https://api.example/other");
}

}  // namespace
}  // namespace corsage::tests
