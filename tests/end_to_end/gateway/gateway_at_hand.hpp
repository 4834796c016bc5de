#pragma once

#include <string>
#include <string_view>

#include "end_to_end/gateway/raw_connection.hpp"
#include "end_to_end/gateway/running_gateway.hpp"
#include "support/temporary_directory.hpp"

#include <gtest/gtest.h>

namespace corsage::test {

inline constexpr std::string_view page = "http://localhost:5173";
inline constexpr std::string_view from_page = "Origin: http://localhost:5173\r\n";
inline constexpr std::string_view from_stranger = "Origin: http://evil.test\r\n";

/// A gateway before a server of which each connection is in the test's hands.
class GatewayAtHand : public ::testing::Test {
 protected:
  struct Text {
    std::string_view limits = {};  ///< below [limits]
    std::string_view route = {};   ///< below [[route]]
    std::string_view top = {};     ///< above all tables
    std::string_view cors = "credentials = true\n";
  };

  /// Writes a gateway's file and gives its path.
  std::string file(Text const& text) const {
    return directory_.write("corsage.toml", std::string(text.top) + "threads = 2\n[limits]\n" +
                                                std::string(text.limits) + "[[route]]\nto = \"" + upstream_.origin() +
                                                "\"\n" + std::string(text.route) + "[route.cors]\norigins = [\"" +
                                                std::string(page) + "\"]\n" + std::string(text.cors));
  }
  RunningGateway gateway(Text const& text) const { return RunningGateway({"gateway", file(text)}); }
  RunningGateway gateway() const { return gateway({}); }

  /// The gateway answers a preflight: it is there, and well.
  static void expect_well(RunningGateway& gateway) {
    auto const answer =
        ask(gateway.port(), "OPTIONS /", std::string(from_page) + "Access-Control-Request-Method: GET\r\n");
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 204 No Content\r\n")) << answer;
  }

  RawServer upstream_;
  TemporaryDirectory directory_;
};

/// "GET / HTTP/1.1" with these lines, each with its CR LF.
inline std::string request(std::string_view request_line, std::string_view lines = {}, std::string_view body = {}) {
  return std::string(request_line) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + std::string(lines) + "\r\n" +
         std::string(body);
}

/// Only the page's origin may read it: what the gateway's own answers say.
inline void expect_readable(std::string_view answer) {
  EXPECT_EQ(values_of(answer, "access-control-allow-origin"), std::vector<std::string>{std::string(page)}) << answer;
}

}  // namespace corsage::test
