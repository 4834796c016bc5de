#include "gateway/forwarded_head.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "corsage/policy/compile.hpp"
#include "corsage/policy/decide.hpp"
#include "gateway/message_parser.hpp"

#include <gtest/gtest.h>

namespace corsage::gateway {
namespace {

struct RequestRow {
  std::string_view name;
  std::string_view lines;      ///< behind Host
  std::string_view forwarded;  ///< of those
  bool is_trusted_proxy = false;
  std::string_view forwarded_for = "192.0.2.1";
  std::string_view via = "1.1 corsage";
};

TEST(RequestHead, loses_what_concerns_the_connection_and_tells_who_asks) {
  std::vector<RequestRow> const rows{
      {.name = "an ordinary line stays", .lines = "X: y\r\n", .forwarded = "X: y\r\n"},
      {.name = "order, case and doubles stay",
       .lines = "b: 1\r\nA: 2\r\nB: 3\r\n",
       .forwarded = "b: 1\r\nA: 2\r\nB: 3\r\n"},
      {.name = "hop-by-hop lines go",
       .lines = "Keep-Alive: 5\r\nTE: trailers\r\nProxy-Authorization: x\r\nProxy-Connection: close\r\n",
       .forwarded = ""},
      {.name = "so do the lines that Connection names", .lines = "X: y\r\nConnection: x, close\r\n", .forwarded = ""},
      {.name = "a client's word for its address goes",
       .lines = "X-Forwarded-For: 1.1.1.1\r\nForwarded: for=1.1.1.1\r\nX-Real-IP: 1.1.1.1\r\n",
       .forwarded = ""},
      {.name = "a trusted proxy's word stays",
       .lines = "X-Forwarded-For: 1.1.1.1\r\n",
       .forwarded = "",
       .is_trusted_proxy = true,
       .forwarded_for = "1.1.1.1, 192.0.2.1"},
      {.name = "Via grows", .lines = "Via: 1.0 x\r\n", .forwarded = "", .via = "1.0 x, 1.1 corsage"},
      {.name = "an upgrade is passed on",
       .lines = "Upgrade: websocket\r\nConnection: Upgrade\r\n",
       .forwarded = "Upgrade: websocket\r\nConnection: upgrade\r\n"},
      {.name = "an upgrade that Connection does not name goes", .lines = "Upgrade: websocket\r\n", .forwarded = ""},
      {.name = "a counted body is counted", .lines = "Content-Length: 3\r\n", .forwarded = "Content-Length: 3\r\n"},
      {.name = "a chunked body is chunked",
       .lines = "Transfer-Encoding: chunked\r\n",
       .forwarded = "Transfer-Encoding: chunked\r\n"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const bytes = "POST /a?b HTTP/1.1\r\nHost: h.test\r\n" + std::string(row.lines) + "\r\n";
    Head head;
    RequestParser parser(head, 100);
    std::size_t length = 0;
    ASSERT_EQ(parser.read_head(bytes, length), ParseState::done);
    std::string out;
    append_request_head(head, {.address = "192.0.2.1", .scheme = "https", .is_trusted_proxy = row.is_trusted_proxy},
                        {.host = "192.0.2.9", .port = 3000}, out);
    EXPECT_EQ(out, "POST /a?b HTTP/1.1\r\nHost: h.test\r\n" + std::string(row.forwarded) +
                       "X-Forwarded-For: " + std::string(row.forwarded_for) +
                       "\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: h.test\r\nForwarded: "
                       "for=192.0.2.1;proto=https\r\nVia: " +
                       std::string(row.via) + "\r\n\r\n");
  }
}

TEST(RequestHead, names_upstream_where_the_client_named_no_host) {
  Head head;
  RequestParser parser(head, 100);
  std::size_t length = 0;
  ASSERT_EQ(parser.read_head("GET / HTTP/1.0\r\n\r\n", length), ParseState::done);
  std::string out;
  append_request_head(head, {.address = "192.0.2.1", .scheme = "http"}, {.host = "::1", .port = 3000}, out);
  EXPECT_TRUE(out.starts_with("GET / HTTP/1.1\r\nHost: [::1]:3000\r\n")) << out;
}

TEST(RequestHead, is_known_when_it_comes_round_again) {
  Head head;
  RequestParser parser(head, 100);
  std::size_t length = 0;
  ASSERT_EQ(parser.read_head("GET / HTTP/1.1\r\nHost: a\r\nVia: 1.1 x, 1.1 corsage, 1.0 z\r\n\r\n", length),
            ParseState::done);
  EXPECT_TRUE(has_been_here(head, "corsage"));
  EXPECT_FALSE(has_been_here(head, "corsage-2"));
  Head other;
  RequestParser another(other, 100);
  ASSERT_EQ(another.read_head("GET / HTTP/1.1\r\nHost: a\r\nVia: 1.1 corsage-of-another\r\n\r\n", length),
            ParseState::done);
  EXPECT_FALSE(has_been_here(other, "corsage"));
}

struct AnswerRow {
  std::string_view name;
  std::string_view lines;
  std::string_view forwarded;
};

TEST(AnswerHead, says_about_cors_what_the_policy_says) {
  auto const policy = policy::compile({.origins = {"https://a.test"}, .response_headers = {"x-id"}});
  ASSERT_TRUE(policy.has_value());
  std::string_view const origin = "https://a.test";
  auto const decision = policy::decide(*policy, {.method = "GET", .origin = {&origin, 1}});
  std::string const own = "Access-Control-Allow-Origin: https://a.test\r\nAccess-Control-Expose-Headers: x-id\r\n";
  std::vector<AnswerRow> const rows{
      {.name = "the policy's lines come", .lines = "X: y\r\n", .forwarded = "X: y\r\nPOLICYVary: Origin\r\n"},
      {.name = "upstream's go",
       .lines = "access-control-allow-origin: *\r\nAccess-Control-Allow-Credentials: true\r\n",
       .forwarded = "POLICYVary: Origin\r\n"},
      {.name = "Vary is merged",
       .lines = "Vary: Accept, origin\r\nVary: X\r\n",
       .forwarded = "POLICYVary: Accept, origin, X\r\n"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const bytes = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n" + std::string(row.lines) + "\r\n";
    Head head;
    ResponseParser parser(head, 100);
    std::size_t length = 0;
    ASSERT_EQ(parser.read_head(bytes, length), ParseState::done);
    std::string out;
    append_response_head(head, &decision, {.framing = head.framing}, out);
    std::string forwarded(row.forwarded);
    forwarded.replace(forwarded.find("POLICY"), 6, own);
    EXPECT_EQ(out, "HTTP/1.1 404 Not Found\r\n" + forwarded + "Content-Length: 0\r\nVia: 1.1 corsage\r\n\r\n");
  }
}

}  // namespace
}  // namespace corsage::gateway
