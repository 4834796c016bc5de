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
  auto const options =
      transport_options(options_of({"--resolve", "a.test:443:127.0.0.1", "--resolve", "b.test:80:[::1]", "--insecure",
                                    "--proxy", "http://127.0.0.1:1", "--timeout", "0.25"}));
  EXPECT_EQ(options.resolve, (std::vector<std::string>{"a.test:443:127.0.0.1", "b.test:80:[::1]"}));
  EXPECT_EQ(options.certificate_check, transport::CertificateCheck::skip);
  EXPECT_EQ(options.proxy, "http://127.0.0.1:1");
  EXPECT_EQ(options.time_out, std::chrono::milliseconds(250));
}

TEST(NetworkOptions, CheckCertificatesUnlessToldOtherwise) {
  EXPECT_EQ(transport_options({}).certificate_check, transport::CertificateCheck::verify);
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
      {.name = "no time at all", .words = {"--timeout", "0"}},
      {.name = "less than no time", .words = {"--timeout", "-1"}},
      {.name = "no number", .words = {"--timeout", "soon"}},
      {.name = "not a number", .words = {"--timeout", "nan"}},
      {.name = "an eternity", .words = {"--timeout", "1e300"}},
      {.name = "a proxy without a host", .words = {"--proxy", "http://"}},
      {.name = "a proxy of another scheme", .words = {"--proxy", "htp://127.0.0.1:3128"}},
      {.name = "no proxy at all", .words = {"--proxy", ""}},
      {.name = "a file that is not there", .words = {"--cacert", "/no/such/file"}},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_THROW(options_of(row.words), CLI::ParseError);
  }
}

TEST(NetworkOptions, RefuseWhatIsNoCookie) {
  auto const url = url::Url::parse("http://api.test/").value();
  for (auto const* const cookie : {"a", "=1", "a=1;b=2", "a=1\nb", "a\tb=1"}) {
    SCOPED_TRACE(cookie);
    transport::CurlTransport transport({});
    auto const added = add_cookies(options_of({"--cookie", cookie}), url, transport);
    ASSERT_FALSE(added);
    EXPECT_EQ(added.error().at(0).value, cookie);
  }
  transport::CurlTransport transport({});
  EXPECT_TRUE(add_cookies(options_of({"--cookie", "a=1=2", "--cookie", "b="}), url, transport));
}

}  // namespace
}  // namespace corsage::cli
