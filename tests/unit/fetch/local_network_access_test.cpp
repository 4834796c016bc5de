#include <set>

#include "fetch/bad_port.hpp"
#include "support/page.hpp"

#include <gtest/gtest.h>

namespace corsage::tests {
namespace {

using fetch::PermissionState;
using url::IpAddressSpace;

struct Row {
  std::string name;
  std::string page;
  IpAddressSpace page_space;
  std::string url;
  IpAddressSpace answered_from;
  PermissionState permission = PermissionState::denied;
  fetch::Profile const* profile = &fetch::chromium_profile();
  std::string blocked_by = {};
  std::size_t exchanges = 1;
};

auto const public_ = IpAddressSpace::public_;
auto const local = IpAddressSpace::local;
auto const loopback = IpAddressSpace::loopback;
std::string const permission = "local-network-access-permission";
std::string const insecure = "local-network-access-insecure-context";

// Rules 133 and 134: https://wicg.github.io/local-network-access/
std::vector<Row> const rows{
    {"a public page and loopback, known from the URL", "https://app.example", public_, "http://localhost:8080/x",
     loopback, PermissionState::denied, &fetch::chromium_profile(), permission, 0},
    {"a public page and a private address", "https://app.example", public_, "https://192.168.1.1/x", local,
     PermissionState::denied, &fetch::chromium_profile(), permission, 0},
    {"a name that turns out private", "https://app.example", public_, "https://nas.example/x", local,
     PermissionState::denied, &fetch::chromium_profile(), permission, 1},
    {"the user allowed it", "https://app.example", public_, "http://localhost:8080/x", loopback,
     PermissionState::granted},
    {"the user will be asked", "https://app.example", public_, "http://localhost:8080/x", loopback,
     PermissionState::prompt},
    {"a page that is not secure may not ask", "http://app.example", public_, "http://localhost:8080/x", loopback,
     PermissionState::granted, &fetch::chromium_profile(), insecure, 0},
    {"a local page and loopback: not yet guarded", "https://nas.example", local, "http://127.0.0.1/x", loopback},
    {"loopback and loopback", "http://localhost:3000", loopback, "http://localhost:8080/x", loopback},
    {"loopback and public", "http://localhost:3000", loopback, "https://api.example/x", public_},
    {"public and public", "https://app.example", public_, "https://api.example/x", public_},
    {"a page from an unknown place", "https://app.example", IpAddressSpace::unknown, "http://localhost:8080/x",
     loopback},
    {"the standard does not ask", "https://app.example", public_, "http://localhost:8080/x", loopback,
     PermissionState::denied, &fetch::spec_profile()},
    {"a private address in the clear is judged here, not as mixed content", "https://app.example", public_,
     "http://192.168.1.1/x", local, PermissionState::denied, &fetch::chromium_profile(), permission, 0},
};

TEST(LocalNetworkAccess, GuardsTheWayFromMoreToLessPublic) {
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    Ask const ask{.page = row.page, .url = row.url, .profile = row.profile};
    auto environment = environment_of(ask);
    environment.address_space = row.page_space;
    environment.local_network_permission = row.permission;
    fetch::Run result;
    fetch::fetch(request_of(ask), environment, 0, result, [&](fetch::WireRequest const&) {
      return fetch::Answered{.response = answer(200, {{"Access-Control-Allow-Origin", "*"}}),
                             .address_space = row.answered_from};
    });
    EXPECT_EQ(blocked_by(result), row.blocked_by);
    EXPECT_EQ(result.journal.size(), row.exchanges);
  }
}

struct MixedRow {
  std::string name;
  std::string page;
  std::string url;
  fetch::Profile const* profile = &fetch::spec_profile();
  std::string blocked_by = {};
};

// Rule 43 and row 26 of the measured differences.
std::vector<MixedRow> const mixed_rows{
    {"https asks for http", "https://app.example", "http://api.example/x", &fetch::spec_profile(), "mixed-content"},
    {"http asks for http", "http://app.example", "http://api.example/x"},
    {"https asks for https", "https://app.example", "https://api.example/x"},
    {"https asks for http on localhost", "https://app.example", "http://localhost/x"},
    {"https asks for http on a loopback address", "https://app.example", "http://127.0.0.1/x"},
    {"https asks for http on localhost, in WebKit", "https://app.example", "http://localhost/x",
     &fetch::webkit_profile(), "mixed-content"},
    {"http on localhost asks for http", "http://localhost:3000", "http://api.example/x"},
};

TEST(MixedContent, IsBlockedBeforeTheNetwork) {
  for (auto const& [name, page, url, profile, expected] : mixed_rows) {
    SCOPED_TRACE(name);
    auto const result =
        run({.page = page, .url = url, .profile = profile}, {answer(200, {{"Access-Control-Allow-Origin", "*"}})});
    EXPECT_EQ(blocked_by(result), expected);
    EXPECT_EQ(result.journal.size(), expected.empty() ? 1U : 0U);
  }
}

TEST(MixedContent, IsMetByARedirectToo) {
  auto const result =
      run({}, {answer(302, {{"Access-Control-Allow-Origin", "*"}, {"Location", "http://api.example/y"}})});
  EXPECT_EQ(blocked_by(result), "mixed-content");
}

TEST(MixedContent, OfAnImageIsUpgraded) {
  auto request = request_of({.url = "http://api.example/x.png", .mode = fetch::RequestMode::no_cors});
  request.destination = fetch::Destination::image;
  auto const result = run(request, environment_of({}), {answer(200)});
  EXPECT_EQ(exchanges(result), std::vector<std::string>{"GET https://api.example/x.png"});
}

// Rule 44: https://fetch.spec.whatwg.org/#bad-port , the whole table.
std::set<int> const bad_ports{0,    1,    7,    9,    11,   13,   15,   17,   19,   20,   21,   22,   23,   25,
                              37,   42,   43,   53,   69,   77,   79,   87,   95,   101,  102,  103,  104,  109,
                              110,  111,  113,  115,  117,  119,  123,  135,  137,  139,  143,  161,  179,  389,
                              427,  465,  512,  513,  514,  515,  526,  530,  531,  532,  540,  548,  554,  556,
                              563,  587,  601,  636,  989,  990,  993,  995,  1719, 1720, 1723, 2049, 3659, 4045,
                              4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080};

TEST(BadPort, IsNeverSpokenTo) {
  for (int const port : bad_ports) {
    SCOPED_TRACE(port);
    auto const result = run({.url = "https://api.example:" + std::to_string(port) + "/x"}, {});
    EXPECT_EQ(blocked_by(result), "bad-port");
    EXPECT_FALSE(result.waiting);
  }
}

TEST(BadPort, IsNoOther) {
  for (int port = 0; port <= 0xFFFF; ++port) {
    auto const url = url::Url::parse("http://api.example:" + std::to_string(port) + "/").value();
    EXPECT_EQ(fetch::should_be_blocked_due_to_bad_port(url), bad_ports.contains(port)) << port;
  }
  EXPECT_FALSE(fetch::should_be_blocked_due_to_bad_port(url::Url::parse("ftp://api.example:22/").value()));
}

// Rule 72: ports are looked at again on every hop.
TEST(BadPort, IsMetByARedirectToo) {
  auto const result =
      run({}, {answer(302, {{"Access-Control-Allow-Origin", "*"}, {"Location", "https://api.example:6667/y"}})});
  EXPECT_EQ(blocked_by(result), "bad-port");
  EXPECT_EQ(result.journal.size(), 1U);
}

}  // namespace
}  // namespace corsage::tests
