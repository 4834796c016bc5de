// Whom the target's own policy lets in is let in rightly.

#include "corsage/policy/compile.hpp"
#include "dialogue.hpp"

#include <gtest/gtest.h>

namespace corsage::test {
namespace {

using audit::ProbeKind;

struct Row {
  std::string_view name;
  policy::Config policy;
  std::string_view trusted;  ///< one that the policy lets in
  std::function<bool(std::string const&)> lets_in = {};
  std::vector<std::string> ids = {};
};

bool is_below_example(std::string const& origin) {
  return origin.starts_with("https://") && origin.ends_with(".example.com");
}

std::vector<Row> rows() {
  policy::Config const one_label{.origins = {"https://*.example.com"}, .credentials = true};
  return {
      {.name = "whatever the pattern means",
       .policy = {.origins = {"https://**.example.com"}, .credentials = true},
       .trusted = "https://a.example.com",
       .lets_in = is_below_example,
       .ids = {}},
      {.name = "two labels more, where one is meant",
       .policy = one_label,
       .trusted = "https://a.example.com",
       .lets_in = is_below_example,
       .ids = {"origin-any-subdomain"}},
      {.name = "whoever ends so",
       .policy = one_label,
       .trusted = "https://a.example.com",
       .lets_in = [](auto const& o) { return o.starts_with("https://") && o.ends_with("example.com"); },
       .ids = {"origin-suffix-match"}},
      {.name = "plain http beside what the pattern means",
       .policy = {.origins = {"https://**.example.com"}, .credentials = true},
       .trusted = "https://a.example.com",
       .lets_in = [](auto const& o) { return o.starts_with("http") && o.ends_with(".example.com"); },
       .ids = {"origin-http-downgrade"}},
      {.name = "any port, as it is meant",
       .policy = {.origins = {"https://app.example.com:*"}, .credentials = true},
       .trusted = "https://app.example.com",
       .lets_in =
           [](auto const& o) { return o == "https://app.example.com" || o.starts_with("https://app.example.com:"); },
       .ids = {}},
      {.name = "development servers, as it is meant",
       .policy = {.origins = {"https://app.example.com", "http://localhost:*"}, .credentials = true},
       .trusted = "https://app.example.com",
       .lets_in =
           [](auto const& o) {
             return o == "https://app.example.com" || o == "http://localhost" || o.starts_with("http://localhost:");
           },
       .ids = {}},
      {.name = "credentials that the policy has not",
       .policy = {.origins = {"https://**.example.com"}},
       .trusted = "https://a.example.com",
       .lets_in = is_below_example,
       .ids = {"origin-any-subdomain"}},
      {.name = "null, as it is meant",
       .policy = {.origins = {"https://app.example.com", "null"},
                  .credentials = true,
                  .dangerously_allow_null_origin = true},
       .trusted = "https://app.example.com",
       .lets_in = [](auto const& o) { return o == "https://app.example.com" || o == "null"; },
       .ids = {}},
      {.name = "null, where everybody is meant that has no credentials",
       .policy = {.origins = {"*"}},
       .trusted = "https://app.example.com",
       .lets_in = [](auto const& o) { return o == "https://app.example.com" || o == "null"; },
       .ids = {"null-origin"}},
      {.name = "everybody, as it is meant",
       .policy = {.origins = {"*"}, .credentials = true, .dangerously_allow_any_origin_with_credentials = true},
       .trusted = "https://app.example.com",
       .lets_in = [](auto const&) { return true; },
       .ids = {}},
  };
}

audit::Target target_of(Row const& row) {
  auto target = users();
  target.policy = policy::compile(row.policy).value();
  target.trusted_origins = {*url::Origin::parse(row.trusted)};
  return target;
}

TEST(AuditUnderAPolicy, tells_who_is_let_in_beyond_it) {
  for (auto const& row : rows()) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(audited(target_of(row), lets_in(row.lets_in)).ids(), row.ids);
  }
}

TEST(AuditUnderAPolicy, lets_strangers_write_who_are_meant_to) {
  Row const row{
      .name = "only preflights let strangers in",
      .policy = {.origins = {"*"}, .credentials = true, .dangerously_allow_any_origin_with_credentials = true},
      .trusted = "https://app.example.com"};
  auto const dialogue = audited(target_of(row), [&](fetch::WireRequest const& request) {
    bool const is_preflight = request.method == "OPTIONS";
    return lets_in([&](auto const& origin) { return is_preflight || origin == row.trusted; })(request);
  });
  EXPECT_EQ(dialogue.ids(), std::vector<std::string>());
}

TEST(AuditUnderAPolicy, does_not_ask_for_whom_it_lets_in) {
  Row const row{.name = "subdomains",
                .policy = {.origins = {"https://**.example.com"}, .credentials = true},
                .trusted = "https://a.example.com"};
  auto const dialogue = audited(target_of(row), lets_in(is_below_example));
  EXPECT_EQ(dialogue.origins(ProbeKind::subdomain), std::vector<std::string>());
  EXPECT_FALSE(dialogue.origins(ProbeKind::over_http).empty());
}

}  // namespace
}  // namespace corsage::test
