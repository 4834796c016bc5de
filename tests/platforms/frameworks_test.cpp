// What frameworks get wrong by themselves, and what is rendered for them has to mend.

#include <algorithm>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "corsage/base/bytes.hpp"
#include "corsage/platforms/platform.hpp"
#include "corsage/transport/session_driver.hpp"
#include "platforms/grid.hpp"
#include "platforms/servers.hpp"
#include "support/process.hpp"

#include <gtest/gtest.h>

namespace corsage::test {
namespace {

std::string const evil = "https://evil.example";

/// The answer's head and body, in lower case.
std::string asked(Process::Arguments arguments) {
  arguments.insert(arguments.begin(), {"curl", "-si", "--max-time", "20"});
  return byte_lowercase(run(arguments).output);
}

struct OptionsRow {
  std::string name;
  std::vector<std::string> headers = {};
};

class Frameworks : public testing::TestWithParam<PlatformDriver> {
 protected:
  std::unique_ptr<RunningServer> started(policy::Config const& config) const {
    auto const text = platforms::platform_named(GetParam().token)->render(config, {});
    EXPECT_TRUE(text) << (text ? "" : text.error().front().value);
    return GetParam().start(text.value_or(""));
  }
};

policy::Config config() {
  return {.origins = {"https://app.example.com", "http://localhost:5173"},
          .credentials = true,
          .methods = {"PUT"},
          .request_headers = {"x-a"}};
}

TEST_P(Frameworks, leave_to_the_application_an_OPTIONS_that_is_no_preflight) {
  std::vector<OptionsRow> const rows = {
      {.name = "neither Origin nor a method"},
      {.name = "Origin alone", .headers = {"Origin: https://app.example.com"}},
      {.name = "a refused Origin alone", .headers = {"Origin: " + evil}},
  };
  auto const server = started(config());
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    Process::Arguments arguments{"-X", "OPTIONS", server->origin() + "/ok"};
    for (auto const& header : row.headers) {
      arguments.insert(arguments.end(), {"-H", header});
    }
    EXPECT_NE(asked(arguments).find("\r\nx-total: 7\r\n"), std::string::npos);
  }
}

TEST_P(Frameworks, answer_preflights_themselves) {
  auto const server = started(config());
  auto const answer = asked({"-X", "OPTIONS", "-H", "Origin: https://app.example.com", "-H",
                             "Access-Control-Request-Method: PUT", server->origin() + "/ok"});
  EXPECT_EQ(answer.find("x-total"), std::string::npos) << answer;
}

TEST_P(Frameworks, refuse_OPTIONS_to_pages_as_any_method_that_is_not_listed) {
  for (bool const is_listed : {false, true}) {
    SCOPED_TRACE(is_listed ? "listed" : "not listed");
    auto allowed = config();
    if (is_listed) {
      allowed.methods.emplace_back("OPTIONS");
      if (!platforms::platform_named(GetParam().token)->render(allowed, {})) {
        continue;
      }
    }
    auto const server = started(allowed);
    transport::CurlTransport transport({});
    auto session = session_for(server->origin(), {.page = "https://app.example.com", .method = "OPTIONS"});
    transport::drive(session, transport);
    EXPECT_EQ(session.outcome().verdict, is_listed ? fetch::Verdict::allowed : fetch::Verdict::blocked);
  }
}

TEST_P(Frameworks, refuse_headers_that_are_often_harmless_where_they_are_not_listed) {
  std::vector<std::string> const headers{"accept", "accept-language", "content-language", "content-type"};
  for (bool const is_listed : {false, true}) {
    auto allowed = config();
    if (is_listed) {
      allowed.request_headers = headers;
    }
    auto const server = started(allowed);
    for (auto const& header : headers) {
      SCOPED_TRACE(header + (is_listed ? " listed" : " not listed"));
      auto const answer =
          asked({"-X", "OPTIONS", "-H", "Origin: https://app.example.com", "-H", "Access-Control-Request-Method: PUT",
                 "-H", "Access-Control-Request-Headers: " + header, server->origin() + "/ok"});
      constexpr std::string_view name = "access-control-allow-headers: ";
      auto const line = answer.find(name);
      auto const value = line == std::string::npos ? "" : answer.substr(line, answer.find('\r', line) - line);
      EXPECT_EQ(value.find(header, name.size()) != std::string::npos, is_listed) << answer;
    }
  }
}

TEST_P(Frameworks, say_nothing_of_the_application_to_an_origin_that_is_refused) {
  auto const server = started(config());
  for (auto const path : grid_paths) {
    SCOPED_TRACE(path);
    auto const answer = asked({"-H", "Origin: " + evil, server->origin() + std::string(path)});
    EXPECT_EQ(answer.find("access-control-allow-origin"), std::string::npos) << answer;
    EXPECT_NE(answer.find("\r\nvary: "), std::string::npos) << answer;
  }
}

/// Those whose application here answers OPTIONS by itself, and that are rendered as code.
std::vector<PlatformDriver> among(std::vector<PlatformDriver> const& drivers) {
  constexpr std::string_view tokens[] = {"express", "fastify", "koa", "django", "workers", "rails", "go-rs-cors"};
  std::vector<PlatformDriver> chosen;
  std::ranges::copy_if(drivers, std::back_inserter(chosen), [&](PlatformDriver const& driver) {
    return std::ranges::find(tokens, driver.token) != std::end(tokens);
  });
  return chosen;
}

std::string name_of(testing::TestParamInfo<PlatformDriver> const& instance) {
  auto name = instance.param.token;
  std::ranges::replace(name, '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(usual, Frameworks, testing::ValuesIn(among(usual_drivers())), name_of);
INSTANTIATE_TEST_SUITE_P(further, Frameworks, testing::ValuesIn(among(further_drivers())), name_of);

}  // namespace
}  // namespace corsage::test
