#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "corsage/formats/gateway_file.hpp"
#include "corsage/gateway/compile.hpp"

#include <gtest/gtest.h>

namespace corsage::gateway {
namespace {

Result<Configuration> compiled(std::string const& text) {
  return compile(formats::read_gateway_file(text, "corsage.toml"));
}

TEST(CompileRelay, takes_all_that_a_relay_may_say) {
  ::setenv("CORSAGE_TEST_KEY", "k&y", 1);
  auto const configuration = compiled(R"([[route]]
path = "/weather"
relay = "http://API.weather.example:8080/v1/"
methods = ["GET", "PUT"]
paths = ["/current", "/forecast"]
pass = ["Cookie", "set-cookie"]
redirects = "follow"
rate = { client = "10/s", route = "600/min" }
cache = "16MiB"
response_bytes = 1000
cors = "off"
[route.secrets]
Authorization = "Bearer ${env:CORSAGE_TEST_KEY}"
"?key" = "${env:CORSAGE_TEST_KEY}"
)");
  ASSERT_TRUE(configuration);
  auto const& route = configuration->routes.front();
  EXPECT_TRUE(route.methods.empty());
  EXPECT_EQ(route.upstreams,
            (std::vector<Upstream>{{.host = "api.weather.example", .port = 8080, .must_be_public = true}}));
  auto const& relay = *route.relay;
  EXPECT_EQ(relay.origin, "http://api.weather.example:8080");
  EXPECT_EQ(relay.authority, "api.weather.example:8080");
  EXPECT_EQ(relay.base_path, "/v1");
  EXPECT_EQ(relay.methods, (std::vector<std::string>{"GET", "PUT"}));
  EXPECT_EQ(relay.paths, (std::vector<std::string>{"/current", "/forecast"}));
  EXPECT_EQ(relay.passed, (std::vector<std::string>{"cookie", "set-cookie"}));
  EXPECT_EQ(relay.redirects, Redirects::follow);
  EXPECT_EQ(relay.client_rate, (Rate{.per_second = 10, .burst = 10}));
  EXPECT_EQ(relay.route_rate, (Rate{.per_second = 10, .burst = 600}));
  EXPECT_EQ(relay.cache_bytes, 16U * 1024 * 1024);
  EXPECT_EQ(relay.response_bytes, 1000U);
  ASSERT_EQ(relay.secrets.size(), 2U);
  auto const& parameter = relay.secrets.front();
  EXPECT_EQ(std::tuple(parameter.place, parameter.name, parameter.value),
            std::tuple(Secret::Place::query, std::string("key"), std::string("k&y")));
  EXPECT_EQ(parameter.hidden, (std::vector<std::string>{"k&y", "k%26y"}));
  auto const& header = relay.secrets.back();
  EXPECT_EQ(std::tuple(header.place, header.name, header.value),
            std::tuple(Secret::Place::header, std::string("Authorization"), std::string("Bearer k&y")));
  EXPECT_EQ(header.hidden, (std::vector<std::string>{"k&y"}));
}

struct MistakeRow {
  std::string_view name;
  std::string lines;  ///< of the route, from line 2 on
  DiagnosticCode code;
  std::size_t line = 2;
};

TEST(CompileRelay, tells_what_is_wrong_with_a_relay_and_where) {
  ::unsetenv("CORSAGE_TEST_NONE");
  std::string const relay = "relay = \"http://api.test\"\n";
  std::vector<MistakeRow> const rows{
      {"no URL", "relay = \"api.test\"\n", DiagnosticCode::gateway_relay_invalid},
      {"another scheme", "relay = \"ftp://api.test\"\n", DiagnosticCode::gateway_relay_invalid},
      {"a password", "relay = \"http://a:b@api.test\"\n", DiagnosticCode::gateway_relay_invalid},
      {"a dot behind the host", "relay = \"http://api.test.\"\n", DiagnosticCode::gateway_relay_invalid},
      {"a query", "relay = \"http://api.test/?a\"\n", DiagnosticCode::gateway_relay_invalid},
      {"loopback", "relay = \"http://127.0.0.1:3000\"\n", DiagnosticCode::gateway_relay_private},
      {"loopback in disguise", "relay = \"http://0x7f.1\"\n", DiagnosticCode::gateway_relay_private},
      {"metadata services", "relay = \"http://169.254.169.254/latest\"\n", DiagnosticCode::gateway_relay_private},
      {"localhost", "relay = \"http://localhost\"\n", DiagnosticCode::gateway_relay_private},
      {"servers besides", relay + "to = \"http://127.0.0.1:3000\"\n", DiagnosticCode::gateway_relay_and_upstream},
      {"a path that is none", relay + "paths = [\"/a\", \"b\"]\n", DiagnosticCode::gateway_path_invalid, 3},
      {"a path with dots", relay + "paths = [\"/a/..\"]\n", DiagnosticCode::gateway_path_invalid, 3},
      {"a header that passes anyway", relay + "pass = [\"accept\"]\n", DiagnosticCode::gateway_pass_invalid, 3},
      {"a header that never passes", relay + "pass = [\"alt-svc\"]\n", DiagnosticCode::gateway_pass_invalid, 3},
      {"another way with redirects", relay + "redirects = \"ignore\"\n", DiagnosticCode::gateway_value_wrong, 3},
      {"a rate without a unit", relay + "rate = { client = \"10\" }\n", DiagnosticCode::gateway_rate_invalid, 3},
      {"a rate of nothing", relay + "rate = { client = \"0/s\" }\n", DiagnosticCode::gateway_rate_invalid, 3},
      {"a rate for nobody", relay + "rate = { clients = \"10/s\" }\n", DiagnosticCode::gateway_key_unknown, 3},
      {"a size without a unit", relay + "cache = \"16\"\n", DiagnosticCode::gateway_size_invalid, 3},
      {"no size of an answer", relay + "response_bytes = 0\n", DiagnosticCode::gateway_value_wrong, 3},
      {"a secret in the file", relay + "secrets = { Authorization = \"hunter2\" }\n",
       DiagnosticCode::gateway_secret_invalid, 3},
      {"a secret that is not there", relay + "secrets = { X-Key = \"${env:CORSAGE_TEST_NONE}\" }\n",
       DiagnosticCode::gateway_secret_invalid, 3},
      {"a secret that frames", relay + "secrets = { Content-Length = \"${env:CORSAGE_TEST_NONE}\" }\n",
       DiagnosticCode::gateway_secret_name_invalid, 3},
      {"a secret without a name", relay + "secrets = { \"?\" = \"${env:CORSAGE_TEST_NONE}\" }\n",
       DiagnosticCode::gateway_secret_name_invalid, 3},
      {"a relay's key without a relay", "to = \"http://127.0.0.1:3000\"\ncache = \"1MiB\"\n",
       DiagnosticCode::gateway_relay_missing, 3},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const configuration = compiled("[[route]]\n" + row.lines + "cors = \"off\"\n");
    ASSERT_FALSE(configuration);
    ASSERT_EQ(configuration.error().size(), 1U);
    auto const& mistake = configuration.error().front();
    EXPECT_EQ(to_string(mistake.code), to_string(row.code));
    EXPECT_EQ(mistake.range.line, row.line);
    EXPECT_EQ((mistake.value + mistake.expected + std::string(mistake.range.text.view())).find("hunter2"),
              std::string::npos);
  }
}

TEST(CompileRelay, lets_an_api_be_private_where_somebody_says_so) {
  auto const configuration = compiled(
      "[[route]]\nrelay = \"http://127.0.0.1:3000\"\ndangerously_allow_private_addresses = true\ncors = \"off\"\n");
  ASSERT_TRUE(configuration);
  EXPECT_FALSE(configuration->routes.front().upstreams.front().must_be_public);
}

}  // namespace
}  // namespace corsage::gateway
