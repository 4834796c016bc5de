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

}  // namespace
}  // namespace corsage::formats
