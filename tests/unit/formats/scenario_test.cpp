#include "corsage/formats/scenario.hpp"

#include <functional>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace corsage::formats {
namespace {

/// A whole case, in which one part is replaced.
std::string line_with(std::string const& part, std::string const& replacement) {
  std::string line =
      R"({"id":"a-1","page":"http://app.test:8101","request":{"url":"http://api.test/x","method":"PUT",)"
      R"("headers":[["x-a","1"]],"credentials":"include","mode":"cors","redirect":"follow","body":null},)"
      R"("server":[{"when":{"method":"*"},"status":200,"headers":[["a","b"]],"body":"ok"}]})";
  auto const place = line.find(part);
  EXPECT_NE(place, std::string::npos) << part;
  return line.replace(place, part.size(), replacement);
}

TEST(Scenario, EveryMemberIsRead) {
  ScenarioReader reader;
  Scenario scenario;
  auto const line = line_with(R"("body":null)", R"("body":{"type":null,"text":"hi"})");
  ASSERT_TRUE(reader.read(line, 0, scenario).has_value());
  EXPECT_EQ(scenario.id, "\"a-1\"");
  EXPECT_EQ(scenario.environment.origin.serialized(), "http://app.test:8101");
  auto const& request = scenario.request;
  EXPECT_EQ(request.url.href(), "http://api.test/x");
  EXPECT_EQ(request.method, "PUT");
  EXPECT_EQ(request.headers, (http::HeaderList{{"x-a", "1"}}));
  EXPECT_EQ(request.credentials, fetch::CredentialsMode::include);
  EXPECT_EQ(request.mode, fetch::RequestMode::cors);
  EXPECT_EQ(request.redirect, fetch::RedirectMode::follow);
  ASSERT_TRUE(request.body.has_value());
  EXPECT_EQ(request.body->bytes, "hi");
  EXPECT_EQ(request.body->type, "text/plain;charset=UTF-8");
  ASSERT_EQ(scenario.server.rules().size(), 1U);
  auto const& rule = scenario.server.rules().front();
  EXPECT_EQ(rule.when.method, "*");
  EXPECT_EQ(rule.response.status, 200);
  EXPECT_EQ(rule.response.body, "ok");
  EXPECT_EQ(rule.response.headers, (http::HeaderList{{"a", "b"}, {"content-length", "2"}}));
}

TEST(Scenario, WhatIsLeftOutIsAsFetchHasIt) {
  ScenarioReader reader;
  Scenario scenario;
  ASSERT_TRUE(reader.read(line_with("PUT", "DELETE"), 0, scenario).has_value());
  ASSERT_TRUE(reader.read(R"({"page":"null","request":{"url":"http://a.test"},"server":[]})", 0, scenario).has_value());
  EXPECT_EQ(scenario.id, "null");
  EXPECT_TRUE(scenario.environment.origin.is_opaque());
  auto const& request = scenario.request;
  EXPECT_EQ(request.method, "GET");
  EXPECT_TRUE(request.headers.empty());
  EXPECT_EQ(request.credentials, fetch::CredentialsMode::same_origin);
  EXPECT_EQ(request.mode, fetch::RequestMode::cors);
  EXPECT_EQ(request.redirect, fetch::RedirectMode::follow);
  EXPECT_FALSE(request.body.has_value());
  EXPECT_TRUE(scenario.server.rules().empty());
}

struct ReadRow {
  std::string name;
  std::string part;
  std::string replacement;
  std::function<bool(Scenario const&)> holds;
};

TEST(Scenario, OddInputIsTheFetchsBusiness) {
  std::vector<ReadRow> const rows = {
      {.name = "a number as id",
       .part = R"("a-1")",
       .replacement = "17",
       .holds = [](auto const& scenario) { return scenario.id == "17"; }},
      {.name = "no id",
       .part = R"("a-1")",
       .replacement = "null",
       .holds = [](auto const& scenario) { return scenario.id == "null"; }},
      {.name = "an id with letters that need an escape",
       .part = R"("a-1")",
       .replacement = R"("\"\u2603")",
       .holds = [](auto const& scenario) { return scenario.id == "\"\\\"\u2603\""; }},
      {.name = "a URL relative to the page",
       .part = "http://api.test/x",
       .replacement = "../y?z",
       .holds = [](auto const& scenario) { return scenario.request.url.href() == "http://app.test:8101/y?z"; }},
      {.name = "a URL that does not parse",
       .part = "http://api.test/x",
       .replacement = "http://[",
       .holds = [](auto const& scenario) { return scenario.request.unparsable_url == "http://["; }},
      {.name = "a method that is none",
       .part = "PUT",
       .replacement = "P T",
       .holds = [](auto const& scenario) { return scenario.request.method == "P T"; }},
      {.name = "bytes are code points",
       .part = R"(["x-a","1"])",
       .replacement = R"(["x-a","\u0000\u0080é"])",
       .holds =
           [](auto const& scenario) { return scenario.request.headers[0].value == std::string_view("\0\x80\xE9", 3); }},
      {.name = "what is no byte reads as NUL in what a page may try",
       .part = R"(["x-a","1"])",
       .replacement = R"(["x-a","é☃\ud83c\udf39."])",
       .holds =
           [](auto const& scenario) { return scenario.request.headers[0].value == std::string_view("\xE9\0\0.", 4); }},
      {.name = "a body of another type",
       .part = R"("body":null)",
       .replacement = R"("body":{"text":"{}","type":"application/json"})",
       .holds =
           [](auto const& scenario) {
             return scenario.request.headers == http::HeaderList{{"x-a", "1"}, {"content-type", "application/json"}};
           }},
      {.name = "a body of bytes",
       .part = R"("body":null)",
       .replacement = R"("body":{"text":"x","bytes":true,"type":null})",
       .holds = [](auto const& scenario) { return !scenario.request.body->type.has_value(); }},
      {.name = "a body beyond bytes is text",
       .part = R"("body":null)",
       .replacement = R"("body":{"text":"é☃","type":null})",
       .holds = [](auto const& scenario) { return scenario.request.body->bytes == "é☃"; }},
      {.name = "header lines keep order, case and doubles",
       .part = R"([["a","b"]])",
       .replacement = R"([["B"," 2 "],["a","1"],["b","\t3"]])",
       .holds =
           [](auto const& scenario) {
             return scenario.server.rules()[0].response.headers ==
                    http::HeaderList{{"B", " 2 "}, {"a", "1"}, {"b", "\t3"}, {"content-length", "2"}};
           }},
      {.name = "of a member given twice the last counts",
       .part = R"("server":[)",
       .replacement = R"("server":[{"status":500}],"server":[)",
       .holds = [](auto const& scenario) { return scenario.server.rules().size() == 1; }},
      {.name = "members of one's own beside the case",
       .part = R"("page":)",
       .replacement = R"("note":[{"a":[1,2.5,"x",null]}],"page":)",
       .holds = [](auto const& scenario) { return scenario.id == "\"a-1\""; }},
      {.name = "white space around",
       .part = R"({"id":)",
       .replacement = " \t{ \"id\" : ",
       .holds = [](auto const& scenario) { return scenario.id == "\"a-1\""; }},
  };
  ScenarioReader reader;
  Scenario scenario;
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const read = reader.read(line_with(row.part, row.replacement), 0, scenario);
    ASSERT_TRUE(read.has_value()) << read.error().front().value;
    EXPECT_TRUE(row.holds(scenario));
  }
}

struct MistakeRow {
  std::string name;
  std::string line;
  DiagnosticCode code;
  std::string value;
  std::string at;  ///< the mistake is where this begins in the line; empty: at the end
};

TEST(Scenario, AMistakeHasItsPlace) {
  using enum DiagnosticCode;
  auto const with = line_with;
  std::vector<MistakeRow> const rows = {
      {.name = "no object", .line = "[1]", .code = json_invalid, .value = "it is not an object", .at = "[1]"},
      {.name = "no JSON", .line = "GET /", .code = json_invalid, .value = "it is not an object", .at = "GET"},
      {.name = "broken off",
       .line = R"({"id":"a","page":"null")",
       .code = json_invalid,
       .value = "an object or a list has no end",
       .at = ""},
      {.name = "a comma missing",
       .line = with(R"("page":)", R"("note":1 "page":)"),
       .code = json_invalid,
       .value = "a comma, a colon, a bracket or a value is wrong",
       .at = R"("page")"},
      {.name = "a string without end",
       .line = R"({"id":"a,"page":"null"})",
       .code = json_invalid,
       .value = "a string has no end",
       .at = R"("})"},
      {.name = "a control character",
       .line = with("PUT", "P\x01T"),
       .code = json_invalid,
       .value = "a string holds a control character that is not escaped",
       .at = "\x01"},
      {.name = "an escape that is none",
       .line = with("\"PUT\"", R"("P\xT")"),
       .code = json_invalid,
       .value = "a string holds an escape that is none",
       .at = R"("P\xT")"},
      {.name = "bytes that are not UTF-8",
       .line = with("PUT", "P\xE9T"),
       .code = json_invalid,
       .value = "the text is not UTF-8",
       .at = "\xE9"},
      {.name = "something behind",
       .line = line_with("PUT", "PUT") + " true",
       .code = json_invalid,
       .value = "something stands behind the object",
       .at = "true"},
      {.name = "a member is missing",
       .line = R"({"page":"null","request":{"method":"GET"},"server":[]})",
       .code = json_member_missing,
       .value = "url",
       .at = R"({"method")"},
      {.name = "the request is missing",
       .line = R"({"page":"null","server":[]})",
       .code = json_member_missing,
       .value = "request",
       .at = "{"},
      {.name = "an id that is none",
       .line = with("\"a-1\"", "1.5"),
       .code = json_member_wrong,
       .value = "id",
       .at = "1.5"},
      {.name = "a member nobody knows",
       .line = with(R"("credentials")", R"("credentails")"),
       .code = json_member_unknown,
       .value = "credentails",
       .at = R"("include")"},
      {.name = "a word that is none",
       .line = with("include", "included"),
       .code = json_member_wrong,
       .value = "credentials",
       .at = R"("included")"},
      {.name = "another type",
       .line = with("[[\"x-a\",\"1\"]]", R"({"x-a":"1"})"),
       .code = json_member_wrong,
       .value = "headers",
       .at = R"({"x-a")"},
      {.name = "a header line of three",
       .line = with(R"(["x-a","1"])", R"(["x-a","1","2"])"),
       .code = json_member_wrong,
       .value = "headers",
       .at = "[[\"x-a\""},
      {.name = "a header line of one",
       .line = with(R"(["x-a","1"])", R"(["x-a"])"),
       .code = json_member_wrong,
       .value = "headers",
       .at = "[[\"x-a\""},
      {.name = "what is no byte in a server's answer",
       .line = with(R"(["a","b"])", R"(["a","☃"])"),
       .code = json_member_wrong,
       .value = "headers",
       .at = "[[\"a\""},
      {.name = "a status out of range",
       .line = with("200", "1000"),
       .code = json_member_wrong,
       .value = "status",
       .at = "1000"},
      {.name = "a status that is a string",
       .line = with("200", "\"200\""),
       .code = json_member_wrong,
       .value = "status",
       .at = "\"200\""},
      {.name = "a page that is no origin",
       .line = with("http://app.test:8101", "http://app.test:8101/x"),
       .code = origin_invalid,
       .value = "http://app.test:8101/x",
       .at = "\"http://app.test:8101/x\""},
      {.name = "one's own member that is not JSON",
       .line = with(R"("page":)", R"("note":[tru],"page":)"),
       .code = json_invalid,
       .value = "a comma, a colon, a bracket or a value is wrong",
       .at = "[tru]"},
  };
  ScenarioReader reader;
  Scenario scenario;
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const read = reader.read(row.line, 0, scenario);
    ASSERT_FALSE(read.has_value());
    auto const& mistake = read.error().front();
    EXPECT_EQ(to_string(mistake.code), to_string(row.code));
    EXPECT_EQ(mistake.value, row.value);
    EXPECT_EQ(mistake.range.column, (row.at.empty() ? row.line.size() : row.line.find(row.at)) + 1);
  }
}

TEST(Scenario, AllMistakesAreTold) {
  ScenarioReader reader;
  Scenario scenario;
  auto const read = reader.read(
      R"({"id":"x","page":1,"request":{"mode":"core","body":{"kind":1}},"server":[{"status":0},{"status":{}}]})", 0,
      scenario);
  ASSERT_FALSE(read.has_value());
  std::vector<std::string> values;
  for (auto const& mistake : read.error()) {
    values.push_back(mistake.value);
  }
  EXPECT_EQ(values, (std::vector<std::string>{"page", "mode", "kind", "url", "status", "status"}));
  EXPECT_EQ(scenario.id, "\"x\"");
}

TEST(Scenario, APageThatWasWrongIsNotRemembered) {
  ScenarioReader reader;
  Scenario scenario;
  auto const wrong = line_with("http://app.test:8101", "nonsense");
  EXPECT_FALSE(reader.read(wrong, 0, scenario).has_value());
  EXPECT_FALSE(reader.read(wrong, 0, scenario).has_value());
  ASSERT_TRUE(reader.read(line_with("PUT", "GET"), 0, scenario).has_value());
  EXPECT_EQ(scenario.environment.origin.serialized(), "http://app.test:8101");
}

TEST(Scenario, AnyMutilatedLineIsReadOrRefused) {
  ScenarioReader reader;
  Scenario scenario;
  rc::check([&](unsigned char byte) {
    auto line = line_with("PUT", "PUT");
    auto const place = *rc::gen::inRange<std::size_t>(0, line.size());
    line[place] = static_cast<char>(byte);
    auto const read = reader.read(line, 0, scenario);
    // In parentheses, or the macro's own operator || would look at both sides.
    RC_ASSERT((read.has_value() || !read.error().empty()));
    RC_ASSERT((read.has_value() || read.error().front().range.column <= line.size() + 1));
  });
}

}  // namespace
}  // namespace corsage::formats
