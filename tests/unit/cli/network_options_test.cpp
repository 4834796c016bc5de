#include "network_options.hpp"

#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <gtest/gtest.h>

namespace corsage::cli {
namespace {

NetworkOptions options_of(std::vector<std::string> words) {
  CLI::App command;
  NetworkOptions options;
  add_network_options(command, options);
  std::ranges::reverse(words);
  command.parse(words);
  return options;
}

TEST(NetworkOptions, AreTheTransports) {
  auto const options = transport_options(
      options_of({"--resolve", "a.test:443:127.0.0.1", "--resolve", "b.test:80:[::1]", "--resolve",
                  "[::1]:80:127.0.0.1,::1", "--insecure", "--proxy", "http://127.0.0.1:1", "--timeout", "0.25"}));
  EXPECT_EQ(options.resolve,
            (std::vector<std::string>{"a.test:443:127.0.0.1", "b.test:80:[::1]", "[::1]:80:127.0.0.1,::1"}));
  EXPECT_EQ(options.certificate_check, transport::CertificateCheck::skip);
  EXPECT_EQ(options.proxy, "http://127.0.0.1:1");
  EXPECT_EQ(options.time_out, std::chrono::milliseconds(250));
}

TEST(NetworkOptions, CheckCertificatesUnlessToldOtherwise) {
  EXPECT_EQ(transport_options({}).certificate_check, transport::CertificateCheck::verify);
}

TEST(NetworkOptions, AreCurlsAsTyped) {
  struct CurlRow {
    std::string name;
    NetworkOptions options;
    std::string words;
    http::Secrets secrets = http::Secrets::masked;
  };
  CurlRow const rows[] = {
      {.name = "nothing to say", .options = {.cookies = {"a=1"}, .time_out = 1}, .words = ""},
      {.name = "all of it",
       .options = {.resolve = {"a.test:443:127.0.0.1", "b.test:80:[::1]"},
                   .certificate_authorities = "my ca.pem",
                   .is_insecure = true,
                   .proxy = "127.0.0.1:3128"},
       .words = "--resolve a.test:443:127.0.0.1 --resolve 'b.test:80:[::1]' --cacert 'my ca.pem' -k "
                "--proxy 127.0.0.1:3128"},
      {.name = "a proxy's login is a variable",
       .options = {.proxy = "http://me:sesame@proxy.test:1"},
       .words = "--proxy http://\"$PROXY_USER_AND_PASSWORD\"@proxy.test:1"},
      {.name = "unless it is asked for",
       .options = {.proxy = "http://me:sesame@proxy.test:1"},
       .words = "--proxy http://me:sesame@proxy.test:1",
       .secrets = http::Secrets::shown},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(curl_options(row.options, row.secrets), row.words);
  }
}

struct MistakeRow {
  std::string name;
  std::vector<std::string> words;
};

TEST(NetworkOptions, RefuseWhatLibcurlWouldLeaveOut) {
  MistakeRow const rows[] = {
      {.name = "a host alone", .words = {"--resolve", "a.test"}},
      {.name = "no address", .words = {"--resolve", "a.test:443:"}},
      {.name = "no host", .words = {"--resolve", ":443:127.0.0.1"}},
      {.name = "a port that is no number", .words = {"--resolve", "a.test:https:127.0.0.1"}},
      {.name = "a port that is too large", .words = {"--resolve", "a.test:65536:127.0.0.1"}},
      {.name = "port 0", .words = {"--resolve", "a.test:0:127.0.0.1"}},
      {.name = "an address that is none", .words = {"--resolve", "a.test:443:somewhere"}},
      {.name = "one of several addresses that is none", .words = {"--resolve", "a.test:443:127.0.0.1,x"}},
      {.name = "brackets that do not close", .words = {"--resolve", "[::1:443:127.0.0.1"}},
      {.name = "no time at all", .words = {"--timeout", "0"}},
      {.name = "less than no time", .words = {"--timeout", "-1"}},
      {.name = "no number", .words = {"--timeout", "soon"}},
      {.name = "not a number", .words = {"--timeout", "nan"}},
      {.name = "an eternity", .words = {"--timeout", "1e300"}},
      {.name = "a proxy without a host", .words = {"--proxy", "http://"}},
      {.name = "a proxy of another scheme", .words = {"--proxy", "htp://127.0.0.1:3128"}},
      {.name = "no proxy at all", .words = {"--proxy", ""}},
      {.name = "a file that is not there", .words = {"--cacert", "/no/such/file"}},
      {.name = "a file without certificates", .words = {"--cacert", "/dev/null"}},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_THROW(options_of(row.words), CLI::ParseError);
  }
}

struct CookieRow {
  std::string name;
  std::string cookie;
  std::string url = "http://api.test/";
  std::string told;  ///< what the mistake is told of; empty: none
};

TEST(NetworkOptions, RefuseWhatIsNoCookie) {
  CookieRow const rows[] = {
      {.name = "a name and a value", .cookie = "a=1=2", .told = ""},
      {.name = "an empty value", .cookie = "b=", .told = ""},
      {.name = "no value", .cookie = "a", .told = "***"},
      {.name = "no name", .cookie = "=1", .told = "=***"},
      {.name = "an attribute", .cookie = "a=1;b=2", .told = "a=***;b=***"},
      {.name = "a line break", .cookie = "a=1\nb", .told = "a=***"},
      {.name = "a tab", .cookie = "a\tb=1", .told = "a\tb=***"},
      {.name = "a name for the host over https", .cookie = "__Host-a=1", .url = "https://api.test/", .told = ""},
      {.name = "and over http", .cookie = "__Host-a=1", .told = "__Host-a"},
      {.name = "a name for https, over http", .cookie = "__secure-a=1", .told = "__secure-a"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    transport::CurlTransport transport({});
    auto const added = add_cookies(options_of({"--cookie", row.cookie}), url::Url::parse(row.url).value(), transport);
    EXPECT_EQ(added ? "" : added.error().at(0).value, row.told);
  }
}

}  // namespace
}  // namespace corsage::cli
