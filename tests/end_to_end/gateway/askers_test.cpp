#include <string>
#include <string_view>
#include <vector>

#include "end_to_end/gateway/gateway_at_hand.hpp"
#include "end_to_end/program.hpp"
#include "support/scripted_server.hpp"

namespace corsage::test {
namespace {

constexpr std::string_view trusting = "trusted_proxies = [\"127.0.0.0/8\", \"::1\"]\n";

struct ForwardedRow {
  std::string_view name;
  std::string_view top;
  std::string_view lines;
  std::vector<std::string_view> seen;    ///< lines that upstream gets
  std::vector<std::string_view> unseen;  ///< words that it does not get
};

class GatewayAsker : public GatewayAtHand {};

TEST_F(GatewayAsker, is_told_to_upstream_by_those_who_know) {
  std::vector<ForwardedRow> const rows{
      {.name = "nobody is trusted",
       .top = "",
       .lines = "X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: evil.test\r\n"
                "X-Forwarded-Port: 666\r\nX-Real-IP: 6.6.6.6\r\nForwarded: for=6.6.6.6;proto=https\r\n",
       .seen = {"X-Forwarded-For: 127.0.0.1\r\n", "X-Forwarded-Proto: http\r\n", "X-Forwarded-Host: 127.0.0.1\r\n",
                "Forwarded: for=127.0.0.1;proto=http\r\n"},
       .unseen = {"6.6.6.6", "evil.test", "https", "666"}},
      {.name = "another is trusted",
       .top = "trusted_proxies = \"10.0.0.0/8\"\n",
       .lines = "X-Forwarded-For: 6.6.6.6\r\n",
       .seen = {"X-Forwarded-For: 127.0.0.1\r\n"},
       .unseen = {"6.6.6.6"}},
      {.name = "the proxy is trusted",
       .top = trusting,
       .lines = "X-Forwarded-For: 192.0.2.1, 10.0.0.1\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: app.test\r\n"
                "X-Forwarded-Port: 443\r\nX-Real-IP: 192.0.2.1\r\nForwarded: for=192.0.2.1;proto=https\r\n",
       .seen = {"X-Forwarded-For: 192.0.2.1, 10.0.0.1, 127.0.0.1\r\n", "X-Forwarded-Proto: https\r\n",
                "X-Forwarded-Host: app.test\r\n", "X-Forwarded-Port: 443\r\n", "X-Real-IP: 192.0.2.1\r\n",
                "Forwarded: for=192.0.2.1;proto=https, for=127.0.0.1;proto=http\r\n"},
       .unseen = {}},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto gateway = this->gateway({.top = row.top});
    RawConnection client(gateway.port());
    client.send(request("GET /", row.lines));
    auto const seen = upstream_.accept().receive_until("\r\n\r\n");
    for (auto const line : row.seen) {
      EXPECT_NE(seen.find(line), std::string::npos) << line << seen;
    }
    for (auto const word : row.unseen) {
      EXPECT_EQ(seen.find(word), std::string::npos) << word << seen;
    }
  }
}

struct WriteRow {
  std::string_view name;
  std::string_view request_line;
  std::string_view lines;
  bool is_refused = false;
  std::string_view top = "";
  std::string_view cors = "credentials = true\n";
};

TEST_F(GatewayAsker, from_elsewhere_changes_nothing_that_no_policy_allows) {
  ScriptedServer const upstream({{.body = "changed"}});
  std::vector<WriteRow> const rows{
      {.name = "a listed page", .request_line = "POST /", .lines = "Origin: http://localhost:5173\r\nCookie: a=b\r\n"},
      {.name = "another page", .request_line = "POST /", .lines = "Origin: http://evil.test\r\n", .is_refused = true},
      {.name = "another page, by another method",
       .request_line = "PURGE /",
       .lines = "Origin: http://evil.test\r\n",
       .is_refused = true},
      {.name = "another page, that only reads", .request_line = "GET /", .lines = "Origin: http://evil.test\r\n"},
      {.name = "a form of a page without an origin",
       .request_line = "POST /",
       .lines = "Origin: null\r\n",
       .is_refused = true},
      {.name = "a page elsewhere, of which only the browser tells",
       .request_line = "POST /",
       .lines = "Sec-Fetch-Site: cross-site\r\n",
       .is_refused = true},
      {.name = "a page of the same site",
       .request_line = "POST /",
       .lines = "Sec-Fetch-Site: same-site\r\nOrigin: http://sub.test\r\n",
       .is_refused = true},
      {.name = "no page", .request_line = "POST /", .lines = ""},
      {.name = "what a person typed", .request_line = "POST /", .lines = "Sec-Fetch-Site: none\r\n"},
      {.name = "the gateway's own page", .request_line = "POST /", .lines = "Origin: http://127.0.0.1\r\n"},
      {.name = "the gateway's own page, by the browser's word",
       .request_line = "POST /",
       .lines = "Origin: https://127.0.0.1\r\nSec-Fetch-Site: same-origin\r\n"},
      {.name = "the gateway's own host, another port",
       .request_line = "POST /",
       .lines = "Origin: http://127.0.0.1:8080\r\n",
       .is_refused = true},
      {.name = "the gateway's own host, over TLS that it does not know of",
       .request_line = "POST /",
       .lines = "Origin: https://127.0.0.1\r\nX-Forwarded-Proto: https\r\n",
       .is_refused = true},
      {.name = "the gateway's own page behind a proxy that ends TLS",
       .request_line = "POST /",
       .lines = "Origin: https://127.0.0.1\r\nX-Forwarded-Proto: https\r\n",
       .top = trusting},
      {.name = "the gateway's own page behind a proxy that writes Forwarded",
       .request_line = "POST /",
       .lines = "Origin: https://app.test\r\nForwarded: for=192.0.2.1;proto=https;host=\"app.test\"\r\n",
       .top = trusting},
      {.name = "the gateway's own page behind a proxy that changes the host",
       .request_line = "POST /",
       .lines = "Origin: https://app.test\r\nX-Forwarded-For: 192.0.2.1\r\nX-Forwarded-Proto: https\r\n"
                "X-Forwarded-Host: app.test:443\r\n",
       .top = trusting},
      {.name = "the proxy's own host does not count then",
       .request_line = "POST /",
       .lines = "Origin: http://127.0.0.1\r\nX-Forwarded-For: 192.0.2.1\r\nX-Forwarded-Proto: https\r\n"
                "X-Forwarded-Host: app.test\r\n",
       .is_refused = true,
       .top = trusting},
      {.name = "a listed page, with cookies that the policy does not allow",
       .request_line = "POST /",
       .lines = "Origin: http://localhost:5173\r\nCookie: a=b\r\n",
       .is_refused = true,
       .cors = ""},
      {.name = "a listed page, without cookies",
       .request_line = "POST /",
       .lines = "Origin: http://localhost:5173\r\n",
       .cors = ""},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const path =
        directory_.write("writes.toml", std::string(row.top) + "[[route]]\nto = \"" + upstream.origin() +
                                            "\"\nrefuse_cross_site_writes = true\n[route.cors]\norigins = [\"" +
                                            std::string(page) + "\"]\n" + std::string(row.cors));
    RunningGateway gateway({"gateway", path});
    auto const answer = ask(gateway.port(), row.request_line, row.lines);
    EXPECT_TRUE(answer.starts_with(row.is_refused ? "HTTP/1.1 403 " : "HTTP/1.1 200 ")) << answer;
    EXPECT_EQ(answer.find("\"code\":\"cross_site_write\"") != std::string::npos, row.is_refused) << answer;
  }
}

TEST_F(GatewayAsker, from_elsewhere_is_let_through_where_nobody_asked_for_more) {
  ScriptedServer const upstream({{.body = "changed"}});
  RunningGateway gateway({"gateway", "--to", upstream.origin(), "--allow", std::string(page)});
  EXPECT_EQ(body_of(ask(gateway.port(), "POST /", from_stranger)), "changed");
}

TEST_F(GatewayAsker, is_believed_of_networks_only) {
  struct Row {
    std::string_view name;
    std::string_view top;
  };
  for (auto const& row :
       {Row{"a name", "trusted_proxies = \"proxy.test\"\n"},
        Row{"too many bits", "trusted_proxies = \"10.0.0.0/33\"\n"},
        Row{"bits behind those that are shared", "trusted_proxies = \"10.0.0.1/8\"\n"},
        Row{"no bits", "trusted_proxies = \"10.0.0.0/\"\n"}, Row{"half an address", "trusted_proxies = \"10.0\"\n"},
        Row{"no text", "trusted_proxies = 10\n"}}) {
    SCOPED_TRACE(row.name);
    auto const ending = corsage({"gateway", "--check", file({.top = row.top})});
    EXPECT_EQ(ending.status, 2);
    EXPECT_NE(ending.error.find(":1:19: "), std::string::npos) << ending.error;
  }
}

}  // namespace
}  // namespace corsage::test
