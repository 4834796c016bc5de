#include "corsage/explain/console.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "scripted.hpp"

#include <gtest/gtest.h>

namespace corsage::explain {
namespace {

using fetch::CredentialsMode;
using fetch::Destination;
using fetch::Initiator;

url::Url at(std::string_view url) {
  return url::Url::parse(url).value();
}

url::Url const api = at("https://api.example/x");
http::HeaderList const open{{"Access-Control-Allow-Origin", "*"}};

struct Row {
  std::string_view name;
  Browser browser;
  fetch::Request request;
  std::vector<scripted::Rule> server = {};
  std::string_view line;
  std::string_view cors_error = {};
};

ConsoleMessages messages_of(Row const& row) {
  fetch::Environment const page{.origin = url::Origin::parse("https://app.example").value(),
                                .profile = &profile_of(row.browser)};
  Diagnosis diagnosis;
  diagnose(row.request, page, {}, scripted::server(row.server), diagnosis);
  return console_messages(row.browser, row.request, page, diagnosis);
}

std::vector<Row> chrome_rows() {
  constexpr auto chrome = Browser::chromium;
  std::vector<scripted::Rule> const refused{
      {.failure = fetch::NetworkFailure::tls_failed, .failure_detail = "certificate has expired"}};
  return {
      {.name = "XMLHttpRequest is told how to leave credentials out",
       .browser = chrome,
       .request = {.url = api, .credentials = CredentialsMode::include, .initiator = Initiator::xhr},
       .server = {{.headers = open}},
       .line = "Access to XMLHttpRequest at 'https://api.example/x' from origin 'https://app.example' has been blocked "
               "by CORS policy: The value of the 'Access-Control-Allow-Origin' header in the response must not be the "
               "wildcard '*' when the request's credentials mode is 'include'. The credentials mode of requests "
               "initiated by the XMLHttpRequest is controlled by the withCredentials attribute.",
       .cors_error = "WildcardOriginNotAllowed"},
      {.name = "an element is called by its name, and gets no hint",
       .browser = chrome,
       .request =
           {.url = api, .destination = Destination::track, .initiator = Initiator::element, .unsafe_request = false},
       .server = {{.headers = {{"Access-Control-Allow-Origin", "https://b.example"}}}},
       .line =
           "Access to text track at 'https://api.example/x' from origin 'https://app.example' has been blocked by "
           "CORS policy: The 'Access-Control-Allow-Origin' header has a value 'https://b.example' that is not equal "
           "to the supplied origin.",
       .cors_error = "AllowOriginMismatch"},
      {.name = "what a certificate lacks has a name",
       .browser = chrome,
       .request = {.url = api},
       .server = refused,
       .line = "GET https://api.example/x net::ERR_CERT_DATE_INVALID"},
      {.name = "a handshake that fails otherwise",
       .browser = chrome,
       .request = {.url = api},
       .server = {{.failure = fetch::NetworkFailure::tls_failed}},
       .line = "GET https://api.example/x net::ERR_SSL_PROTOCOL_ERROR"},
      {.name = "mixed content asked for by fetch() is a resource",
       .browser = chrome,
       .request = {.url = at("http://api.example/x")},
       .line =
           "Mixed Content: The page at 'https://app.example/' was loaded over HTTPS, but requested an insecure "
           "resource 'http://api.example/x'. This request has been blocked; the content must be served over HTTPS."},
      {.name = "bytes that are no printable ASCII are escaped",
       .browser = chrome,
       .request = {.url = api},
       .server = {{.headers = {{"Access-Control-Allow-Origin", "https://app.example\xA0"}}}},
       .line = "Access to fetch at 'https://api.example/x' from origin 'https://app.example' has been blocked by CORS "
               "policy: The 'Access-Control-Allow-Origin' header contains the invalid value "
               "'https://app.example\\u00A0'. Have the server send the header with a valid value.",
       .cors_error = "InvalidAllowOriginValue"},
      {.name = "after a redirect both ends are named",
       .browser = chrome,
       .request = {.url = api},
       .server = {{.path = "/x", .status = 302, .headers = {{"Access-Control-Allow-Origin", "*"}, {"Location", "/y"}}},
                  {}},
       .line = "Access to fetch at 'https://api.example/y' (redirected from 'https://api.example/x') from origin "
               "'https://app.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is "
               "present on the requested resource.",
       .cors_error = "MissingAllowOriginHeader"},
  };
}

std::vector<Row> safari_rows() {
  constexpr auto safari = Browser::webkit;
  return {
      {.name = "Safari looks at the preflight's status before its headers",
       .browser = safari,
       .request = {.url = api, .method = "PUT"},
       .server = {{.method = "OPTIONS", .status = 500}},
       .line = "Preflight response is not successful. Status code: 500"},
      {.name = "Safari names where a refused redirect leads",
       .browser = safari,
       .request = {.url = api},
       .server = {{.status = 302, .headers = {{"Location", "/y"}}}},
       .line =
           "Cross-origin redirection to https://api.example/y denied by Cross-Origin Resource Sharing policy: Origin "
           "https://app.example is not allowed by Access-Control-Allow-Origin. Status code: 302"},
      {.name = "Safari tells a list by its comma",
       .browser = safari,
       .request = {.url = api},
       .server = {{.headers = {{"Access-Control-Allow-Origin", "https://app.example, https://b.example"}}}},
       .line = "Access-Control-Allow-Origin cannot contain more than one origin."},
      {.name = "Safari does not tell a list without commas from one wrong value",
       .browser = safari,
       .request = {.url = api},
       .server = {{.headers = {{"Access-Control-Allow-Origin", "https://app.example https://b.example"}}}},
       .line = "Origin https://app.example is not allowed by Access-Control-Allow-Origin. Status code: 200"},
  };
}

TEST(Consoles, SayWhatEachBrowserSays) {
  for (auto const& rows : {chrome_rows(), safari_rows()}) {
    for (auto const& row : rows) {
      SCOPED_TRACE(row.name);
      auto const messages = messages_of(row);
      ASSERT_FALSE(messages.lines.empty());
      EXPECT_EQ(messages.lines.front(), row.line);
      EXPECT_EQ(messages.cors_error, row.cors_error);
    }
  }
}

TEST(Consoles, SayNothingOfAnAllowedFetch) {
  for (auto const browser : all_browsers) {
    auto const messages = messages_of(
        {.name = "allowed", .browser = browser, .request = {.url = api}, .server = {{.headers = open}}, .line = ""});
    EXPECT_TRUE(messages.lines.empty());
    EXPECT_TRUE(messages.js_error.empty());
    EXPECT_TRUE(messages.cors_error.empty());
  }
}

}  // namespace
}  // namespace corsage::explain
