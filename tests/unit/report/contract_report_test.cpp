#include "corsage/report/contract_report.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "unit/explain/scripted.hpp"
#include "unit/report/unwrapped.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

namespace corsage::report {
namespace {

using explain::Expectation;
using explain::Holding;
using explain::scripted::Rule;

/// A request that may change something is one that is not sent.
bool is_unsafe(fetch::WireRequest const& request) {
  return request.method != "GET" && request.method != "OPTIONS";
}

TestedCase tested(Expectation const& expectation, std::vector<Rule> const& rules,
                  std::string_view page = "https://app.example") {
  TestedCase one{.expectation = expectation,
                 .place = {.source = "contract.toml", .line = 3},
                 .why = {.request = request_of(expectation, *url::Url::parse("https://api.example/v1")),
                         .environment = explain::page_of(*url::Origin::parse(page)),
                         .judgements = {},
                         .platform = platforms::platform_named("any"),
                         .is_estimated = is_unsafe}};
  for (auto const* const profile : fetch::all_profiles()) {
    auto environment = one.why.environment;
    environment.profile = profile;
    auto& judgement = one.why.judgements.emplace_back(Judgement{.profile = profile, .diagnosis = {}});
    explain::diagnose(one.why.request, environment, {}, explain::scripted::server(rules), judgement.diagnosis);
    one.comparisons.push_back(explain::compare(expectation, judgement.diagnosis.run, is_unsafe));
  }
  return one;
}

Rule const open{.headers = {{"access-control-allow-origin", "*"},
                            {"access-control-allow-methods", "PUT"},
                            {"access-control-allow-headers", "*"},
                            {"x-a", "\x1B[31m"}}};
Rule const silent{.failure = fetch::NetworkFailure::timed_out, .failure_detail = "after 1 s\x1B"};

struct Row {
  std::string name;
  Expectation expectation;
  Rule rule;
  std::string text;  ///< the beginning of what is told
  std::string note;
};

TEST(ContractReport, SaysWhatBecameOfEachCase) {
  std::vector<Row> const rows = {
      {.name = "what holds",
       .expectation = {.target = "/x", .unreadable = {"x-a"}, .status = 200},
       .rule = open,
       .text = "✓ GET /v1/x from https://app.example: allowed, status 200, x-a unreadable\n\n",
       .note = ""},
      {.name = "a name",
       .expectation = {.name = "reads\x1B"},
       .rule = open,
       .text = "✓ reads\\x1B from https://app.example: allowed\n",
       .note = ""},
      {.name = "what does not",
       .expectation = {.allowed = false},
       .rule = open,
       .text = "✗ GET /v1/ from https://app.example: refused\n    it is allowed\n    contract.toml:3\n\n    Why it "
               "gets in",
       .note = "it is allowed"},
      {.name = "another status",
       .expectation = {.status = 404},
       .rule = open,
       .text =
           "✗ GET /v1/ from https://app.example: allowed, status 404\n    the page sees status 200 instead of 404\n",
       .note = "the page sees status 200 instead of 404"},
      {.name = "browsers that differ",
       .expectation = {.headers = {{"authorization", "sesame"}}},
       .rule = open,
       .text = "✗ GET /v1/ from https://app.example: allowed\n    it is blocked in the standard\n",
       .note = "it is blocked in the standard"},
      {.name = "what was not sent",
       .expectation = {.method = "PUT"},
       .rule = open,
       .text =
           "✓ PUT /v1/ from https://app.example: allowed\n    PUT was not sent: its preflight passes, and the GET in",
       .note = "PUT was not sent: its preflight passes, and the GET in its place agrees; --send-unsafe sends it"},
      {.name = "a header that was not looked at",
       .expectation = {.method = "PUT", .readable = {"x-id"}},
       .rule = open,
       .text = "! PUT /v1/ from https://app.example: allowed, x-id readable\n    PUT was not sent: its preflight "
               "passes, and the GET in",
       .note = "PUT was not sent: its preflight passes, and the GET in its place agrees, but has no x-id to read; "
               "--send-unsafe sends it"},
      {.name = "what is not known",
       .expectation = {.method = "POST", .allowed = false},
       .rule = open,
       .text = "! POST /v1/ from https://app.example: refused\n    probably it is allowed\n    POST was not sent: the "
               "GET in",
       .note =
           "probably it is allowed; POST was not sent: the GET in its place does not agree; --send-unsafe sends it"},
      {.name = "what asks nobody",
       .expectation = {.headers = {{"x", "a\nb"}}, .allowed = false},
       .rule = open,
       .text =
           "! GET /v1/ from https://app.example: refused\n    nothing was sent, so nothing is known of the server: ",
       .note = "nothing was sent, so nothing is known of the server: A request header's name or value is not valid"},
      {.name = "what nobody answered",
       .expectation = {.allowed = false},
       .rule = silent,
       .text =
           "Nobody answered, so nothing is known of:\n✗ GET /v1/ from https://app.example: refused\n    No answer in",
       .note = "No answer in time: after 1 s\\x1B"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    TestedContract const contract{
        .name = "contract.toml", .against = "https://api.example", .cases = {tested(row.expectation, {row.rule})}};
    auto const text = contract_text(contract, Look());
    EXPECT_TRUE(text.starts_with(row.text)) << text;
    EXPECT_EQ(note_of(contract.cases.front()), row.note);
    for (auto const& report : {text, contract_json(contract), contract_junit(contract), contract_tap(contract)}) {
      EXPECT_EQ(report.find('\x1B'), std::string::npos) << report;
      EXPECT_EQ(report.find("sesame"), std::string::npos) << report;
      EXPECT_TRUE(simdjson::validate_utf8(report));
    }
  }
}

TEST(ContractReport, TellsInEveryFormWhatWasNotLookedAt) {
  Rule const preflight{.method = "OPTIONS", .status = 204, .headers = open.headers};
  TestedContract const contract{
      .name = "contract.toml",
      .against = "https://api.example",
      .cases = {tested({.method = "PUT", .readable = {"x-id"}}, {preflight, Rule{.status = 404}})}};
  auto const words = std::string(
      "PUT was not sent: its preflight passes, but the GET in its place was answered 404, which says nothing of x-id; "
      "--send-unsafe sends it");
  auto const tap = contract_tap(contract);
  EXPECT_NE(unwrapped(contract_text(contract, Look())).find(words + " contract.toml:3"), std::string::npos);
  EXPECT_NE(contract_json(contract).find(R"("result":"undetermined")"), std::string::npos);
  EXPECT_NE(contract_json(contract).find(words), std::string::npos);
  EXPECT_NE(contract_junit(contract).find("<error"), std::string::npos);
  EXPECT_NE(contract_junit(contract).find(words), std::string::npos);
  EXPECT_NE(tap.find("\nnot ok 1 - "), std::string::npos);
  EXPECT_NE(tap.find(words), std::string::npos);
}

struct FailureRow {
  std::string name;
  Expectation expectation;
  std::vector<Rule> rules;
  std::vector<std::string> has = {};
  std::vector<std::string> has_not = {};
  std::string page = "https://app.example";
  bool is_of_policy = false;
};

Rule answering(std::string_view allowed_origin) {
  return {.headers = {{"access-control-allow-origin", allowed_origin},
                      {"access-control-allow-methods", "PUT"},
                      {"access-control-allow-credentials", "true"},
                      {"set-cookie", "sid=1"},
                      {"x-a", "1"}}};
}

TEST(ContractReport, TellsHowWhoGetsInIsRefusedAndNeverHowToLetItIn) {
  std::vector<std::string> const openings = {"The fix", "The cause", "SameSite", "proxy_hide_header", "origins = ["};
  std::vector<FailureRow> const rows = {
      {.name = "everybody",
       .expectation = {.allowed = false},
       .rules = {answering("*")},
       .has = {"← 200 to GET", "← access-control-allow-origin: *", "'*' lets every website read",
               "In place of '*' answer with", "Send 'Vary: Origin' with both."}},
      {.name = "null",
       .expectation = {.allowed = false},
       .rules = {answering("null")},
       .has = {"← access-control-allow-origin: null", "every sandboxed frame", "Take 'null' off the list"},
       .page = "null"},
      {.name = "by name",
       .expectation = {.credentials = fetch::CredentialsMode::include, .allowed = false},
       .rules = {answering("https://app.example")},
       .has = {"← access-control-allow-origin: https://app.example", "← access-control-allow-credentials: true",
               "in nginx: '$http_origin'", "Compare the whole 'Origin'"}},
      {.name = "a page of the server's own",
       .expectation = {.allowed = false},
       .rules = {{}},
       .has = {"it needs no leave", "Expect nothing of it"},
       .page = "https://api.example"},
      {.name = "what a preflight lets through, though nobody can read the answer",
       .expectation = {.method = "PUT", .allowed = false},
       .rules = {{.method = "OPTIONS", .status = 204, .headers = answering("https://app.example").headers}, {}},
       .has = {"← 204 to OPTIONS", "← access-control-allow-methods: PUT", "'Access-Control-Allow-Methods' without it"}},
      {.name = "what needs no preflight",
       .expectation = {.method = "POST", .allowed = false},
       .rules = {answering("*")},
       .has = {"sends this POST without a preflight"}},
      {.name = "a policy",
       .expectation = {.allowed = false},
       .rules = {answering("*")},
       .has = {"In place of '*' name in 'origins' who may read."},
       .has_not = {"corsage why"},
       .is_of_policy = true},
      {.name = "a header that should not be readable",
       .expectation = {.unreadable = {"x-a", "content-type"}},
       .rules = {{.headers = {{"access-control-allow-origin", "*"},
                              {"access-control-expose-headers", "x-a"},
                              {"content-type", "text/plain"},
                              {"x-a", "1"}}}},
       .has = {"Take 'x-a' out of 'Access-Control-Expose-Headers'",
               "can read 'content-type': no header keeps it back"}},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    TestedContract contract{.name = "contract.toml", .against = "https://api.example"};
    contract.cases.push_back(tested(row.expectation, row.rules, row.page));
    contract.cases.front().is_of_policy = row.is_of_policy;
    auto const text = unwrapped(contract_text(contract, Look()));
    auto const junit = unwrapped(contract_junit(contract));
    auto const tap = unwrapped(contract_tap(contract));
    for (auto const& part : row.has) {
      EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
    }
    for (auto const* const parts : {&openings, &row.has_not}) {
      for (auto const& part : *parts) {
        for (auto const& report : {text, junit, tap}) {
          EXPECT_EQ(report.find(part), std::string::npos) << part << "\n" << report;
        }
      }
    }
    EXPECT_NE(contract_json(contract).find("\"fix\":null"), std::string::npos);
  }
}

TEST(ContractReport, TellsOnceWhatFailsAlike) {
  TestedContract contract{.name = "contract.toml", .against = "https://api.example"};
  for (auto const* const page : {"https://a.example", "https://another.example", "null"}) {
    contract.cases.push_back(tested({.credentials = fetch::CredentialsMode::include}, {{}}, page));
  }
  contract.cases.push_back(tested({}, {silent}, "https://a.example"));
  contract.cases.push_back(tested({}, {silent}, "https://another.example"));
  auto const text = contract_text(contract, Look());
  auto const count = [&text](std::string_view part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
      ++found;
    }
    return found;
  };
  EXPECT_TRUE(
      text.starts_with("✗ GET /v1/ from https://a.example: allowed\n"
                       "✗ GET /v1/ from https://another.example: allowed\n    it is blocked\n"))
      << text;
  EXPECT_EQ(count("explain allow-origin-missing"), 2U) << text;  // nobody lets null in, which is another matter
  EXPECT_EQ(count("All of it: corsage why https://api.example/v1/ --from https://a.example --credentials include\n"),
            1U)
      << text;
  EXPECT_EQ(count("No answer in time"), 1U) << text;
  EXPECT_EQ(count("from https://another.example"), 2U) << text;
}

TEST(ContractReport, CountsInEveryForm) {
  TestedContract contract{.name = "contract.toml", .against = "https://api.example"};
  contract.cases.push_back(tested({}, {open}));
  contract.cases.push_back(tested({}, {silent}));
  contract.cases.push_back(tested({.allowed = false}, {open}));
  contract.cases.push_back(tested({.method = "POST", .allowed = false}, {open}));
  EXPECT_TRUE(
      contract_text(contract, Look())
          .ends_with(
              "\n4 cases against https://api.example: 1 does not hold, 1 is not known, 1 was not\nanswered, 1 holds\n"))
      << contract_text(contract, Look());
  simdjson::dom::parser parser;
  auto const json = parser.parse(contract_json(contract));
  for (auto const* const result : {"holds", "broken", "undetermined", "unreachable"}) {
    EXPECT_EQ(json["counts"][result].get_int64().value(), 1) << result;
  }
  EXPECT_EQ(json["cases"].get_array().size(), 4U);
  EXPECT_EQ(json["cases"].at(2)["why"]["schema"].get_string().value(), "corsage-why/1");
  EXPECT_TRUE(json["cases"].at(0)["why"].is_null());
  EXPECT_NE(contract_junit(contract).find(R"(<testsuites tests="4" failures="1" errors="2">)"), std::string::npos);
  auto const tap = contract_tap(contract);
  for (auto const* const line : {"\nok 1 - GET", "\nnot ok 2 - ", "\nnot ok 3 - ", "\nnot ok 4 - "}) {
    EXPECT_NE(tap.find(line), std::string::npos) << line;
  }
}

}  // namespace
}  // namespace corsage::report
