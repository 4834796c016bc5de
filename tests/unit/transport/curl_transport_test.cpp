#include "corsage/transport/curl_transport.hpp"

#include <chrono>
#include <functional>
#include <thread>

#include "corsage/transport/proxy_address.hpp"
#include "corsage/url/url.hpp"
#include "support/certificate.hpp"
#include "support/nginx.hpp"
#include "support/ports.hpp"
#include "support/scripted_server.hpp"
#include "support/temporary_directory.hpp"
#include "unit/transport/exchange.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <gtest/gtest.h>

namespace corsage::transport {
namespace {

using fetch::Answered;
using fetch::NetworkFailure;
using test::Rule;
using test::Rules;
using test::ScriptedServer;

http::HeaderList header_list(test::HeaderLines const& lines) {
  http::HeaderList list;
  for (auto const& [name, value] : lines) {
    list.append(name, value);
  }
  return list;
}

std::string text_of(http::HeaderList const& headers) {
  std::string text;
  for (auto const [name, value] : headers) {
    text.append(name).append(": ").append(value).append("\n");
  }
  return text;
}

// What goes out.

struct WireRow {
  std::string name;
  std::string method;
  http::HeaderList headers = {};
  std::optional<std::string> body = std::nullopt;
  http::HeaderList on_the_wire;  ///< without Host, User-Agent and Accept-Encoding
};

TEST(CurlTransport, SendsWhatTheRequestSaysAndNothingElse) {
  WireRow const rows[] = {
      {.name = "a GET has no headers of its own", .method = "GET", .on_the_wire = {}},
      {.name = "so has an OPTIONS", .method = "OPTIONS", .on_the_wire = {}},
      {.name = "and a HEAD", .method = "HEAD", .on_the_wire = {}},
      {.name = "a method keeps its case", .method = "patch", .on_the_wire = {}},
      {.name = "POST without a body says so", .method = "POST", .on_the_wire = {{"Content-Length", "0"}}},
      {.name = "and PUT", .method = "PUT", .on_the_wire = {{"Content-Length", "0"}}},
      {.name = "but not DELETE", .method = "DELETE", .on_the_wire = {}},
      {.name = "a body has its length, and no type unless the request has one",
       .method = "DELETE",
       .body = std::string("a\0b", 3),
       .on_the_wire = {{"Content-Length", "3"}}},
      {.name = "an empty body is a body", .method = "DELETE", .body = "", .on_the_wire = {{"Content-Length", "0"}}},
      {.name = "the length is not said twice",
       .method = "POST",
       .headers = {{"content-length", "2"}},
       .body = "ab",
       .on_the_wire = {{"Content-Length", "2"}}},
      {.name = "a large body is not announced with Expect",
       .method = "POST",
       .body = std::string(2'000'000, 'x'),
       .on_the_wire = {{"Content-Length", "2000000"}}},
      {.name = "header lines keep order, case, doubles, odd bytes and empty values",
       .method = "GET",
       .headers = {{"X-b", "1"}, {"X-b", "2"}, {"aCCept", "*/*"}, {"x-A", "\xe9"}, {"x-empty", ""}},
       .on_the_wire = {{"X-b", "1"}, {"X-b", "2"}, {"aCCept", "*/*"}, {"x-A", "\xe9"}, {"x-empty", ""}}},
      {.name = "the request's type is the type",
       .method = "POST",
       .headers = {{"content-type", "application/json"}},
       .body = "{}",
       .on_the_wire = {{"content-type", "application/json"}, {"Content-Length", "2"}}},
  };
  ScriptedServer const server(Rules{{.status = 204}});
  CurlTransport transport({});
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto request = request_to(server.origin() + "/p?q#f", row.method);
    request.headers = row.headers;
    request.sends_body = row.body.has_value();
    EXPECT_EQ(answer(transport.exchange(request, row.body.value_or(""))).response.status, 204);
    auto const seen = server.requests().back();
    EXPECT_EQ(seen.method, row.method);
    EXPECT_EQ(seen.target, "/p?q");
    EXPECT_EQ(seen.body, row.body.value_or(""));
    auto lines = header_list(seen.headers);
    EXPECT_TRUE(seen.header("user-agent").starts_with("corsage/"));
    EXPECT_EQ(seen.header("accept-encoding"), "gzip, deflate, br");
    for (auto const* const everyones : {"Host", "User-Agent", "Accept-Encoding"}) {
      lines.remove(everyones);
    }
    // libcurl writes the body's length where it likes; the others keep their order.
    auto expected = row.headers;
    expected.remove("content-length");
    for (auto const [name, value] : row.on_the_wire) {
      if (!expected.contains(name)) {
        EXPECT_EQ(seen.header(name), value);
        lines.remove(name);
      }
    }
    EXPECT_EQ(text_of(lines), text_of(expected));
  }
  EXPECT_EQ(server.connections(), 1U);
}

TEST(CurlTransport, SendsNoUserNameOfTheUrl) {
  ScriptedServer const server(Rules{{.status = 204}});
  receive(request_to("http://user:secret@127.0.0.1:" + std::to_string(server.port()) + "/"));
  EXPECT_EQ(server.requests().at(0).header("authorization"), "");
}

TEST(CurlTransport, AsksForARangeUnencoded) {
  ScriptedServer const server(Rules{{.status = 204}});
  auto request = request_to(server.origin() + "/");
  request.headers.append("Range", "bytes=0-1");
  receive(request);
  EXPECT_EQ(server.requests().at(0).header("accept-encoding"), "identity");
}

TEST(CurlTransport, SaysWhoAsks) {
  ScriptedServer const server(Rules{{.status = 204}});
  receive(request_to(server.origin() + "/"), {}, {.user_agent_comment = " (+audit)"});
  std::string const agent(server.requests().at(0).header("user-agent"));
  EXPECT_TRUE(agent.starts_with("corsage/") && agent.ends_with(" (+audit)")) << agent;
}

/// Takes one connection, and gives what was sent up to the head's end.
std::string bytes_sent(std::function<void(std::string const& origin)> const& send) {
  namespace asio = boost::asio;
  asio::io_context context;
  asio::ip::tcp::acceptor acceptor(context, {asio::ip::address_v4::loopback(), 0});
  std::string bytes;
  std::thread server([&] {
    auto socket = acceptor.accept();
    asio::read_until(socket, asio::dynamic_buffer(bytes), "\r\n\r\n");
    asio::write(socket, asio::buffer(std::string("HTTP/1.1 204 No Content\r\n\r\n")));
  });
  send("http://127.0.0.1:" + std::to_string(acceptor.local_endpoint().port()));
  server.join();
  return bytes;
}

TEST(CurlTransport, SendsACarriageReturnWithinAValue) {
  auto const bytes = bytes_sent([](std::string const& origin) {
    auto request = request_to(origin + "/");
    request.headers.append("Origin", "https://a.test\rX-Injected: 1");
    receive(request);
  });
  EXPECT_NE(bytes.find("\r\nOrigin: https://a.test\rX-Injected: 1\r\n"), std::string::npos) << bytes;
}

// What comes in.

TEST(CurlTransport, KeepsTheAnswerAsItCame) {
  ScriptedServer const server(
      Rules{{.status = 403, .headers = {{"X-b", "1"}, {"x-A", "\xe9"}, {"X-b", "2"}}, .body = "no"}});
  auto const answered = answer(receive(request_to(server.origin() + "/")));
  EXPECT_EQ(answered.response.status, 403);
  EXPECT_EQ(answered.response.reason_phrase, "Forbidden");
  EXPECT_EQ(text_of(answered.response.headers), "X-b: 1\nx-A: \xe9\nX-b: 2\nContent-Length: 2\n");
  EXPECT_EQ(answered.response.body, "no");
  EXPECT_EQ(answered.version, fetch::HttpVersion::http_1);
  EXPECT_EQ(answered.address_space, url::IpAddressSpace::loopback);
}

TEST(CurlTransport, FollowsNoRedirect) {
  ScriptedServer const server(Rules{{.status = 302, .headers = {{"Location", "/elsewhere"}}}});
  EXPECT_EQ(answer(receive(request_to(server.origin() + "/"))).response.status, 302);
  EXPECT_EQ(server.requests().size(), 1U);
}

TEST(CurlTransport, LeavesInterimAnswersOut) {
  ScriptedServer const server(Rules{{.raw = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
                                            "HTTP/1.1 200 OK\r\nA: 1\r\nContent-Length: 1\r\n\r\nb"}});
  auto const answered = answer(receive(request_to(server.origin() + "/")));
  EXPECT_EQ(answered.response.status, 200);
  EXPECT_EQ(text_of(answered.response.headers), "A: 1\nContent-Length: 1\n");
  EXPECT_EQ(answered.response.body, "b");
}

TEST(CurlTransport, TakesNoHeadWithoutEnd) {
  struct Row {
    std::string name;
    std::string head;
    std::string detail;
  };
  constexpr std::size_t much = 10'000'000;
  std::string lines;
  while (lines.size() < much) {
    lines += "X-Line: 0123456789\r\n";
  }
  std::string hints;
  while (hints.size() < much) {
    hints += "HTTP/1.1 103 Early Hints\r\nA: 1\r\n\r\n";
  }
  Row const rows[] = {
      {.name = "of many lines",
       .head = "HTTP/1.1 200 OK\r\n" + lines + "\r\n",
       .detail = "its head is longer than 65536 bytes"},
      {.name = "of one line",
       .head = "HTTP/1.1 200 OK\r\nX-Line: " + std::string(much, 'x') + "\r\n\r\n",
       .detail = "a header line is too long"},
      {.name = "of interim answers", .head = hints, .detail = "its head is longer than 65536 bytes"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    ScriptedServer const server(Rules{{.raw = row.head}});
    auto const failed = failure(receive(request_to(server.origin() + "/"), {}, {.most_head_bytes = 65536}));
    EXPECT_EQ(failed.failure, NetworkFailure::answer_not_http);
    EXPECT_EQ(failed.detail, row.detail);
  }
}

TEST(CurlTransport, LeavesTrailersOut) {
  ScriptedServer const server(Rules{{.raw = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                            "1\r\nb\r\n0\r\nAccess-Control-Allow-Origin: *\r\n\r\n"}});
  auto const answered = answer(receive(request_to(server.origin() + "/")));
  EXPECT_EQ(text_of(answered.response.headers), "Transfer-Encoding: chunked\n");
  EXPECT_EQ(answered.response.body, "b");
}

struct BodyRow {
  std::string name;
  Rule rule;
  Options options = {};
  std::string body;
  std::string failure_has = {};  ///< empty: the body is whole, or enough
};

TEST(CurlTransport, TellsABodyThatDidNotArriveWhole) {
  std::string const head = "HTTP/1.1 200 OK\r\n";
  Rule const endless = {.status = 200, .headers = {{"Content-Length", "10"}}, .body = "abc"};
  auto const moment = std::chrono::milliseconds(100);
  BodyRow const rows[] = {
      {.name = "a whole one", .rule = {.status = 200, .body = "abc"}, .body = "abc"},
      {.name = "one that is as long as what is taken",
       .rule = {.status = 200, .body = "abc"},
       .options = {.most_body_bytes = 3},
       .body = "abc"},
      {.name = "one that is longer",
       .rule = {.status = 200, .body = std::string(100'000, 'x')},
       .options = {.most_body_bytes = 10},
       .body = std::string(10, 'x'),
       .failure_has = "it is longer than 10 bytes"},
      {.name = "where its beginning is enough",
       .rule = {.status = 200, .body = std::string(100'000, 'x')},
       .options = {.most_body_bytes = 10, .long_bodies = LongBodies::are_cut},
       .body = std::string(10, 'x')},
      {.name = "one that does not end",
       .rule = endless,
       .options = {.body_time_out = moment},
       .body = "abc",
       .failure_has = "it did not end in time"},
      {.name = "where its beginning is enough, too",
       .rule = endless,
       .options = {.body_time_out = moment, .long_bodies = LongBodies::are_cut},
       .body = "abc"},
      {.name = "one that breaks off",
       .rule = {.raw = head + "Content-Length: 10\r\n\r\nabc"},
       .options = {.long_bodies = LongBodies::are_cut},
       .body = "abc",
       .failure_has = "7 bytes remaining"},
      {.name = "chunks that are none",
       .rule = {.raw = head + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nZZ\r\n"},
       .body = "abc",
       .failure_has = "chunk"},
      {.name = "an encoding that it does not have",
       .rule = {.status = 200, .headers = {{"Content-Encoding", "gzip"}}, .body = "no gzip"},
       .body = "",
       .failure_has = "encoding"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    ScriptedServer const server(Rules{row.rule});
    auto const answered = answer(receive(request_to(server.origin() + "/"), {}, row.options));
    EXPECT_EQ(answered.response.body, row.body);
    EXPECT_EQ(answered.body_failure.empty(), row.failure_has.empty()) << answered.body_failure;
    EXPECT_NE(answered.body_failure.find(row.failure_has), std::string::npos) << answered.body_failure;
  }
}

struct ProxyAddressRow {
  std::string_view name;
  std::string_view text;
  std::string_view address;  ///< empty: none
};

TEST(ProxyAddress, IsWhatLibcurlWouldUse) {
  ProxyAddressRow const rows[] = {
      {.name = "a URL", .text = "http://proxy.test:3128", .address = "http://proxy.test:3128"},
      {.name = "with a slash", .text = "http://proxy.test:80/", .address = "http://proxy.test:80"},
      {.name = "a host alone", .text = "proxy.test", .address = "http://proxy.test:1080"},
      {.name = "a host and a port", .text = "127.0.0.1:8080", .address = "http://127.0.0.1:8080"},
      {.name = "over TLS", .text = "HTTPS://proxy.test", .address = "https://proxy.test:443"},
      {.name = "SOCKS with a password", .text = "socks5h://u:p@[::1]:1", .address = "socks5h://[::1]:1"},
      {.name = "nothing", .text = "", .address = ""},
      {.name = "another scheme", .text = "ftp://proxy.test", .address = ""},
      {.name = "a scheme misspelt", .text = "htp://proxy.test", .address = ""},
      {.name = "a path", .text = "http://proxy.test/x", .address = ""},
      {.name = "a space", .text = "proxy test", .address = ""},
      {.name = "no host", .text = "http://:3128", .address = ""},
      {.name = "no number", .text = "proxy.test:http", .address = ""},
      {.name = "too large a port", .text = "proxy.test:65536", .address = ""},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const address = parse_proxy(row.text);
    EXPECT_EQ(address ? address->text() : "", row.address);
  }
}

// TLS.

class TlsTransport : public testing::Test {
 protected:
  test::TemporaryDirectory directory_;
  test::Certificate certificate_ = test::make_certificate(directory_);
  ScriptedServer server_ = ScriptedServer(Rules{{.status = 204}},
                                          {.certificate = certificate_.certificate, .private_key = certificate_.key});
};

TEST_F(TlsTransport, RefusesACertificateThatNobodyVouchesFor) {
  auto const failed = failure(receive(request_to(server_.origin() + "/")));
  EXPECT_EQ(failed.failure, NetworkFailure::tls_failed);
  EXPECT_EQ(failed.detail, "self-signed certificate");
}

TEST_F(TlsTransport, TakesTheAuthorityThatIsGiven) {
  auto const reception =
      receive(request_to(server_.origin() + "/"), {}, {.certificate_authorities = certificate_.certificate});
  EXPECT_EQ(answer(reception).response.status, 204);
}

TEST_F(TlsTransport, RefusesACertificateForAnotherHost) {
  auto const port = std::to_string(server_.port());
  auto const failed = failure(
      receive(request_to("https://other.test:" + port + "/"), {},
              {.certificate_authorities = certificate_.certificate, .resolve = {"other.test:" + port + ":127.0.0.1"}}));
  EXPECT_EQ(failed.failure, NetworkFailure::tls_failed);
}

TEST_F(TlsTransport, ChecksNothingWhenAskedTo) {
  auto const reception = receive(request_to(server_.origin() + "/"), {}, {.certificate_check = CertificateCheck::skip});
  EXPECT_EQ(answer(reception).response.status, 204);
}

TEST_F(TlsTransport, TellsAServerThatSpeaksNoTls) {
  ScriptedServer const plain(Rules{{.status = 204}});
  auto const reception = receive(request_to("https://127.0.0.1:" + std::to_string(plain.port()) + "/"));
  EXPECT_EQ(failure(reception).failure, NetworkFailure::tls_failed);
}

TEST_F(TlsTransport, SpeaksHttp2WhereTheServerDoes) {
  test::Nginx const nginx("server { listen 127.0.0.1:PORT ssl http2; ssl_certificate " + certificate_.certificate +
                          "; ssl_certificate_key " + certificate_.key +
                          "; location / { add_header X-Double 1; add_header X-Double 2; return 200 ok; } }");
  auto const url = "https://localhost:" + std::to_string(nginx.port()) + "/";
  auto const answered = answer(receive(request_to(url), {}, {.certificate_authorities = certificate_.certificate}));
  EXPECT_EQ(answered.version, fetch::HttpVersion::http_2);
  EXPECT_EQ(answered.response.reason_phrase, "");
  EXPECT_EQ(answered.response.headers.get("x-double").value().view(), "1, 2");
  EXPECT_EQ(answered.response.body, "ok");
  auto const older =
      receive(request_to(url), {}, {.certificate_authorities = certificate_.certificate, .http = HttpChoice::http_1});
  EXPECT_EQ(answer(older).version, fetch::HttpVersion::http_1);
}

// Addresses.

TEST(CurlTransport, ResolvesAsItIsTold) {
  ScriptedServer const server(Rules{{.status = 204}});
  auto const port = std::to_string(server.port());
  auto const reception =
      receive(request_to("http://api.test:" + port + "/"), {}, {.resolve = {"api.test:" + port + ":127.0.0.1"}});
  EXPECT_EQ(answer(reception).address_space, url::IpAddressSpace::loopback);
  EXPECT_EQ(server.requests().at(0).header("host"), "api.test:" + port);
}

TEST(CurlTransport, ResolvesAnAddressAsItIsTold) {
  ScriptedServer const server(Rules{{.status = 204}});
  auto const port = std::to_string(server.port());
  auto const reception = receive(request_to("http://[2001:db8::1]:" + port + "/"), {},
                                 {.resolve = {"[2001:db8::1]:" + port + ":127.0.0.1"}});
  EXPECT_EQ(answer(reception).address_space, url::IpAddressSpace::loopback);
  EXPECT_EQ(server.requests().at(0).header("host"), "[2001:db8::1]:" + port);
}

TEST(CurlTransport, GoesThroughAProxy) {
  ScriptedServer const proxy(Rules{{.status = 204}});
  auto const answered = answer(receive(request_to("http://api.test/x"), {}, {.proxy = proxy.origin()}));
  EXPECT_EQ(answered.response.status, 204);
  EXPECT_EQ(answered.address_space, url::IpAddressSpace::unknown);
  EXPECT_EQ(proxy.requests().at(0).target, "http://api.test/x");
}

// Cookies.

TEST(CurlTransport, CarriesCookiesOnlyWithCredentials) {
  ScriptedServer const server(Rules{{.status = 204, .headers = {{"Set-Cookie", "stored=1"}}}});
  CurlTransport transport({});
  auto without = request_to(server.origin() + "/a");
  auto with = without;
  with.include_credentials = true;
  EXPECT_TRUE(transport.add_cookie(without.url, "given", "2"));
  std::vector<std::string> sent;
  for (auto const* const request : {&without, &with, &without, &with}) {
    transport.exchange(*request, {});
    sent.emplace_back(server.requests().back().header("cookie"));
  }
  EXPECT_EQ(sent, (std::vector<std::string>{"", "given=2", "", "stored=1; given=2"}));
}

TEST(CurlTransport, KeepsACookieForItsHost) {
  ScriptedServer const server(Rules{{.status = 204}});
  auto const port = std::to_string(server.port());
  CurlTransport transport({.resolve = {"sub.api.test:" + port + ":127.0.0.1"}});
  EXPECT_TRUE(transport.add_cookie(url::Url::parse("http://api.test/").value(), "a", "1"));
  auto request = request_to("http://sub.api.test:" + port + "/");
  request.include_credentials = true;
  transport.exchange(request, {});
  EXPECT_EQ(server.requests().at(0).header("cookie"), "");
}

struct CookieNameRow {
  std::string name;
  std::string cookie;
  bool is_taken_for_http;
};

TEST_F(TlsTransport, KeepsCookiesByTheirNames) {
  CookieNameRow const rows[] = {
      {.name = "any name", .cookie = "sid", .is_taken_for_http = true},
      {.name = "one for https", .cookie = "__Secure-sid", .is_taken_for_http = false},
      {.name = "one for the host alone", .cookie = "__Host-sid", .is_taken_for_http = false},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    CurlTransport transport({.certificate_check = CertificateCheck::skip});
    auto request = request_to(server_.origin() + "/");
    request.include_credentials = true;
    EXPECT_TRUE(transport.add_cookie(request.url, row.cookie, "1"));
    transport.exchange(request, {});
    EXPECT_EQ(server_.requests().back().header("cookie"), row.cookie + "=1");
    EXPECT_EQ(transport.add_cookie(url::Url::parse("http://api.test/").value(), row.cookie, "1"),
              row.is_taken_for_http);
  }
}

// Many at once.

TEST(CurlTransport, CarriesOutManyAtOnce) {
  ScriptedServer const server(
      Rules{{.when = {.path = "/slow"}, .status = 200, .body = "slow", .pause = std::chrono::seconds(1)},
            {.status = 200, .body = "fast"}});
  CurlTransport transport({});
  auto const slow = transport.start(request_to(server.origin() + "/slow"), {});
  auto const fast = transport.start(request_to(server.origin() + "/fast"), {});
  EXPECT_EQ(transport.under_way(), 2U);
  std::vector<std::pair<CurlTransport::Ticket, std::string>> finished;
  while (transport.under_way() > 0) {
    for (auto const& each : transport.wait()) {
      finished.emplace_back(each.ticket, answer(each.reception).response.body);
    }
  }
  EXPECT_EQ(finished, (std::vector<std::pair<CurlTransport::Ticket, std::string>>{{fast, "fast"}, {slow, "slow"}}));
}

TEST(CurlTransport, WaitsNoLongerThanItIsTold) {
  ScriptedServer const server(Rules{{.status = 200, .pause = std::chrono::seconds(2)}});
  CurlTransport transport({});
  transport.start(request_to(server.origin() + "/"), {});
  EXPECT_TRUE(transport.wait({}, std::chrono::milliseconds(20)).empty());
  EXPECT_TRUE(transport.wait({}, std::chrono::milliseconds(20)).empty());
}

}  // namespace
}  // namespace corsage::transport
