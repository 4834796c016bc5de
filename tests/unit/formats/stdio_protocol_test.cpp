#include "corsage/formats/stdio_protocol.hpp"

#include <functional>
#include <string>
#include <vector>

#include "corsage/fetch/session.hpp"

#include <gtest/gtest.h>

namespace corsage::formats {
namespace {

/// A whole request, in which one part is replaced.
std::string line_with(std::string const& part, std::string const& replacement) {
  std::string line =
      R"({"id":7,"client":{"origin":"http://a.test","url":"http://a.test/page","referrerPolicy":"origin"},)"
      R"("request":{"method":"PUT","url":"http://b.test/x","headers":[["n","v"]],"mode":"same-origin",)"
      R"("credentials":"include","redirect":"manual","cache":"no-store","keepalive":true,"integrity":"sha256-x",)"
      R"("referrer":"","referrerPolicy":"no-referrer","useCorsPreflight":true,"streamBody":true,"body":"aGk="}})";
  auto const place = line.find(part);
  EXPECT_NE(place, std::string::npos) << part;
  return line.replace(place, part.size(), replacement);
}

TEST(StdioProtocol, EveryMemberIsRead) {
  StdioRequestReader reader;
  StdioRequest asked;
  ASSERT_TRUE(reader.read(line_with("PUT", "PUT"), asked).has_value());
  EXPECT_EQ(asked.id, "7");
  EXPECT_EQ(asked.environment.origin.serialized(), "http://a.test");
  EXPECT_EQ(asked.environment.url->href(), "http://a.test/page");
  EXPECT_EQ(asked.environment.referrer_policy, fetch::ReferrerPolicy::origin);
  auto const& request = asked.request;
  EXPECT_EQ(request.method, "PUT");
  EXPECT_EQ(request.url.href(), "http://b.test/x");
  EXPECT_EQ(request.headers, (http::HeaderList{{"n", "v"}}));
  EXPECT_EQ(request.mode, fetch::RequestMode::same_origin);
  EXPECT_EQ(request.credentials, fetch::CredentialsMode::include);
  EXPECT_EQ(request.redirect, fetch::RedirectMode::manual);
  EXPECT_EQ(request.cache, fetch::CacheMode::no_store);
  EXPECT_TRUE(request.keepalive);
  EXPECT_TRUE(request.has_integrity);
  EXPECT_EQ(request.referrer, "");
  EXPECT_EQ(request.referrer_policy, fetch::ReferrerPolicy::no_referrer);
  EXPECT_TRUE(request.use_cors_preflight);
  ASSERT_TRUE(request.body.has_value());
  EXPECT_EQ(request.body->bytes, "hi");
  EXPECT_FALSE(request.body->has_source);
  EXPECT_FALSE(request.body->type.has_value());
}

TEST(StdioProtocol, WhatIsLeftOutIsAsFetchHasIt) {
  StdioRequestReader reader;
  StdioRequest asked;
  ASSERT_TRUE(reader.read(line_with("PUT", "PUT"), asked).has_value());
  ASSERT_TRUE(reader.read(R"({"client":{"origin":"null"},"request":{"url":"//"}})", asked).has_value());
  EXPECT_EQ(asked.id, "null");
  EXPECT_TRUE(asked.environment.origin.is_opaque());
  EXPECT_FALSE(asked.environment.url.has_value());
  EXPECT_EQ(asked.request.unparsable_url, "//");
  EXPECT_EQ(asked.request.method, "GET");
  EXPECT_EQ(asked.request.cache, fetch::CacheMode::default_);
  EXPECT_EQ(asked.request.referrer, "about:client");
  EXPECT_FALSE(asked.request.body.has_value());
  EXPECT_FALSE(asked.request.has_integrity);
  EXPECT_FALSE(asked.request.use_cors_preflight);
}

TEST(StdioProtocol, AUrlIsRelativeToThePage) {
  StdioRequestReader reader;
  StdioRequest asked;
  ASSERT_TRUE(reader.read(line_with("http://b.test/x", "y?z"), asked).has_value());
  EXPECT_EQ(asked.request.url.href(), "http://a.test/y?z");
}

struct MistakeRow {
  std::string name;
  std::string part;
  std::string replacement;
  DiagnosticCode code;
  std::string value;
};

TEST(StdioProtocol, MistakesAreTold) {
  std::vector<MistakeRow> const rows = {
      {.name = "no Base64",
       .part = "aGk=",
       .replacement = "aGk",
       .code = DiagnosticCode::json_member_wrong,
       .value = "body"},
      {.name = "no cache mode",
       .part = "no-store",
       .replacement = "none",
       .code = DiagnosticCode::json_member_wrong,
       .value = "cache"},
      {.name = "no address",
       .part = "http://a.test/page",
       .replacement = "page",
       .code = DiagnosticCode::json_member_wrong,
       .value = "url"},
      {.name = "no origin",
       .part = "\"http://a.test\"",
       .replacement = "\"a.test\"",
       .code = DiagnosticCode::origin_invalid,
       .value = "a.test"},
      {.name = "a member misspelt",
       .part = "useCorsPreflight",
       .replacement = "usesCorsPreflight",
       .code = DiagnosticCode::json_member_unknown,
       .value = "usesCorsPreflight"},
  };
  StdioRequestReader reader;
  StdioRequest asked;
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const read = reader.read(line_with(row.part, row.replacement), asked);
    ASSERT_FALSE(read.has_value());
    EXPECT_EQ(to_string(read.error().front().code), to_string(row.code));
    EXPECT_EQ(read.error().front().value, row.value);
    EXPECT_EQ(asked.id, "7");
  }
}

TEST(StdioProtocol, AnAllowedAnswer) {
  fetch::Outcome const outcome = {.verdict = fetch::Verdict::allowed,
                                  .type = fetch::ResponseType::cors,
                                  .status = 200,
                                  .status_text = "OK",
                                  .url = "http://b.test/x",
                                  .redirected = true,
                                  .readable = {{"Content-Type", "text/plain"}, {"content-type", "b"}}};
  std::string json;
  JsonWriter writer(json);
  write_stdio_response(writer, "7", outcome, "hi");
  EXPECT_EQ(json, R"({"id":7,"ok":true,"type":"cors","url":"http://b.test/x","redirected":true,"status":200,)"
                  R"("statusText":"OK","headers":[["content-type","text/plain"],["content-type","b"]],"body":"aGk="})");
  json.clear();
  write_stdio_response(writer, "7", {.type = fetch::ResponseType::opaque}, std::nullopt);
  EXPECT_EQ(json, R"({"id":7,"ok":true,"type":"opaque","url":"","redirected":false,"status":0,"statusText":"",)"
                  R"("headers":[],"body":null})");
}

TEST(StdioProtocol, ABlockedAnswerHasItsReasonAndItsTrace) {
  fetch::Request const request = {.url = url::Url::parse("http://b.test/x").value()};
  fetch::Environment const environment = {.origin = url::Origin::parse("http://a.test").value()};
  fetch::Session session(request, environment);
  ASSERT_NE(session.next(), nullptr);
  session.deliver({.response = {.status = 200, .headers = {{"A", "\xE9"}}, .body = "four"}}, 1);
  std::string json;
  JsonWriter writer(json);
  write_stdio_failure(writer, "\"x\"", session.trace(), session.journal());
  EXPECT_EQ(json.substr(0, 51), R"({"id":"x","ok":false,"why":"allow-origin-missing",")");
  for (std::string const part :
       {R"("trace":{"events":[)",
        R"("kind":"block","step":"cors-check 2","reason":"allow-origin-missing",)"
        R"("leg":"actual","hop":0,"exchange":0,)",
        R"("exchanges":[{"leg":"actual","hop":0,"request":{"method":"GET","url":"http://b.test/x","headers":[)",
        "\"answer\":{\"version\":\"1.1\",\"status\":200,\"reason_phrase\":\"\",\"headers\":[[\"A\",\"\u00E9\"]],"
        "\"body_length\":4}"}) {
    EXPECT_NE(json.find(part), std::string::npos) << part << "\nis not in\n" << json;
  }
}

}  // namespace
}  // namespace corsage::formats
