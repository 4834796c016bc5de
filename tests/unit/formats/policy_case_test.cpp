#include "corsage/formats/policy_case.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace corsage::formats {
namespace {

TEST(PolicyCase, every_member_is_read) {
  PolicyCaseReader reader;
  PolicyCase read;
  ASSERT_TRUE(reader
                  .read(R"({"id":7,"request":{"method":"PUT","headers":[["Origin","https://a.test"],["origin","b"]]},)"
                        R"("upstream":{"status":404,"headers":[["Vary","Accept"]]}})",
                        0, read)
                  .has_value());
  EXPECT_EQ(read.id, "7");
  EXPECT_EQ(read.method, "PUT");
  EXPECT_EQ(read.headers, (http::HeaderList{{"Origin", "https://a.test"}, {"origin", "b"}}));
  EXPECT_EQ(read.upstream_status, 404);
  EXPECT_EQ(read.upstream_headers, (http::HeaderList{{"Vary", "Accept"}}));
}

TEST(PolicyCase, what_is_left_out_does_not_come_from_the_line_before) {
  PolicyCaseReader reader;
  PolicyCase read;
  ASSERT_TRUE(reader
                  .read(R"({"id":"x","request":{"method":"PUT","headers":[["a","b"]]},)"
                        R"("upstream":{"status":500,"headers":[["a","b"]]}})",
                        0, read)
                  .has_value());
  ASSERT_TRUE(reader.read(R"({"request":{}})", 0, read).has_value());
  EXPECT_EQ(read.id, "null");
  EXPECT_EQ(read.method, "GET");
  EXPECT_TRUE(read.headers.empty());
  EXPECT_EQ(read.upstream_status, 200);
  EXPECT_TRUE(read.upstream_headers.empty());
}

TEST(PolicyCase, mistakes_have_their_columns) {
  struct Row {
    std::string name;
    std::string line;
    DiagnosticCode code;
    std::string value;
    std::size_t column;
  };
  Row const rows[] = {
      {"no JSON", "{\"id\":1", DiagnosticCode::json_invalid, "", 0},
      {"no request", R"({"id":1})", DiagnosticCode::json_member_missing, "request", 1},
      {"a request that is none", R"({"request":1})", DiagnosticCode::json_member_wrong, "request", 12},
      {"an unknown member", R"({"request":{"url":"x"}})", DiagnosticCode::json_member_unknown, "url", 19},
      {"a header without a value", R"({"request":{"headers":[["a"]]}})", DiagnosticCode::json_member_wrong, "headers",
       23},
      {"an unknown member of the line", R"({"id":1,"request":{},"upstrem":{"status":200}})",
       DiagnosticCode::json_member_unknown, "upstrem", 32},
      {"a method that is none", R"({"request":{"method":"GE T"}})", DiagnosticCode::method_invalid, "GE T", 22},
      {"a method that is empty", R"({"request":{"method":""}})", DiagnosticCode::method_invalid, "", 22},
      {"a header name that is none", R"({"request":{"headers":[["a","b"],["x y","b"]]}})",
       DiagnosticCode::header_name_invalid, "x y", 35},
      {"a header name that is empty", R"({"request":{"headers":[["","b"]]}})", DiagnosticCode::header_name_invalid, "",
       25},
      {"a header value with a line feed", R"({"request":{"headers":[["a","b\nc"]]}})",
       DiagnosticCode::header_value_invalid, "a", 29},
      {"a value of upstream's with a NUL", R"({"request":{},"upstream":{"headers":[["a","\u0000"]]}})",
       DiagnosticCode::header_value_invalid, "a", 43},
      {"a status of two digits", R"({"request":{},"upstream":{"status":99}})", DiagnosticCode::json_member_wrong,
       "status", 36},
  };
  PolicyCaseReader reader;
  PolicyCase read;
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const result = reader.read(row.line, 0, read);
    ASSERT_FALSE(result.has_value());
    ASSERT_EQ(result.error().size(), 1U);
    auto const& mistake = result.error().front();
    EXPECT_EQ(mistake.code, row.code);
    if (row.column != 0) {
      EXPECT_EQ(mistake.value, row.value);
      EXPECT_EQ(mistake.range.column, row.column);
    }
  }
}

TEST(PolicyCase, an_unknown_member_is_told_with_the_one_that_was_meant) {
  PolicyCaseReader reader;
  PolicyCase read;
  auto const result = reader.read(R"({"upstrem":{},"id":"a","request":{"meth0d":"PUT"}})", 0, read);
  ASSERT_FALSE(result.has_value());
  ASSERT_EQ(result.error().size(), 2U);
  EXPECT_EQ(result.error()[0].expected, "the members are id, request, upstream; did you mean 'upstream'?");
  EXPECT_EQ(result.error()[1].expected, "the members are method, headers; did you mean 'method'?");
  EXPECT_EQ(read.id, R"("a")");
}

TEST(PolicyCase, white_space_around_a_value_is_no_mistake) {
  PolicyCaseReader reader;
  PolicyCase read;
  ASSERT_TRUE(reader.read(R"({"request":{"headers":[["Access-Control-Request-Headers"," "],["a","\tb "]]}})", 0, read)
                  .has_value());
  EXPECT_EQ(read.headers.size(), 2U);
}

}  // namespace
}  // namespace corsage::formats
