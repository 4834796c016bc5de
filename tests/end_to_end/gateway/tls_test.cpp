#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "end_to_end/gateway/running_gateway.hpp"
#include "end_to_end/gateway/tls_client.hpp"
#include "end_to_end/program.hpp"
#include "support/certificate.hpp"
#include "support/scripted_server.hpp"
#include "support/temporary_directory.hpp"

#include <gtest/gtest.h>
#include <openssl/ssl.h>

namespace corsage::test {
namespace {

using Values = std::vector<std::string>;

constexpr std::string_view get =
    "GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: https://app.test\r\nConnection: close\r\n\r\n";

/// A gateway whose clients speak TLS.
class GatewayTls : public ::testing::Test {
 protected:
  GatewayTls()
      : upstream_(
            {{.when = {.path = "/short"}, .raw = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this"},
             {.when = {.path = "/upgrade"},
              .raw = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\nhello"},
             {.when = {.path = "/large"}, .body = std::string(3'000'000, 'y')},
             {.body = "all"}}) {}

  /// `head` is what stands before the routes.
  std::string file(std::string_view head) const {
    return directory_.write("corsage.toml", std::string(head) + "[[route]]\nto = \"" + upstream_.origin() +
                                                "\"\n[route.cors]\norigins = [\"https://app.test\"]\n");
  }

  ScriptedServer upstream_;
  TemporaryDirectory directory_;
};

constexpr std::string_view one_certificate =
    "listen = \"https://127.0.0.1:0\"\n[limits]\nhead_time = 0.5\n"
    "[[certificate]]\nchain = \"certificate.pem\"\nkey = \"key.pem\"\n";

class GatewayTlsOnce : public GatewayTls {
 protected:
  GatewayTlsOnce() : gateway_({"gateway", (make_certificate(directory_), file(one_certificate))}) {}

  RunningGateway gateway_;
};

TEST_F(GatewayTlsOnce, serves_clients_and_tells_who_is_behind_that_they_came_by_https) {
  TlsClient client(gateway_.port());
  ASSERT_EQ(client.failure(), "");
  EXPECT_EQ(client.protocol(), "http/1.1");
  client.send(get);
  auto const answer = client.receive();
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK\r\n")) << answer;
  EXPECT_EQ(body_of(answer), "all");
  EXPECT_EQ(values_of(answer, "access-control-allow-origin"), Values{"https://app.test"});
  EXPECT_TRUE(client.has_ended_well());
  ASSERT_EQ(upstream_.requests().size(), 1U);
  EXPECT_EQ(upstream_.requests().front().header("x-forwarded-proto"), "https");
  EXPECT_NE(upstream_.requests().front().header("forwarded").find("proto=https"), std::string_view::npos);
}

TEST_F(GatewayTlsOnce, answers_preflights_and_keeps_the_connection) {
  TlsClient client(gateway_.port());
  for (int i = 0; i < 3; ++i) {
    client.send(
        "OPTIONS / HTTP/1.1\r\nHost: a\r\nOrigin: https://app.test\r\nAccess-Control-Request-Method: GET\r\n\r\n");
    auto const answer = client.receive("\r\n\r\n");
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 204 No Content\r\n")) << answer;
  }
  EXPECT_EQ(upstream_.requests().size(), 0U);
}

TEST_F(GatewayTlsOnce, carries_large_bodies_both_ways) {
  TlsClient client(gateway_.port());
  std::string const body(3'000'000, 'x');
  client.send("POST /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 3000000\r\n\r\n" + body);
  EXPECT_EQ(body_of(client.receive()), std::string(3'000'000, 'y'));
  ASSERT_EQ(upstream_.requests().size(), 1U);
  EXPECT_EQ(upstream_.requests().front().body, body);
}

TEST_F(GatewayTlsOnce, takes_requests_that_come_at_once) {
  TlsClient client(gateway_.port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\nPOST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi" +
              std::string(get));
  auto const answers = client.receive();
  std::size_t count = 0;
  for (auto at = answers.find("HTTP/1.1 200"); at != std::string::npos; at = answers.find("HTTP/1.1 200", at + 1)) {
    ++count;
  }
  EXPECT_EQ(count, 3U) << answers;
}

TEST_F(GatewayTlsOnce, switches_protocols) {
  TlsClient client(gateway_.port());
  client.send("GET /upgrade HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n");
  auto const answer = client.receive("hello");
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 101 ")) << answer;
  EXPECT_TRUE(answer.ends_with("\r\n\r\nhello")) << answer;
}

TEST_F(GatewayTlsOnce, does_not_end_as_tls_has_it_where_an_answer_broke_off) {
  TlsClient client(gateway_.port());
  client.send("GET /short HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_LT(body_of(client.receive()).size(), 100U);
  EXPECT_FALSE(client.has_ended_well());
}

struct HandshakeRow {
  std::string_view name;
  TlsClient::Options options;
  bool is_served;
};

TEST_F(GatewayTlsOnce, shakes_hands_only_as_it_is_safe) {
  std::vector<HandshakeRow> const rows{
      {"TLS 1.1", {.highest_version = TLS1_1_VERSION}, false},
      {"TLS 1.2", {.highest_version = TLS1_2_VERSION}, true},
      {"HTTP/2 alone", {.protocols = {"h2"}}, false},
      {"HTTP/2 before HTTP/1.1", {.protocols = {"h2", "http/1.1"}}, true},
      {"no protocol", {.protocols = {}}, true},
      {"no name", {.name = ""}, true},
      {"another name", {.name = "other.test"}, true},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    TlsClient client(gateway_.port(), row.options);
    EXPECT_EQ(client.failure().empty(), row.is_served) << client.failure();
    if (row.is_served) {
      client.send(get);
      EXPECT_EQ(body_of(client.receive()), "all");
    }
  }
}

TEST_F(GatewayTlsOnce, tells_who_speaks_no_tls) {
  auto const answer = ask(gateway_.port(), "GET /");
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 400 Bad Request\r\n")) << answer;
  EXPECT_NE(answer.find(R"("code":"tls_expected")"), std::string::npos) << answer;
}

TEST_F(GatewayTlsOnce, does_not_wait_for_ever_for_a_handshake) {
  EXPECT_EQ(converse(gateway_.port(), ""), "");
  // The beginning of a ClientHello.
  EXPECT_EQ(converse(gateway_.port(), std::string_view("\x16\x03\x01\x02\x00\x01", 6)), "");
  TlsClient client(gateway_.port());
  EXPECT_EQ(client.failure(), "");
}

TEST_F(GatewayTls, chooses_the_certificate_that_has_the_name) {
  make_certificate(directory_, {.file = "a-", .names = "DNS:a.test"});
  make_certificate(directory_, {.file = "b-", .names = "DNS:b.test,DNS:*.b.test"});
  RunningGateway gateway({"gateway", file("listen = [\"https://127.0.0.1:0\"]\n"
                                          "[[certificate]]\nchain = \"a-certificate.pem\"\nkey = \"a-key.pem\"\n"
                                          "[[certificate]]\nchain = \"b-certificate.pem\"\nkey = \"b-key.pem\"\n")});
  struct NameRow {
    std::string_view name;
    std::string asked;
    std::string given;
  };
  std::vector<NameRow> const rows{
      {"the first", "a.test", "a.test"},
      {"the second", "b.test", "b.test"},
      {"a wildcard", "app.b.test", "b.test"},
      {"upper case", "B.Test", "b.test"},
      {"a name that nobody has", "c.test", "a.test"},
      {"no name", "", "a.test"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    TlsClient client(gateway.port(), {.name = row.asked});
    EXPECT_TRUE(client.has_name(row.given));
    client.send(get);
    EXPECT_EQ(body_of(client.receive()), "all");
  }
}

TEST_F(GatewayTls, speaks_both_where_it_is_told_to) {
  make_certificate(directory_);
  RunningGateway gateway({"gateway", file("listen = [\"https://127.0.0.1:0\", \"http://127.0.0.1:0\"]\n"
                                          "[[certificate]]\nchain = \"certificate.pem\"\nkey = \"key.pem\"\n")});
  auto const code = gateway.process().read_line();
  auto const second = gateway.process().read_line();
  ASSERT_TRUE(second);
  EXPECT_NE(second->find("http://localhost:"), std::string::npos) << *second;
  auto const port = static_cast<std::uint16_t>(std::stoi(second->substr(second->rfind(':') + 1)));
  EXPECT_EQ(body_of(ask(port, "GET /")), "all");
  TlsClient client(gateway.port());
  client.send(get);
  EXPECT_EQ(body_of(client.receive()), "all");
}

struct MistakeRow {
  std::string_view name;
  std::string head;
  std::string_view place;
  std::string_view told;
};

TEST_F(GatewayTls, says_in_one_line_what_is_wrong_with_a_certificate) {
  make_certificate(directory_);
  make_certificate(directory_, {.file = "other-"});
  make_certificate(directory_, {.file = "old-", .begins = std::chrono::hours(-96), .ends = std::chrono::hours(-48)});
  make_certificate(directory_, {.file = "new-", .begins = std::chrono::hours(48), .ends = std::chrono::hours(96)});
  directory_.write("text.pem", "hello\n");
  auto const with = [](std::string_view chain, std::string_view key) {
    return "listen = \"https://127.0.0.1:0\"\n[[certificate]]\nchain = \"" + std::string(chain) + "\"\nkey = \"" +
           std::string(key) + "\"\n";
  };
  std::vector<MistakeRow> const rows{
      {"a key of another certificate", with("certificate.pem", "other-key.pem"),
       ":4:7: ", "'other-key.pem' is not the key of its certificate"},
      {"no such chain", with("nowhere.pem", "key.pem"), ":3:9: ", "No such file or directory"},
      {"no such key", with("certificate.pem", "nowhere.pem"), ":4:7: ", "No such file or directory"},
      {"a chain that is none", with("text.pem", "key.pem"), ":3:9: ", "no certificate in PEM form"},
      {"a key that is none", with("certificate.pem", "text.pem"), ":4:7: ", "no private key in PEM form"},
      {"one that is over", with("old-certificate.pem", "old-key.pem"), ":3:9: ", "it expired on 20"},
      {"one that is not yet", with("new-certificate.pem", "new-key.pem"), ":3:9: ", "it begins on 20"},
      {"a chain alone", "[[certificate]]\nchain = \"certificate.pem\"\n", ":1:1: ", "wants a chain and a key"},
      {"none at all", "listen = \"https://127.0.0.1:0\"\n", ":1:10: ", "there is no certificate"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const ending = corsage({"gateway", file(row.head)});
    EXPECT_EQ(ending.status, 2);
    EXPECT_NE(ending.error.find(row.place), std::string::npos) << ending.error;
    EXPECT_NE(ending.error.find(row.told), std::string::npos) << ending.error;
  }
}

}  // namespace
}  // namespace corsage::test
