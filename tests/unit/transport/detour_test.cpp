// A server that is asked in the place of another gets what that one would get.

#include <optional>
#include <string>
#include <vector>

#include "corsage/transport/curl_transport.hpp"
#include "corsage/url/url.hpp"
#include "support/certificate.hpp"
#include "support/scripted_server.hpp"
#include "support/temporary_directory.hpp"

#include <gtest/gtest.h>

namespace corsage::transport {
namespace {

using test::ScriptedServer;

struct Row {
  std::string name;
  std::string url;
  std::string path_of_server = "/";
  DetourHost host = DetourHost::of_url;
  bool includes_credentials = false;
  std::string target = "/users?page=2";
  std::optional<std::string> host_line = std::nullopt;  ///< nothing: the server's own
  std::string cookie = {};
};

std::vector<Row> rows() {
  return {
      {.name = "the path of the URL, by its Host",
       .url = "https://api.example/users?page=2",
       .host_line = "api.example"},
      {.name = "a port is part of it", .url = "http://api.example:81/users?page=2", .host_line = "api.example:81"},
      {.name = "a path of the server's own",
       .url = "https://api.example/api/users",
       .path_of_server = "/users?page=2",
       .host_line = "api.example"},
      {.name = "by its own Host", .url = "https://api.example/users?page=2", .host = DetourHost::own},
      {.name = "cookies of https go to a server behind http",
       .url = "https://api.example/users?page=2",
       .includes_credentials = true,
       .host_line = "api.example",
       .cookie = "__Host-a=1; b=2"},
  };
}

fetch::WireRequest request_of(Row const& row) {
  return {.method = "GET", .url = *url::Url::parse(row.url), .include_credentials = row.includes_credentials};
}

Options options_of(Row const& row, ScriptedServer const& server) {
  return {.detour = Detour{.from = url::Origin::of(*url::Url::parse(row.url)),
                           .to = *url::Url::parse(server.origin() + row.path_of_server),
                           .host = row.host,
                           .cookies = "__Host-a=1; b=2"}};
}

void expect_asked(Row const& row, ScriptedServer const& server) {
  ASSERT_EQ(server.requests().size(), 1U);
  auto const request = server.requests().front();
  auto const own = server.origin().substr(server.origin().find("//") + 2);
  EXPECT_EQ(request.target, row.target);
  EXPECT_EQ(request.header("host"), row.host_line.value_or(own));
  EXPECT_EQ(request.header("cookie"), row.cookie);
}

TEST(Detour, LeadsToTheServerInTheOthersPlace) {
  for (auto const& row : rows()) {
    SCOPED_TRACE(row.name);
    ScriptedServer const server(test::Rules{{.status = 200}});
    CurlTransport transport(options_of(row, server));
    auto const reception = transport.exchange(request_of(row), {});
    EXPECT_TRUE(std::holds_alternative<fetch::Answered>(reception));
    expect_asked(row, server);
  }
}

TEST(Detour, KeepsTheNameThatACertificateIsFor) {
  test::TemporaryDirectory const directory;
  auto const certificate = test::make_certificate(directory, {.names = "DNS:api.example"});
  for (auto const& row : rows()) {
    SCOPED_TRACE(row.name);
    ScriptedServer const server(test::Rules{{.status = 200}},
                                {.certificate = certificate.certificate, .private_key = certificate.key});
    auto options = options_of(row, server);
    options.certificate_authorities = certificate.certificate;
    CurlTransport transport(options);
    auto const reception = transport.exchange(request_of(row), {});
    // By a Host of its own a server has to prove that one.
    ASSERT_EQ(std::holds_alternative<fetch::Answered>(reception), row.host == DetourHost::of_url);
    if (row.host == DetourHost::of_url) {
      expect_asked(row, server);
    }
  }
}

TEST(Detour, IsForOneOriginOnly) {
  ScriptedServer const server(test::Rules{{.status = 200}});
  ScriptedServer const other(test::Rules{{.status = 200}});
  CurlTransport transport(options_of({.name = {}, .url = "https://api.example/"}, server));
  transport.exchange({.method = "GET", .url = *url::Url::parse(other.origin() + "/")}, {});
  EXPECT_EQ(server.requests().size(), 0U);
  EXPECT_EQ(other.requests().size(), 1U);
}

}  // namespace
}  // namespace corsage::transport
