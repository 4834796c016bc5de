// A page on one port, an API on another that knows no CORS, the gateway between them, and a real browser's word for it.

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include "browsers/chromium.hpp"
#include "end_to_end/gateway/running_gateway.hpp"
#include "support/process.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace corsage::test {
namespace {

/// The page and the API, in Express.
class PageAndApi {
 public:
  PageAndApi()
      : process_({"node", CORSAGE_SOURCE_DIR "/tests/browsers/page_and_api.js"},
                 {.environment = {{"NODE_PATH", CORSAGE_EXPRESS_DIRECTORY "/node_modules"}}}) {
    auto const ports = process_.read_line();
    if (!ports) {
      throw std::runtime_error("Express does not start: " + process_.finish().error);
    }
    auto const space = ports->find(' ');
    page_port_ = ports->substr(0, space);
    api_port_ = ports->substr(space + 1);
  }

  std::string page(std::string_view host = "localhost") const { return fmt::format("http://{}:{}", host, page_port_); }
  std::string api() const { return "http://localhost:" + api_port_; }

  /// What a page of that origin sees of fetches, [[url, init], ...].
  static std::string seen(std::string const& page, std::string const& fetches) {
    std::string query;
    for (char const byte : fetches) {
      query += fmt::format("%{:02X}", static_cast<unsigned char>(byte));
    }
    return seen_by_chromium(page + "/?do=" + query);
  }

 private:
  Process process_;
  std::string page_port_;
  std::string api_port_;
};

constexpr std::string_view put =
    R"({"method":"PUT","credentials":"include","headers":{"content-type":"application/json"},"body":"{\"name\":\"Ada\"}"})";

TEST(Chromium, is_blocked_without_the_gateway) {
  PageAndApi const there;
  EXPECT_EQ(PageAndApi::seen(there.page(), fmt::format(R"([["{}/profile",{}]])", there.api(), put)),
            R"([["TypeError"]])");
}

TEST(Chromium, fetches_through_the_gateway_with_credentials) {
  PageAndApi const there;
  RunningGateway const gateway({"gateway", "--to", there.api(), "--allow", there.page()});
  auto const at = fmt::format("http://localhost:{}", gateway.port());
  EXPECT_EQ(
      PageAndApi::seen(there.page(),
                       fmt::format(R"([["{}/login",{{"credentials":"include"}}],["{}/profile",{}]])", at, at, put)),
      R"([["cors",200,null,{}],["cors",200,null,{"saved":"Ada"}]])");
}

TEST(Chromium, sees_the_errors_of_the_server_behind_and_of_the_gateway) {
  PageAndApi const there;
  RunningGateway const gateway({"gateway", "--to", there.api(), "--allow", there.page()});
  auto const at = fmt::format("http://localhost:{}", gateway.port());
  EXPECT_EQ(PageAndApi::seen(there.page(), fmt::format(R"([["{}/error",{{}}]])", at)),
            R"([["cors",503,null,{"error":"out of order"}]])");
}

TEST(Chromium, is_refused_where_the_origin_is_another) {
  PageAndApi const there;
  RunningGateway const gateway({"gateway", "--to", there.api(), "--allow", there.page()});
  auto const at = fmt::format("http://localhost:{}", gateway.port());
  EXPECT_EQ(
      PageAndApi::seen(there.page("127.0.0.1"), fmt::format(R"([["{}/error",{{}}],["{}/profile",{}]])", at, at, put)),
      R"([["TypeError"],["TypeError"]])");
}

TEST(Chromium, gets_from_a_relay_what_wants_a_key_that_it_never_sees) {
  PageAndApi const there;
  RunningGateway const relay({"relay", there.api(), "--allow", there.page(), "--secret",
                              "Authorization=Bearer ${env:WEATHER_KEY}", "--dangerously-allow-private-addresses"},
                             {.environment = {{"WEATHER_KEY", "the-key"}}});
  auto const at = fmt::format("http://localhost:{}", relay.port());
  auto const fetches = fmt::format(R"([["{}/weather",{{}}]])", at);
  EXPECT_EQ(PageAndApi::seen(there.page(), fetches), R"([["cors",200,null,{"sunny":true,"cookie":"","origin":""}]])");
  EXPECT_EQ(PageAndApi::seen(there.page("127.0.0.1"), fetches), R"([["TypeError"]])");
}

}  // namespace
}  // namespace corsage::test
