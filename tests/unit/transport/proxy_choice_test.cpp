#include "transport/proxy_choice.hpp"

#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corsage/transport/curl_transport.hpp"
#include "support/scripted_server.hpp"

#include <gtest/gtest.h>

namespace corsage::transport {
namespace {

struct HostRow {
  std::string_view name;
  std::string_view host;
  std::string_view list;
  bool is_named;
};

TEST(NoProxy, NamesHostsAsCurlReadsIt) {
  HostRow const rows[] = {
      {.name = "nothing", .host = "api.test", .list = "", .is_named = false},
      {.name = "everything", .host = "api.test", .list = "*", .is_named = true},
      {.name = "the host", .host = "api.test", .list = "api.test", .is_named = true},
      {.name = "in another case", .host = "api.test", .list = "API.test", .is_named = true},
      {.name = "its domain", .host = "api.test", .list = "test", .is_named = true},
      {.name = "its domain with a dot", .host = "api.test", .list = ".test", .is_named = true},
      {.name = "a dot in front of the host", .host = "api.test", .list = ".api.test", .is_named = true},
      {.name = "dots behind", .host = "api.test.", .list = "api.test.", .is_named = true},
      {.name = "the end of a label", .host = "api.test", .list = "pi.test", .is_named = false},
      {.name = "a longer name", .host = "test", .list = "api.test", .is_named = false},
      {.name = "one of several", .host = "api.test", .list = "localhost, x.test,api.test", .is_named = true},
      {.name = "with spaces alone", .host = "api.test", .list = "localhost api.test", .is_named = true},
      {.name = "an address", .host = "127.0.0.1", .list = "127.0.0.1", .is_named = true},
      {.name = "another address", .host = "127.0.0.1", .list = "127.0.0.2", .is_named = false},
      {.name = "the end of an address", .host = "10.0.0.1", .list = "0.0.1", .is_named = false},
      {.name = "a network", .host = "10.1.2.3", .list = "10.0.0.0/8", .is_named = true},
      {.name = "within a byte", .host = "192.168.17.1", .list = "192.168.16.0/20", .is_named = true},
      {.name = "beside it", .host = "192.168.32.1", .list = "192.168.16.0/20", .is_named = false},
      {.name = "the whole internet", .host = "10.1.2.3", .list = "0.0.0.0/0", .is_named = true},
      {.name = "no network", .host = "10.1.2.3", .list = "10.0.0.0/99", .is_named = false},
      {.name = "IPv6", .host = "[::1]", .list = "::1", .is_named = true},
      {.name = "in brackets", .host = "[::1]", .list = "[::1]", .is_named = true},
      {.name = "a network of IPv6", .host = "[fd00::1]", .list = "fc00::/7", .is_named = true},
      {.name = "another kind of address", .host = "[::1]", .list = "127.0.0.1", .is_named = false},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(is_named_by_no_proxy(row.host, row.list), row.is_named);
  }
}

/// Environment variables as a test wants them.
class ProxyChoice : public testing::Test {
 protected:
  void SetUp() override { TearDown(); }
  void TearDown() override {
    for (auto const* name :
         {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"}) {
      unsetenv(name);
    }
  }
};

struct ChoiceRow {
  std::string name;
  std::vector<std::pair<char const*, char const*>> environment;
  std::string url = "http://api.test/";
  std::string given = {};
  std::string proxy;
};

TEST_F(ProxyChoice, IsCurls) {
  ChoiceRow const rows[] = {
      {.name = "none", .environment = {}, .proxy = ""},
      {.name = "what is given", .environment = {}, .given = "p.test:1", .proxy = "p.test:1"},
      {.name = "what is given goes first",
       .environment = {{"http_proxy", "e.test:2"}},
       .given = "p.test:1",
       .proxy = "p.test:1"},
      {.name = "the environment's", .environment = {{"http_proxy", "e.test:2"}}, .proxy = "e.test:2"},
      {.name = "each for its scheme", .environment = {{"https_proxy", "e.test:2"}}, .proxy = ""},
      {.name = "the one for https",
       .environment = {{"HTTPS_PROXY", "e.test:2"}},
       .url = "https://api.test/",
       .proxy = "e.test:2"},
      {.name = "the one for all", .environment = {{"http_proxy", ""}, {"ALL_PROXY", "e.test:3"}}, .proxy = "e.test:3"},
      {.name = "unless the host needs none",
       .environment = {{"http_proxy", "e.test:2"}, {"no_proxy", "api.test"}},
       .proxy = ""},
      {.name = "not even the one that is given",
       .environment = {{"NO_PROXY", "api.test"}},
       .given = "p.test:1",
       .proxy = ""},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    TearDown();
    for (auto const& [name, value] : row.environment) {
      setenv(name, value, 1);
    }
    EXPECT_EQ(choose_proxy(url::Url::parse(row.url).value(), row.given), row.proxy);
  }
}

TEST_F(ProxyChoice, IsWhatHappens) {
  test::ScriptedServer const server(test::Rules{{.status = 407}});
  setenv("http_proxy", "http://127.0.0.1:9", 1);
  setenv("no_proxy", "127.0.0.1", 1);
  fetch::WireRequest request;
  request.method = "GET";
  request.url = url::Url::parse(server.origin() + "/").value();
  auto const reception = CurlTransport({}).exchange(request, {});
  auto const* const answered = std::get_if<fetch::Answered>(&reception);
  ASSERT_NE(answered, nullptr);
  EXPECT_EQ(answered->response.status, 407);
  EXPECT_EQ(answered->address_space, url::IpAddressSpace::loopback);
}

}  // namespace
}  // namespace corsage::transport
