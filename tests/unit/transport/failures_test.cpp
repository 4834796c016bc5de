// What the transport says of exchanges that went wrong.

#include <chrono>
#include <string>

#include "support/ports.hpp"
#include "support/scripted_server.hpp"
#include "transport/network_failures.hpp"
#include "unit/transport/exchange.hpp"

#include <gtest/gtest.h>

namespace corsage::transport {
namespace {

using fetch::NetworkFailure;
using test::Rule;
using test::Rules;
using test::ScriptedServer;

struct FailureRow {
  std::string name;
  Rule rule;
  NetworkFailure failure;
  std::string detail = {};  ///< empty: any
};

TEST(Failures, TellsWhyNoAnswerCame) {
  FailureRow const rows[] = {
      {.name = "the connection is closed without a word",
       .rule = {.raw = std::string(1, '\n')},
       .failure = NetworkFailure::empty_answer},
      {.name = "a head that is not whole",
       .rule = {.raw = "HTTP/1.1 200 OK\r\nA: 1"},
       .failure = NetworkFailure::empty_answer},
      {.name = "another protocol",
       .rule = {.raw = "SSH-2.0-OpenSSH_9.2\r\n"},
       .failure = NetworkFailure::answer_not_http,
       .detail = "it begins with 'SSH-2.0-OpenSSH_9.2'"},
      {.name = "a body alone",
       .rule = {.raw = std::string(100, 'x')},
       .failure = NetworkFailure::answer_not_http,
       .detail = "it begins with '" + std::string(40, 'x') + "'"},
      {.name = "an alert of TLS",
       .rule = {.raw = std::string("\x15\x03\x03\x00\x02\x02\x46", 7)},
       .failure = NetworkFailure::answer_not_http,
       .detail = "the port speaks TLS: ask for https"},
      {.name = "NUL in the head",
       .rule = {.raw = std::string("HTTP/1.1 200 OK\r\nA: b\0c\r\n\r\n", 28)},
       .failure = NetworkFailure::answer_not_http},
      {.name = "a header without a colon",
       .rule = {.raw = "HTTP/1.1 200 OK\r\nA b\r\n\r\n"},
       .failure = NetworkFailure::answer_not_http},
      {.name = "a status that is none",
       .rule = {.raw = "HTTP/1.1 000 Zero\r\nContent-Length: 0\r\n\r\n"},
       .failure = NetworkFailure::answer_not_http},
      {.name = "a header line that is too long",
       .rule = {.raw = "HTTP/1.1 200 OK\r\nA: " + std::string(2'000'000, 'a') + "\r\n\r\n"},
       .failure = NetworkFailure::answer_not_http,
       .detail = "a header line is too long"},
      {.name = "another protocol that nobody asked for",
       .rule = {.raw = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"},
       .failure = NetworkFailure::answer_not_http,
       .detail = "101, it changes to another protocol, which nobody asked for"},
      {.name = "an interim answer alone",
       .rule = {.raw = "HTTP/1.1 100 Continue\r\n\r\n"},
       .failure = NetworkFailure::empty_answer},
      {.name = "a server that is too slow",
       .rule = {.pause = std::chrono::milliseconds(300)},
       .failure = NetworkFailure::timed_out},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    ScriptedServer const server(Rules{row.rule});
    auto const failed =
        failure(receive(request_to(server.origin() + "/"), {}, {.time_out = std::chrono::milliseconds(200)}));
    EXPECT_EQ(failed.failure, row.failure) << failed.detail;
    EXPECT_NE(failed.detail, "");
    EXPECT_EQ(row.detail.empty() ? "" : failed.detail, row.detail);
  }
}

TEST(Failures, TellsThatNobodyListens) {
  auto const reception = receive(request_to("http://127.0.0.1:" + std::to_string(test::dead_port()) + "/"));
  EXPECT_EQ(failure(reception).failure, NetworkFailure::connection_refused);
}

TEST(Failures, TellsThatAPortHasNoTls) {
  struct TlsRow {
    std::string name;
    CURLcode code;
    std::string message;
    std::string proxy = {};
    std::string added = {};
  };
  constexpr char const* hint = ": there is no TLS at that port; did you mean http://?";
  constexpr char const* message = "OpenSSL/3.0.19: error:0A00010B:SSL routines::wrong version number";
  TlsRow const rows[] = {
      {.name = "plain HTTP answered", .code = CURLE_SSL_CONNECT_ERROR, .message = message, .added = hint},
      {.name = "something else without TLS",
       .code = CURLE_SSL_CONNECT_ERROR,
       .message = "error:0A0000C6:SSL routines::packet length too long",
       .added = hint},
      {.name = "through a proxy",
       .code = CURLE_SSL_CONNECT_ERROR,
       .message = message,
       .proxy = "http://127.0.0.1:3128",
       .added = hint},
      {.name = "through a proxy that may be what has no TLS",
       .code = CURLE_SSL_CONNECT_ERROR,
       .message = message,
       .proxy = "https://127.0.0.1:3128"},
      {.name = "TLS of another kind", .code = CURLE_SSL_CONNECT_ERROR, .message = "error:0A000410:handshake failure"},
      {.name = "a certificate", .code = CURLE_PEER_FAILED_VERIFICATION, .message = "certificate has expired"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const proxy = parse_proxy(row.proxy);
    auto const failed = failure_of(row.code, 0, row.message, proxy ? &*proxy : nullptr);
    EXPECT_EQ(failed.failure, NetworkFailure::tls_failed);
    EXPECT_EQ(failed.detail, row.message + row.added);
  }
}

struct ProxyRow {
  std::string name;
  std::string url;
  std::string proxy;
  Rule rule = {};  ///< of the proxy, where PORT is its port
  std::string detail_has;
};

TEST(Failures, TellsThatTheProxyFailed) {
  ProxyRow const rows[] = {
      {.name = "nobody listens",
       .url = "http://api.test/",
       .proxy = "http://127.0.0.1:9",
       .detail_has = "proxy http://127.0.0.1:9: Failed to connect to 127.0.0.1 port 9"},
      {.name = "its name is unknown",
       .url = "http://api.test/",
       .proxy = "proxy.invalid:3128",
       .detail_has = "proxy http://proxy.invalid:3128: Could not resolve proxy"},
      {.name = "a SOCKS proxy that is none",
       .url = "http://127.0.0.1:1/",
       .proxy = "socks5h://user:sesame@127.0.0.1:PORT",
       .detail_has = "proxy socks5h://127.0.0.1:"},
      {.name = "it gives no way to the server",
       .url = "https://api.test/",
       .proxy = "http://127.0.0.1:PORT",
       .rule = {.status = 403},
       .detail_has = "403"},
      {.name = "it wants a login",
       .url = "http://api.test/",
       .proxy = "http://127.0.0.1:PORT",
       .rule = {.status = 407},
       .detail_has = "407, it wants a login"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    ScriptedServer const server(Rules{row.rule});
    auto proxy = row.proxy;
    if (auto const place = proxy.find("PORT"); place != std::string::npos) {
      proxy.replace(place, 4, std::to_string(server.port()));
    }
    auto const failed = failure(receive(request_to(row.url), {}, {.proxy = proxy}));
    EXPECT_EQ(failed.failure, NetworkFailure::proxy_failed) << failed.detail;
    EXPECT_NE(failed.detail.find(row.detail_has), std::string::npos) << failed.detail;
    EXPECT_EQ(failed.detail.find("sesame"), std::string::npos) << failed.detail;
  }
}

TEST(Failures, TellsThatTheServerFailedBehindAProxy) {
  ScriptedServer const proxy(Rules{{.raw = std::string(1, '\n')}});
  auto const failed = failure(receive(request_to("http://api.test/x"), {}, {.proxy = proxy.origin()}));
  EXPECT_EQ(failed.failure, NetworkFailure::empty_answer) << failed.detail;
}

TEST(Failures, TellsThatANameIsUnknown) {
  EXPECT_EQ(failure(receive(request_to("http://no-such-host.invalid/"))).failure, NetworkFailure::name_not_resolved);
}

}  // namespace
}  // namespace corsage::transport
