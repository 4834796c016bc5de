#include "corsage/transport/session_driver.hpp"

#include "corsage/url/url.hpp"
#include "support/scripted_server.hpp"

#include <gtest/gtest.h>

namespace corsage::transport {
namespace {

using test::Rules;
using test::ScriptedServer;

fetch::Session session_to(ScriptedServer const& server, std::string const& path) {
  fetch::Request request{.url = url::Url::parse(server.origin() + path).value()};
  request.method = "PUT";
  request.body = fetch::Body{.bytes = "b", .type = "text/plain;charset=UTF-8"};
  return {std::move(request), fetch::Environment{.origin = url::Origin::parse("http://app.test").value()}, {}, now()};
}

TEST(SessionDriver, CarriesAFetchOutToItsEnd) {
  ScriptedServer const server(
      Rules{{.when = {.method = "OPTIONS"},
             .status = 204,
             .headers = {{"Access-Control-Allow-Origin", "*"}, {"Access-Control-Allow-Methods", "PUT"}}},
            {.when = {.path = "/from"},
             .status = 307,
             .headers = {{"Access-Control-Allow-Origin", "*"}, {"Location", "/to"}}},
            {.status = 200, .headers = {{"Access-Control-Allow-Origin", "*"}}, .body = "done"}});
  CurlTransport transport({});
  auto session = session_to(server, "/from");
  drive(session, transport);
  EXPECT_EQ(body_failure(session), "");
  EXPECT_EQ(session.outcome().verdict, fetch::Verdict::allowed);
  EXPECT_TRUE(session.outcome().redirected);
  std::string seen;
  for (auto const& request : server.requests()) {
    seen += request.method + ' ' + request.target + ' ' + request.body + '\n';
  }
  EXPECT_EQ(seen, "OPTIONS /from \nPUT /from b\nOPTIONS /to \nPUT /to b\n");
}

TEST(SessionDriver, TellsThatTheBodyBroke) {
  ScriptedServer const server(
      Rules{{.raw = "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Allow-Methods: PUT\r\n"
                    "Content-Length: 9\r\n\r\nabc"}});
  CurlTransport transport({});
  auto session = session_to(server, "/");
  drive(session, transport);
  EXPECT_NE(body_failure(session), "");
  EXPECT_EQ(session.outcome().verdict, fetch::Verdict::allowed);
}

TEST(SessionDriver, HandsAFailureToTheSession) {
  CurlTransport transport({});
  fetch::Session session({.url = url::Url::parse("http://no-such-host.invalid/").value()},
                         fetch::Environment{.origin = url::Origin::parse("http://app.test").value()});
  drive(session, transport);
  EXPECT_EQ(session.outcome().verdict, fetch::Verdict::blocked);
  EXPECT_EQ(session.journal().at(0).failed()->failure, fetch::NetworkFailure::name_not_resolved);
}

}  // namespace
}  // namespace corsage::transport
