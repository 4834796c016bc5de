#include "dialogue.hpp"

#include <gtest/gtest.h>

namespace corsage::test {
namespace {

constexpr std::string_view trusted = "https://app.example.com";

/// A line of the sound server's answers that is written otherwise; an empty text takes it away, "+" adds a second one.
struct Change {
  std::string_view header;
  std::string_view value;
};

struct Row {
  std::string_view name;
  std::vector<Change> of_answers = {};
  std::vector<Change> of_preflights = {};
  int status = 200;
  int preflight_status = 204;
  int missing_status = 404;
  std::vector<std::string> ids = {};
  std::string_view variant = {};
};

void apply(std::vector<Change> const& changes, http::HeaderList& headers) {
  for (auto const& change : changes) {
    bool const is_added = change.value.starts_with('+');
    if (!is_added) {
      headers.remove(change.header);
    }
    if (!change.value.empty()) {
      headers.append(change.header, change.value.substr(is_added ? 1 : 0));
    }
  }
}

/// Sound but for the row's changes, which only answers have that let the trusted origin in.
Server server_of(Row const& row) {
  return [&row](fetch::WireRequest const& request) {
    auto reply = std::get<fetch::Answered>(lets_in([](auto const& origin) { return origin == trusted; })(request));
    auto& headers = reply.response.headers;
    bool const is_preflight = request.method == "OPTIONS";
    bool const is_missing = reply.response.status == 404;
    reply.response.status = is_preflight ? row.preflight_status : is_missing ? row.missing_status : row.status;
    if (headers.contains("access-control-allow-origin") && !is_missing) {
      apply(is_preflight ? row.of_preflights : row.of_answers, headers);
    }
    return reply;
  };
}

TEST(AuditOfBreakage, names_what_is_broken) {
  constexpr std::string_view acao = "access-control-allow-origin";
  constexpr std::string_view acac = "access-control-allow-credentials";
  constexpr std::string_view acam = "access-control-allow-methods";
  constexpr std::string_view acah = "access-control-allow-headers";
  constexpr std::string_view age = "access-control-max-age";
  std::vector<Row> const rows{
      {.name = "sound", .ids = {}},
      {.name = "a list",
       .of_answers = {{acao, "https://app.example.com, https://b.test"}},
       .ids = {"acao-multiple-values"}},
      {.name = "twice the same", .of_answers = {{acao, "+https://app.example.com"}}, .ids = {"acao-duplicate-header"}},
      {.name = "a slash",
       .of_answers = {{acao, "https://app.example.com/"}},
       .ids = {"acao-invalid"},
       .variant = "trailing-slash"},
      {.name = "a path",
       .of_answers = {{acao, "https://app.example.com/x"}},
       .ids = {"acao-invalid"},
       .variant = "path"},
      {.name = "a bare host",
       .of_answers = {{acao, "app.example.com"}},
       .ids = {"acao-invalid"},
       .variant = "no-scheme"},
      {.name = "a pattern",
       .of_answers = {{acao, "https://*.example.com"}},
       .ids = {"acao-invalid"},
       .variant = "wildcard-pattern"},
      {.name = "the default port",
       .of_answers = {{acao, "https://app.example.com:443"}},
       .ids = {"acao-invalid"},
       .variant = "default-port"},
      {.name = "upper case",
       .of_answers = {{acao, "https://App.example.com"}},
       .ids = {"acao-invalid"},
       .variant = "uppercase"},
      {.name = "a variable", .of_answers = {{acao, "$http_origin"}}, .ids = {"acao-invalid"}, .variant = "no-scheme"},
      {.name = "a wildcard with credentials", .of_answers = {{acao, "*"}}, .ids = {"wildcard-with-credentials"}},
      {.name = "True", .of_answers = {{acac, "True"}}, .ids = {"acac-invalid-value"}},
      {.name = "true twice", .of_answers = {{acac, "+true"}}, .ids = {"acac-invalid-value"}},
      {.name = "false is none", .of_answers = {{acac, "false"}}, .ids = {}},
      {.name = "another origin", .of_answers = {{acao, "https://www.example.com"}}, .ids = {"trusted-origin-blocked"}},
      {.name = "a login before the preflight",
       .of_preflights = {{acao, ""}},
       .preflight_status = 401,
       .ids = {"preflight-not-ok"},
       .variant = "401"},
      {.name = "a redirect of the preflight", .preflight_status = 308, .ids = {"preflight-redirect"}, .variant = "308"},
      {.name = "no header on the preflight", .of_preflights = {{acao, ""}}, .ids = {"preflight-no-acao"}},
      {.name = "no credentials on the preflight", .of_preflights = {{acac, ""}}, .ids = {"preflight-no-acac"}},
      {.name = "a literal wildcard", .of_preflights = {{acah, "*"}}, .ids = {"preflight-wildcard-credentials"}},
      {.name = "a wildcard without Authorization",
       .of_answers = {{acac, ""}},
       .of_preflights = {{acac, ""}, {acah, "*"}},
       .ids = {"preflight-authorization-uncovered"}},
      {.name = "a wildcard with Authorization",
       .of_answers = {{acac, ""}},
       .of_preflights = {{acac, ""}, {acah, "*, Authorization"}},
       .ids = {}},
      {.name = "lower case", .of_preflights = {{acam, "put, PATCH"}}, .ids = {"preflight-method-case"}},
      {.name = "a method that there is",
       .of_answers = {{"allow", "GET, HEAD, PUT, LOCK"}},
       .ids = {"preflight-method-missing"}},
      {.name = "a bare redirect",
       .of_answers = {{acao, ""}, {acac, ""}},
       .status = 302,
       .ids = {"redirect-no-cors"},
       .variant = "302"},
      {.name = "a bare error",
       .of_answers = {{acao, ""}, {acac, ""}},
       .status = 500,
       .ids = {"error-response-no-cors"},
       .variant = "500"},
      {.name = "words for seconds", .of_preflights = {{age, "10m"}}, .ids = {"max-age-invalid"}},
      {.name = "no seconds", .of_preflights = {{age, ""}}, .ids = {"max-age-missing"}},
      {.name = "a year", .of_preflights = {{age, "31536000"}}, .ids = {"max-age-too-long"}},
      {.name = "all exposed, with credentials",
       .of_answers = {{"access-control-expose-headers", "*"}},
       .ids = {"expose-wildcard-credentials"}},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const dialogue = audited(users(), server_of(row));
    EXPECT_EQ(dialogue.ids(), row.ids);
    if (!row.variant.empty() && !dialogue.verdict.findings.empty()) {
      EXPECT_EQ(dialogue.verdict.findings.front().variant, row.variant);
    }
  }
}

TEST(AuditOfBreakage, tells_which_method_was_asked_for_and_is_not_there) {
  auto target = users();
  target.preflight_method = "LOCK";
  target.needs_preflight_method = true;
  auto const dialogue = audited(target, lets_in([](auto const& origin) { return origin == trusted; }));
  EXPECT_EQ(dialogue.ids(), std::vector<std::string>{"preflight-method-missing"});
  EXPECT_EQ(dialogue.verdict.findings.front().values, std::vector<std::string>{"LOCK"});
}

}  // namespace
}  // namespace corsage::test
