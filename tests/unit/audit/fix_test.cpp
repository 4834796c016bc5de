#include "corsage/policy/compile.hpp"
#include "dialogue.hpp"

#include <gtest/gtest.h>

namespace corsage::test {
namespace {

constexpr std::string_view trusted = "https://app.example.com";

bool is_trusted(std::string const& origin) {
  return origin == trusted;
}

/// The policy that all sound answers of the dialogue's servers come to.
policy::Config policy_of_users() {
  return {.origins = {std::string(trusted)},
          .credentials = true,
          .methods = {"PUT", "PATCH", "DELETE"},
          .request_headers = {"authorization", "content-type"},
          .max_age = 600};
}

TEST(FixOfAudit, lets_in_the_trusted_alone) {
  auto const dialogue = audited(users(), lets_in([](auto const&) { return true; }));
  EXPECT_EQ(dialogue.verdict.fix, policy_of_users());
}

TEST(FixOfAudit, keeps_credentials_that_lines_too_many_spoil) {
  auto const dialogue = audited(users(), [](fetch::WireRequest const& request) {
    auto reply = std::get<fetch::Answered>(lets_in(is_trusted)(request));
    auto& headers = reply.response.headers;
    if (headers.contains("access-control-allow-origin")) {
      headers.append("access-control-allow-origin", trusted);
      headers.append("access-control-allow-credentials", "true");
    }
    return reply;
  });
  ASSERT_TRUE(dialogue.verdict.fix);
  EXPECT_TRUE(dialogue.verdict.fix->credentials);
}

TEST(FixOfAudit, allows_what_was_asked_for_where_no_preflight_passes) {
  auto target = users();
  target.preflight_method = "DELETE";
  target.preflight_headers = {"X-Token"};
  auto const dialogue = audited(target, [](fetch::WireRequest const& request) {
    return request.method == "OPTIONS" ? answer(405, {}) : lets_in(is_trusted)(request);
  });
  ASSERT_TRUE(dialogue.verdict.fix);
  EXPECT_EQ(dialogue.verdict.fix->methods, std::vector<std::string>{"DELETE"});
  EXPECT_EQ(dialogue.verdict.fix->request_headers, std::vector<std::string>{"x-token"});
}

TEST(FixOfAudit, is_the_policy_that_the_target_is_meant_to_keep_to) {
  auto target = users();
  policy::Config const config{.origins = {"https://*.example.com"}, .methods = {"PURGE"}, .max_age = 5};
  target.policy = policy::compile(config).value();
  auto const dialogue = audited(target, lets_in([](auto const&) { return true; }));
  EXPECT_EQ(dialogue.verdict.fix, config);
}

TEST(FixOfAudit, is_none_where_nothing_is_wrong) {
  auto target = users();
  target.policy = policy::compile(policy_of_users()).value();
  EXPECT_FALSE(audited(target, lets_in(is_trusted)).verdict.fix);
}

}  // namespace
}  // namespace corsage::test
