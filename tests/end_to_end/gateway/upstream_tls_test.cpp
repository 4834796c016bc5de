#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "end_to_end/gateway/running_gateway.hpp"
#include "end_to_end/gateway/tls_client.hpp"
#include "end_to_end/program.hpp"
#include "support/certificate.hpp"
#include "support/nginx.hpp"
#include "support/ports.hpp"
#include "support/scripted_server.hpp"
#include "support/temporary_directory.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <gtest/gtest.h>
#include <sys/socket.h>

namespace corsage::test {
namespace {

namespace asio = boost::asio;

using Values = std::vector<std::string>;

/// A gateway before a server that speaks TLS.
class GatewayUpstreamTls : public ::testing::Test {
 protected:
  ScriptedServer server(Certificate const& certificate) {
    return ScriptedServer({{.when = {.path = "/large"}, .body = std::string(3'000'000, 'y')},
                           {.when = {.path = "/upgrade"},
                            .raw = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: "
                                   "upgrade\r\n\r\nhello"},
                           {.body = "all"}},
                          {.certificate = certificate.certificate, .private_key = certificate.key});
  }

  std::string file(std::string_view upstream, std::string_view more = {}) const {
    return directory_.write("corsage.toml", "threads = 1\n[limits]\nconnect_time = 0.5\n[[route]]\nto = \"" +
                                                std::string(upstream) + "\"\n" + std::string(more) +
                                                "[route.cors]\norigins = [\"https://app.test\"]\n");
  }

  static std::string code_of(std::string_view answer) {
    auto const at = answer.find(R"("code":")");
    return std::string(answer.substr(at + 8, answer.find('"', at + 8) - at - 8));
  }

  TemporaryDirectory directory_;
};

constexpr std::string_view own_authority = "ca = \"certificate.pem\"\n";

TEST_F(GatewayUpstreamTls, carries_requests_and_answers) {
  auto const upstream = server(make_certificate(directory_));
  RunningGateway gateway({"gateway", file(upstream.origin(), own_authority)});
  auto const answer = ask(gateway.port(), "GET /", "Origin: https://app.test\r\n");
  EXPECT_EQ(body_of(answer), "all") << answer;
  EXPECT_EQ(values_of(answer, "access-control-allow-origin"), Values{"https://app.test"});
  std::string const body(3'000'000, 'x');
  EXPECT_EQ(body_of(ask(gateway.port(), "POST /large", "Content-Length: 3000000\r\n", body)),
            std::string(3'000'000, 'y'));
  EXPECT_EQ(upstream.requests().back().body, body);
  // The connection is kept.
  EXPECT_EQ(upstream.connections(), 1U);
}

TEST_F(GatewayUpstreamTls, switches_protocols) {
  auto const upstream = server(make_certificate(directory_));
  RunningGateway gateway({"gateway", file(upstream.origin(), own_authority)});
  auto const answer =
      converse(gateway.port(), "GET /upgrade HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n");
  EXPECT_TRUE(answer.ends_with("\r\n\r\nhello")) << answer;
}

struct RefusalRow {
  std::string_view name;
  CertificateWish wish;
  std::string_view more;
  std::string_view cause;
};

TEST_F(GatewayUpstreamTls, talks_only_to_who_proves_who_it_is) {
  make_certificate(directory_, {.file = "other-"});
  std::vector<RefusalRow> const rows{
      {"an authority that nobody knows", {}, "", "self-signed certificate"},
      {"another authority", {}, "ca = \"other-certificate.pem\"\n", ""},
      {"another name", {.names = "DNS:other.test,IP:127.0.0.2"}, own_authority, "mismatch"},
      {"one that is over",
       {.begins = std::chrono::hours(-96), .ends = std::chrono::hours(-48)},
       own_authority,
       "certificate has expired"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const upstream = server(make_certificate(directory_, row.wish));
    for (std::string const host : {"localhost", "127.0.0.1"}) {
      RunningGateway gateway({"gateway", file("https://" + host + ":" + std::to_string(upstream.port()), row.more)});
      auto const answer = ask(gateway.port(), "GET /", "Origin: https://app.test\r\n");
      EXPECT_TRUE(answer.starts_with("HTTP/1.1 502 Bad Gateway\r\n")) << answer;
      EXPECT_EQ(code_of(answer), "upstream_certificate_refused");
      EXPECT_NE(answer.find(row.cause), std::string::npos) << answer;
      EXPECT_EQ(values_of(answer, "access-control-allow-origin"), Values{"https://app.test"});
    }
    EXPECT_EQ(upstream.requests().size(), 0U);
  }
}

TEST_F(GatewayUpstreamTls, believes_an_address_that_the_certificate_has) {
  auto const upstream = server(make_certificate(directory_));
  RunningGateway gateway({"gateway", file("https://127.0.0.1:" + std::to_string(upstream.port()), own_authority)});
  EXPECT_EQ(body_of(ask(gateway.port(), "GET /")), "all");
}

TEST_F(GatewayUpstreamTls, says_where_nobody_speaks_tls) {
  ScriptedServer const plain(Rules{{.body = "all"}});
  RunningGateway gateway({"gateway", file("https://127.0.0.1:" + std::to_string(plain.port()))});
  EXPECT_EQ(code_of(ask(gateway.port(), "GET /")), "upstream_tls_failed");
}

TEST_F(GatewayUpstreamTls, does_not_wait_for_ever_for_a_handshake) {
  asio::io_context context;
  asio::ip::tcp::acceptor const silent(context, {asio::ip::address_v4::loopback(), 0});
  RunningGateway gateway({"gateway", file("https://127.0.0.1:" + std::to_string(silent.local_endpoint().port()))});
  auto const answer = ask(gateway.port(), "GET /");
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 504 Gateway Timeout\r\n")) << answer;
}

using TlsStream = asio::ssl::stream<asio::ip::tcp::socket>;

/// Takes one connection over TLS and one request, and leaves the rest to whoever made it.
class OneConnection {
 public:
  OneConnection(Certificate const& certificate, std::function<void(TlsStream&)> const& answer) {
    tls_.use_certificate_chain_file(certificate.certificate);
    tls_.use_private_key_file(certificate.key, asio::ssl::context::pem);
    thread_ = std::jthread([this, answer] { serve(answer); });
  }

  /// Nobody needs to have come.
  ~OneConnection() { ::shutdown(acceptor_.native_handle(), SHUT_RDWR); }
  OneConnection(OneConnection const&) = delete;
  OneConnection& operator=(OneConnection const&) = delete;

  std::string origin() const { return "https://localhost:" + std::to_string(acceptor_.local_endpoint().port()); }

 private:
  void serve(std::function<void(TlsStream&)> const& answer) {
    boost::system::error_code error;
    TlsStream stream(asio::ip::tcp::socket(context_), tls_);
    acceptor_.accept(stream.next_layer(), error);
    if (error) {
      return;
    }
    stream.handshake(asio::ssl::stream_base::server, error);
    std::string request;
    asio::read_until(stream, asio::dynamic_buffer(request), "\r\n\r\n", error);
    answer(stream);
  }

  asio::io_context context_;
  asio::ssl::context tls_{asio::ssl::context::tls_server};
  asio::ip::tcp::acceptor acceptor_{context_, {asio::ip::address_v4::loopback(), 0}};
  std::jthread thread_;
};

TEST_F(GatewayUpstreamTls, does_not_take_an_answer_that_was_cut_for_a_whole_one) {
  auto const certificate = make_certificate(directory_);
  for (bool const is_whole : {true, false}) {
    OneConnection const upstream(certificate, [is_whole](TlsStream& stream) {
      std::string_view const text = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nsome";
      boost::system::error_code error;
      asio::write(stream, asio::buffer(text.data(), text.size()), error);
      if (is_whole) {
        stream.shutdown(error);
      }
    });
    RunningGateway gateway({"gateway", file(upstream.origin(), own_authority)});
    auto const answer = ask(gateway.port(), "GET /");
    EXPECT_NE(answer.find("some"), std::string::npos) << answer;
    EXPECT_EQ(answer.ends_with("0\r\n\r\n"), is_whole) << answer;
  }
}

void echo(TlsStream& stream) {
  std::string_view const text = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n";
  boost::system::error_code error;
  asio::write(stream, asio::buffer(text.data(), text.size()), error);
  std::array<char, 4096> room{};
  while (!error) {
    auto const size = stream.read_some(asio::buffer(room), error);
    if (!error) {
      asio::write(stream, asio::buffer(room, size), error);
    }
  }
}

TEST_F(GatewayUpstreamTls, carries_both_ways_what_follows_a_switch_of_protocols) {
  auto const certificate = make_certificate(directory_);
  OneConnection const upstream(certificate, echo);
  auto const configuration =
      directory_.write("corsage.toml",
                       "listen = \"https://127.0.0.1:0\"\n[[certificate]]\nchain = \"certificate.pem\"\nkey = "
                       "\"key.pem\"\n[[route]]\nto = \"" +
                           upstream.origin() + "\"\nca = \"certificate.pem\"\ncors = \"off\"\n");
  RunningGateway gateway({"gateway", configuration});
  TlsClient client(gateway.port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n");
  EXPECT_TRUE(client.receive("\r\n\r\n").starts_with("HTTP/1.1 101 "));
  for (std::size_t const size : {1U, 100U, 100'000U}) {
    auto const message = std::string(size, 'x') + "!";
    client.send(message);
    EXPECT_EQ(client.receive("!").size(), message.size());
  }
}

TEST_F(GatewayUpstreamTls, asks_by_name_and_takes_a_session_up_again) {
  auto const certificate = make_certificate(directory_);
  Nginx const nginx("server { listen 127.0.0.1:PORT ssl; ssl_certificate " + certificate.certificate +
                    "; ssl_certificate_key " + certificate.key +
                    "; keepalive_timeout 0; location / { add_header X-Name $ssl_server_name; add_header X-Protocol "
                    "$ssl_alpn_protocol; add_header X-Reused $ssl_session_reused; return 204; } }");
  RunningGateway gateway({
      "gateway",
      file("https://localhost:" + std::to_string(nginx.port()), std::string(own_authority)),
  });
  auto const first = ask(gateway.port(), "GET /");
  EXPECT_EQ(values_of(first, "x-name"), Values{"localhost"}) << first;
  EXPECT_EQ(values_of(first, "x-protocol"), Values{"http/1.1"}) << first;
  EXPECT_EQ(values_of(first, "x-reused"), Values{"."}) << first;
  auto const second = ask(gateway.port(), "GET /");
  EXPECT_EQ(values_of(second, "x-reused"), Values{"r"}) << second;
}

TEST_F(GatewayUpstreamTls, says_what_is_wrong_with_its_authorities) {
  directory_.write("text.pem", "hello\n");
  for (std::string const name : {"text.pem", "nowhere.pem"}) {
    auto const ending = corsage({"gateway", file("https://127.0.0.1:1", "ca = \"" + name + "\"\n"), "--check"});
    EXPECT_EQ(ending.status, 2);
    EXPECT_NE(ending.error.find(":6:6: "), std::string::npos) << ending.error;
    EXPECT_NE(ending.error.find("nobody can be believed by '" + name + "'"), std::string::npos) << ending.error;
  }
}

}  // namespace
}  // namespace corsage::test
