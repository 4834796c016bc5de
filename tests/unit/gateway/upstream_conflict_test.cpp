#include "gateway/upstream_conflict.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "corsage/policy/compile.hpp"
#include "corsage/policy/decide.hpp"
#include "gateway/message_parser.hpp"

#include <gtest/gtest.h>

namespace corsage::gateway {
namespace {

struct Row {
  std::string_view name;
  std::string_view lines;  ///< of upstream's answer
  std::string_view origin = "https://a.test";
  UpstreamSays says = UpstreamSays::nothing;
  std::size_t contradictions = 0;
};

TEST(UpstreamConflict, is_what_somebody_would_have_relied_on) {
  auto const policy = policy::compile({.origins = {"https://a.test"}, .response_headers = {"x-id"}});
  ASSERT_TRUE(policy.has_value());
  std::vector<Row> const rows{
      {.name = "nothing is said", .lines = "X: y\r\n"},
      {.name = "the same is said",
       .lines = "access-control-allow-origin: https://a.test\r\n",
       .says = UpstreamSays::harmless},
      {.name = "the same is said twice",
       .lines = "Access-Control-Allow-Origin: https://a.test\r\nAccess-Control-Allow-Origin: https://a.test\r\n",
       .says = UpstreamSays::otherwise,
       .contradictions = 2},
      {.name = "another origin",
       .lines = "Access-Control-Allow-Origin: *\r\nAccess-Control-Expose-Headers: x-id\r\n",
       .says = UpstreamSays::otherwise,
       .contradictions = 1},
      {.name = "credentials",
       .lines = "Access-Control-Allow-Origin: https://a.test\r\nAccess-Control-Allow-Credentials: true\r\n",
       .says = UpstreamSays::otherwise,
       .contradictions = 1},
      {.name = "what only preflights are asked",
       .lines = "Access-Control-Allow-Methods: PUT\r\nAccess-Control-Max-Age: 5\r\n",
       .says = UpstreamSays::harmless},
      {.name = "a refused origin that upstream allows",
       .lines = "Access-Control-Allow-Origin: *\r\n",
       .origin = "https://evil.test",
       .says = UpstreamSays::otherwise,
       .contradictions = 1},
      {.name = "nobody asked",
       .lines = "Access-Control-Allow-Origin: *\r\n",
       .origin = "",
       .says = UpstreamSays::harmless},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    policy::Incoming incoming{.method = "GET"};
    if (!row.origin.empty()) {
      incoming.origin = {&row.origin, 1};
    }
    auto const decision = policy::decide(*policy, incoming);
    auto const bytes = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n" + std::string(row.lines) + "\r\n";
    Head head;
    ResponseParser parser(head, 100);
    std::size_t length = 0;
    ASSERT_EQ(parser.read_head(bytes, length), ParseState::done);
    EXPECT_EQ(upstream_says(head, decision), row.says);
    if (row.says == UpstreamSays::otherwise) {
      EXPECT_EQ(contradictions(head, decision).size(), row.contradictions);
    }
  }
}

}  // namespace
}  // namespace corsage::gateway
