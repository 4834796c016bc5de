#include "corsage/transport/curl_transport.hpp"

#include <map>

#include "corsage/transport/proxy_address.hpp"
#include "corsage/url/url.hpp"
#include "support/certificate.hpp"
#include "support/nginx.hpp"
#include "support/ports.hpp"
#include "support/scripted_server.hpp"
#include "support/temporary_directory.hpp"

#include <gtest/gtest.h>

namespace corsage::transport {
namespace {

using fetch::Answered;
using fetch::NetworkFailure;
using fetch::WireRequest;
using test::Rule;
using test::Rules;
using test::ScriptedServer;

WireRequest request_to(std::string const& url, std::string method = "GET") {
  WireRequest request;
  request.method = std::move(method);
  request.url = url::Url::parse(url).value();
  return request;
}

Reception receive(WireRequest const& request, std::string_view body = {}, Options options = {}) {
  return CurlTransport(std::move(options)).exchange(request, body);
}

fetch::Failed failure(Reception const& reception) {
  auto const* const failed = std::get_if<fetch::Failed>(&reception.answer);
  if (failed == nullptr) {
    ADD_FAILURE() << "there was an answer";
    return {};
  }
  return *failed;
}

Answered answer(Reception const& reception) {
  auto const* const answered = std::get_if<Answered>(&reception.answer);
  if (answered == nullptr) {
    ADD_FAILURE() << failure(reception).detail;
    return {};
  }
  return *answered;
}

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

TEST(CurlTransport, LeavesTrailersOut) {
  ScriptedServer const server(Rules{{.raw = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                            "1\r\nb\r\n0\r\nAccess-Control-Allow-Origin: *\r\n\r\n"}});
  auto const answered = answer(receive(request_to(server.origin() + "/")));
  EXPECT_EQ(text_of(answered.response.headers), "Transfer-Encoding: chunked\n");
  EXPECT_EQ(answered.response.body, "b");
}

TEST(CurlTransport, CutsABodyThatIsTooLong) {
  ScriptedServer const server(Rules{{.status = 200, .body = std::string(100'000, 'x')}});
  auto const reception = receive(request_to(server.origin() + "/"), {}, {.most_body_bytes = 10});
  EXPECT_EQ(answer(reception).response.body, std::string(10, 'x'));
  EXPECT_FALSE(reception.body_failure);
}

TEST(CurlTransport, TellsABodyThatDidNotArriveWhole) {
  ScriptedServer const server(Rules{{.raw = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"}});
  auto const reception = receive(request_to(server.origin() + "/"));
  EXPECT_EQ(answer(reception).response.body, "abc");
  ASSERT_TRUE(reception.body_failure);
  EXPECT_EQ(reception.body_failure->failure, NetworkFailure::empty_answer);
}

TEST(CurlTransport, DoesNotWaitForEverForABody) {
  ScriptedServer const server(Rules{{.status = 200, .headers = {{"Content-Length", "10"}}, .body = "abc"}});
  auto const reception =
      receive(request_to(server.origin() + "/"), {}, {.body_time_out = std::chrono::milliseconds(100)});
  EXPECT_EQ(answer(reception).response.body, "abc");
  ASSERT_TRUE(reception.body_failure);
  EXPECT_EQ(reception.body_failure->failure, NetworkFailure::timed_out);
}

// What goes wrong.

struct FailureRow {
  std::string name;
  Rule rule;
  NetworkFailure failure;
  std::string detail = {};  ///< empty: any
};

TEST(CurlTransport, TellsWhyNoAnswerCame) {
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

TEST(CurlTransport, TellsThatNobodyListens) {
  auto const reception = receive(request_to("http://127.0.0.1:" + std::to_string(test::free_port()) + "/"));
  EXPECT_EQ(failure(reception).failure, NetworkFailure::connection_refused);
}

struct ProxyRow {
  std::string name;
  std::string url;
  std::string proxy;
  Rule rule = {};  ///< of the proxy, where PORT is its port
  std::string detail_has;
};

TEST(CurlTransport, TellsThatTheProxyFailed) {
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
TEST(CurlTransport, ResolvesAnAddressAsItIsTold) {
  ScriptedServer const server(Rules{{.status = 204}});
  auto const port = std::to_string(server.port());
  auto const reception = receive(request_to("http://[2001:db8::1]:" + port + "/"), {},
                                 {.resolve = {"[2001:db8::1]:" + port + ":127.0.0.1"}});
  EXPECT_EQ(answer(reception).address_space, url::IpAddressSpace::loopback);
  EXPECT_EQ(server.requests().at(0).header("host"), "[2001:db8::1]:" + port);
}

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

TEST(CurlTransport, TellsThatTheServerFailedBehindAProxy) {
  ScriptedServer const proxy(Rules{{.raw = std::string(1, '\n')}});
  auto const failed = failure(receive(request_to("http://api.test/x"), {}, {.proxy = proxy.origin()}));
  EXPECT_EQ(failed.failure, NetworkFailure::empty_answer) << failed.detail;
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

TEST(CurlTransport, TellsThatANameIsUnknown) {
  EXPECT_EQ(failure(receive(request_to("http://no-such-host.invalid/"))).failure, NetworkFailure::name_not_resolved);
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
      Rules{{.when = {.path = "/slow"}, .status = 200, .body = "slow", .pause = std::chrono::milliseconds(100)},
            {.status = 200, .body = "fast"}});
  CurlTransport transport({});
  std::map<CurlTransport::Ticket, std::string> expected;
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

}  // namespace
}  // namespace corsage::transport
