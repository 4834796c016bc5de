#include "gateway/learning.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "gateway/message_parser.hpp"

#include <gtest/gtest.h>

namespace corsage::gateway {
namespace {

using Line = http::HeaderList::Line;

struct Row {
  std::string_view name;
  std::string_view request_line = "GET /";
  std::string_view lines = "Origin: https://a.test\r\n";  ///< of the request
  int status = 200;
  std::vector<Line> answer;
  bool is_learnt = true;
};

constexpr std::string_view asks_put =
    "Origin: https://a.test\r\nAccess-Control-Request-Method: PUT\r\nAccess-Control-Request-Headers: x-a,x-b\r\n";

std::vector<Row> rows() {
  Line const origin{"Access-Control-Allow-Origin", "https://a.test"};
  Line const everybody{"access-control-allow-origin", "*"};
  Line const credentials{"Access-Control-Allow-Credentials", "true"};
  Line const methods{"Access-Control-Allow-Methods", "DELETE, PUT"};
  Line const headers{"Access-Control-Allow-Headers", "X-B, X-A"};
  std::string_view const cookie = "Origin: https://a.test\r\nCookie: a=b\r\n";
  return {
      {.name = "the origin itself", .answer = {origin}},
      {.name = "everybody", .answer = {everybody}},
      {.name = "an error that the page can read", .status = 404, .answer = {origin}},
      {.name = "nobody", .answer = {}, .is_learnt = false},
      {.name = "another origin", .answer = {{"Access-Control-Allow-Origin", "https://b.test"}}, .is_learnt = false},
      {.name = "two origins", .answer = {origin, everybody}, .is_learnt = false},
      {.name = "no origin", .lines = "X: y\r\n", .answer = {everybody}, .is_learnt = false},
      {.name = "the page's own server",
       .lines = "Origin: https://a.test\r\nSec-Fetch-Site: same-origin\r\n",
       .answer = {origin},
       .is_learnt = false},
      {.name = "an origin that no browser writes",
       .lines = "Origin: https://\xE4.test\r\n",
       .answer = {everybody},
       .is_learnt = false},
      {.name = "cookies that may be sent", .lines = cookie, .answer = {origin, credentials}},
      {.name = "cookies that may not", .lines = cookie, .answer = {origin}, .is_learnt = false},
      {.name = "cookies and everybody", .lines = cookie, .answer = {everybody, credentials}, .is_learnt = false},
      {.name = "a preflight",
       .request_line = "OPTIONS /",
       .lines = asks_put,
       .status = 204,
       .answer = {origin, methods, headers}},
      {.name = "a preflight with wildcards",
       .request_line = "OPTIONS /",
       .lines = asks_put,
       .answer = {everybody, {"Access-Control-Allow-Methods", "*"}, {"Access-Control-Allow-Headers", "*"}}},
      {.name = "a preflight that was an error",
       .request_line = "OPTIONS /",
       .lines = asks_put,
       .status = 404,
       .answer = {origin, methods, headers},
       .is_learnt = false},
      {.name = "a preflight for a method that is not allowed",
       .request_line = "OPTIONS /",
       .lines = asks_put,
       .answer = {origin, headers},
       .is_learnt = false},
      {.name = "a preflight for a header that is not allowed",
       .request_line = "OPTIONS /",
       .lines = asks_put,
       .answer = {origin, methods, {"Access-Control-Allow-Headers", "x-a"}},
       .is_learnt = false},
      {.name = "a wildcard does not mean authorization",
       .request_line = "OPTIONS /",
       .lines = "Origin: https://a.test\r\nAccess-Control-Request-Method: GET\r\nAccess-Control-Request-Headers: "
                "authorization\r\n",
       .answer = {origin, {"Access-Control-Allow-Headers", "*"}},
       .is_learnt = false},
  };
}

TEST(Learning, is_of_what_pages_got) {
  for (auto const& row : rows()) {
    SCOPED_TRACE(row.name);
    auto const bytes = std::string(row.request_line) + " HTTP/1.1\r\nHost: h\r\n" + std::string(row.lines) + "\r\n";
    Head head;
    RequestParser parser(head, 100);
    std::size_t length = 0;
    ASSERT_EQ(parser.read_head(bytes, length), ParseState::done);
    formats::LearnedPolicy learned;
    learn(head, {.status = row.status, .cors = row.answer}, learned);
    EXPECT_EQ(!learned.empty(), row.is_learnt);
  }
}

}  // namespace
}  // namespace corsage::gateway
