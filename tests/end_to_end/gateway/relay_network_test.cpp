#include <chrono>
#include <csignal>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "end_to_end/gateway/running_gateway.hpp"
#include "end_to_end/program.hpp"
#include "support/certificate.hpp"
#include "support/scripted_server.hpp"
#include "support/temporary_directory.hpp"

#include <gtest/gtest.h>

namespace corsage::test {
namespace {

constexpr std::string_view page = "http://localhost:5173";
constexpr std::string_view from_page = "Origin: http://localhost:5173\r\n";
using Values = std::vector<std::string>;

/// A relay among names that the test resolves.
class RelayNetworkTest : public ::testing::Test {
 protected:
  RunningGateway relay_to(std::string const& host, ScriptedServer const& api, std::string const& names,
                          std::string const& lines = {}, std::string const& connect_time = "3") const {
    auto const file = directory_.write("corsage.toml", "threads = 1\n[limits]\nconnect_time = " + connect_time +
                                                           "\n[[route]]\nrelay = \"" + host + ":" +
                                                           std::to_string(api.port()) + "\"\n" + lines +
                                                           "\n[route.cors]\norigins = [\"http://localhost:5173\"]\n");
    return RunningGateway({"gateway", file},
                          {.environment = {{"LD_PRELOAD", CORSAGE_SCRIPTED_NETWORK},
                                           // The network stands before the sanitizers' own libraries.
                                           {"ASAN_OPTIONS", "verify_asan_link_order=0"},
                                           {"CORSAGE_TEST_NAMES", directory_.write("names", names)},
                                           {"CORSAGE_TEST_NETWORK_LOG", log()}}});
  }

  std::string log() const { return (directory_.path() / "log").string(); }

  /// What the relay did on the network, a line each.
  std::string done() const {
    std::ifstream file(log());
    return {std::istreambuf_iterator<char>(file), {}};
  }

  TemporaryDirectory directory_;
};

TEST_F(RelayNetworkTest, connects_to_the_address_that_it_has_checked) {
  ScriptedServer const api({{.headers = {{"Connection", "close"}}, .body = "sun"}});
  auto relay = relay_to("http://api.test", api, "api.test 8.8.8.8\napi.test 8.8.8.8\napi.test 127.0.0.1\n");
  EXPECT_EQ(body_of(ask(relay.port(), "GET /")), "sun");
  // The name would lead to this machine by now; the answer that was checked counts for a while.
  EXPECT_EQ(body_of(ask(relay.port(), "GET /")), "sun");
  EXPECT_EQ(done(), "look-up api.test\nlook-up api.test\nconnect 8.8.8.8\nconnect 8.8.8.8\n");
}

TEST_F(RelayNetworkTest, connects_to_nobody_where_a_name_has_turned_private) {
  ScriptedServer const api({{.body = "secret"}});
  auto relay = relay_to("http://api.test", api, "api.test 8.8.8.8\napi.test 127.0.0.1\n");
  auto const answer = ask(relay.port(), "GET /", from_page);
  EXPECT_NE(answer.find("\"code\":\"relay_private_address\""), std::string::npos) << answer;
  EXPECT_EQ(done(), "look-up api.test\nlook-up api.test\n");
  EXPECT_EQ(api.connections(), 0U);
}

TEST_F(RelayNetworkTest, waits_for_a_name_no_longer_than_for_a_connection) {
  ScriptedServer const api({{.body = "sun"}});
  auto relay = relay_to("http://api.test", api, "api.test 8.8.8.8\napi.test slowly 8.8.8.8\n", {}, "0.3");
  auto const start = std::chrono::steady_clock::now();
  auto const answer = ask(relay.port(), "GET /", from_page);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(3));
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 504 ")) << answer;
  EXPECT_NE(answer.find("\"code\":\"upstream_connect_timeout\""), std::string::npos) << answer;
  EXPECT_EQ(values_of(answer, "access-control-allow-origin"), Values{std::string(page)});
}

TEST_F(RelayNetworkTest, ends_though_a_name_is_still_looked_up) {
  ScriptedServer const api({{.body = "sun"}});
  // For four seconds; who asked is told before.
  auto relay =
      relay_to("http://api.test", api, "api.test 8.8.8.8\napi.test slowly 8.8.8.8\n", {}, "0.3\ndrain_time = 0.2");
  EXPECT_TRUE(ask(relay.port(), "GET /").starts_with("HTTP/1.1 504 "));
  auto const start = std::chrono::steady_clock::now();
  relay.process().signal(SIGTERM);
  EXPECT_EQ(relay.process().finish().status, 0);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(3));
}

struct PrivateRow {
  std::string_view name;
  std::string addresses;
};

TEST_F(RelayNetworkTest, connects_to_nobody_where_a_name_leads_to_a_private_address) {
  ScriptedServer const api({{.body = "secret"}});
  for (auto const& row : std::vector<PrivateRow>{{"loopback", "127.0.0.1"},
                                                 {"a private network", "10.0.0.1"},
                                                 {"metadata services", "169.254.169.254"},
                                                 {"IPv6 loopback", "::1"},
                                                 {"a mapped address", "::ffff:192.168.0.1"},
                                                 {"one of two", "8.8.8.8 192.168.0.1"}}) {
    SCOPED_TRACE(row.name);
    auto relay = relay_to("http://api.test", api, "api.test " + row.addresses + "\n");
    auto const answer = ask(relay.port(), "GET /", from_page);
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 502 ")) << answer;
    EXPECT_NE(answer.find("\"code\":\"relay_private_address\""), std::string::npos) << answer;
    EXPECT_EQ(values_of(answer, "access-control-allow-origin"), Values{std::string(page)});
    EXPECT_EQ(done().find("connect"), std::string::npos) << done();
  }
  EXPECT_EQ(api.requests().size(), 0U);
}

TEST_F(RelayNetworkTest, checks_each_place_that_a_redirect_leads_to) {
  ScriptedServer const api(
      {{.when = {.path = "/name"}, .status = 302, .headers = {{"Location", "http://rebound.test/"}}},
       {.when = {.path = "/literal"}, .status = 302, .headers = {{"Location", "http://0x7f.1/"}}},
       {.when = {.path = "/port"}, .status = 302, .headers = {{"Location", "http://other.test:6379/"}}},
       {.when = {.path = "/localhost"}, .status = 302, .headers = {{"Location", "http://LOCALHOST/"}}}});
  auto relay = relay_to("http://api.test", api, "api.test 8.8.8.8\nrebound.test 127.0.0.1\nother.test 9.9.9.9\n",
                        "redirects = \"follow\"");
  for (auto const* const path : {"GET /name", "GET /literal", "GET /localhost"}) {
    auto const answer = ask(relay.port(), path);
    EXPECT_NE(answer.find("\"code\":\"relay_private_address\""), std::string::npos) << path << answer;
  }
  auto const port = ask(relay.port(), "GET /port");
  EXPECT_NE(port.find("\"code\":\"relay_redirect\""), std::string::npos) << port;
  EXPECT_EQ(done().find("connect 127"), std::string::npos) << done();
  EXPECT_EQ(done().find("connect 9"), std::string::npos) << done();
}

TEST_F(RelayNetworkTest, asks_an_api_to_prove_that_it_is_who_was_asked_for) {
  auto const certificate = make_certificate(directory_, {.names = "DNS:api.test"});
  ScriptedServer const api(
      {{.when = {.path = "/moved"}, .status = 302, .headers = {{"Location", "https://api.test/"}}}, {.body = "sun"}},
      {.certificate = certificate.certificate, .private_key = certificate.key});
  std::string const names = "api.test 8.8.8.8\nother.test 8.8.4.4\n";
  auto relay = relay_to("https://api.test", api, names, "ca = \"certificate.pem\"");
  EXPECT_EQ(body_of(ask(relay.port(), "GET /now")), "sun");
  EXPECT_EQ(api.requests().at(0).header("host"), "api.test:" + std::to_string(api.port()));
  // The same name at another port is somebody else.
  EXPECT_NE(ask(relay.port(), "GET /moved").find("\"code\":\"relay_redirect\""), std::string::npos);
  auto other = relay_to("https://other.test", api, names, "ca = \"certificate.pem\"");
  auto const answer = ask(other.port(), "GET /now", from_page);
  EXPECT_NE(answer.find("\"code\":\"upstream_certificate_refused\""), std::string::npos) << answer;
  EXPECT_EQ(values_of(answer, "access-control-allow-origin"), Values{std::string(page)});
}

}  // namespace
}  // namespace corsage::test
