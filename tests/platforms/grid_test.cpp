// What the grid expects of servers is what the policy itself says to the same requests.

#include "platforms/grid.hpp"

#include "corsage/policy/apply.hpp"
#include "corsage/policy/compile.hpp"
#include "corsage/policy/decide.hpp"

#include <gtest/gtest.h>

namespace corsage::test {
namespace {

http::Response answer_of(policy::Policy const& policy, fetch::WireRequest const& request) {
  policy::FoundIncoming const incoming(request.method, request.headers);
  auto const decision = policy::decide(policy, incoming.view());
  bool const is_upstream = decision.answered_by == policy::AnsweredBy::upstream;
  http::Response response{.status = is_upstream ? 200 : decision.status};
  if (is_upstream) {
    response.headers = {{"X-Total", "7"}, {"X-Other", "1"}, {"Access-Control-Allow-Origin", "*"}};
  }
  policy::apply(decision, response.headers);
  return response;
}

TEST(Grid, expects_what_the_policy_itself_answers) {
  for (auto const& row : grid_policies()) {
    SCOPED_TRACE(row.name);
    auto const policy = policy::compile(row.config);
    ASSERT_TRUE(policy) << policy.error().front().value;
    for (auto const& asked : grid_requests()) {
      SCOPED_TRACE(asked.name());
      auto session = session_for("http://127.0.0.1:80", asked);
      while (auto const* const request = session.next()) {
        session.deliver({.response = answer_of(*policy, *request)}, 0);
      }
      auto const promise = promise_of(row.config, asked);
      EXPECT_EQ(session.outcome().verdict, promise.is_allowed ? fetch::Verdict::allowed : fetch::Verdict::blocked);
      EXPECT_EQ(session.outcome().timing_allowed, promise.reads_timing);
      EXPECT_EQ(session.outcome().readable.contains("x-total"), promise.reads_total);
      EXPECT_EQ(session.outcome().readable.contains("x-other"), promise.reads_other);
    }
  }
}

}  // namespace
}  // namespace corsage::test
