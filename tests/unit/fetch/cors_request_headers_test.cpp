#include "fetch/cors_request_headers.hpp"

#include "fetch/forbidden_request_header.hpp"

#include <gtest/gtest.h>

namespace corsage::tests {
namespace {

using fetch::cors_unsafe_request_header_names;
using fetch::is_cors_safelisted_request_header;
using fetch::is_forbidden_request_header;
using fetch::spec_profile;

using Names = std::vector<std::string>;

struct SafelistRow {
  std::string name;
  std::string header;
  std::string value;
  bool is_safelisted;
};

// Rules 27 and 28: https://fetch.spec.whatwg.org/#cors-safelisted-request-header
std::vector<SafelistRow> const safelist_rows{
    {"any harmless Accept", "Accept", "text/html;q=0.9, */*", true},
    {"names compare in any case", "aCCEPT", "a", true},
    {"Accept with a delimiter", "accept", "a(b)", false},
    {"Accept with a tab", "accept", "a\tb", true},
    {"Accept with a control byte", "accept", "a\x01", false},
    {"Accept with DEL", "accept", "a\x7F", false},
    {"Accept with a high byte", "accept", "caf\xE9", true},
    {"128 bytes are not too long", "accept", std::string(128, 'a'), true},
    {"129 bytes are too long", "accept", std::string(129, 'a'), false},
    {"a language", "accept-language", "en-GB,en;q=0.5, *", true},
    {"an empty language", "accept-language", "", true},
    {"a language with an underscore", "accept-language", "en_GB", false},
    {"a content language", "content-language", "de", true},
    {"a content language with a quote", "content-language", "\"de\"", false},
    {"a form's type", "content-type", "application/x-www-form-urlencoded", true},
    {"a multipart type", "content-type", "multipart/form-data;boundary=x", true},
    {"a multipart type with a quoted boundary", "content-type", "multipart/form-data;boundary=\"x\"", false},
    {"plain text with a charset", "content-type", "Text/Plain; charset=utf-8", true},
    {"JSON", "content-type", "application/json", false},
    {"a list of types is no type", "content-type", "text/plain, text/plain", false},
    {"no type at all", "content-type", "", false},
    {"a range from the start", "range", "bytes=0-", true},
    {"a range with both ends", "range", "bytes=0-99", true},
    {"a range of the last bytes", "range", "bytes=-5", false},
    {"a range that ends before it starts", "range", "bytes=5-1", false},
    {"several ranges", "range", "bytes=0-1,3-4", false},
    {"a range in capitals", "range", "Bytes=0-", false},
    {"a range with white space", "range", "bytes = 0-", false},
    {"a range beyond 64 bits", "range", "bytes=0-99999999999999999999", true},
    {"any other name", "x-a", "1", false},
    {"Authorization", "authorization", "x", false},
    {"a client hint", "dpr", "1", false},
};

TEST(CorsSafelistedRequestHeader, FollowsTheTable) {
  for (auto const& [name, header, value, is_safelisted] : safelist_rows) {
    SCOPED_TRACE(name);
    EXPECT_EQ(is_cors_safelisted_request_header(header, value, spec_profile()), is_safelisted);
  }
}

struct UnsafeNamesRow {
  std::string name;
  std::vector<http::HeaderList::Line> headers;
  Names expected;
  fetch::Profile const* profile = &spec_profile();
};

std::string const hundred(100, 'a');
std::string const most(128, 'a');

// Rule 29 and rows 16 to 23 of the measured differences.
std::vector<UnsafeNamesRow> const unsafe_names_rows{
    {"nothing to ask for", {{"Accept", "a"}}, {}},
    {"lower case, sorted, each once", {{"X-B", "1"}, {"x-a", "1"}, {"X-b", "2"}}, {"x-a", "x-b"}},
    {"1024 safe bytes are safe",
     {{"accept", most},
      {"accept", most},
      {"accept", most},
      {"accept", most},
      {"accept", most},
      {"accept", most},
      {"accept", most},
      {"accept", most}},
     {}},
    {"one byte more makes all of them unsafe",
     {{"accept", most},
      {"accept", most},
      {"accept", most},
      {"accept", most},
      {"accept", most},
      {"accept", most},
      {"accept", most},
      {"accept", most},
      {"accept-language", "a"}},
     {"accept", "accept-language"}},
    {"each of two is judged alone", {{"accept", hundred}, {"accept", hundred}}, {}},
    {"Chromium joins them first", {{"accept", hundred}, {"accept", hundred}}, {"accept"}, &fetch::chromium_profile()},
    {"WebKit joins them first", {{"accept", hundred}, {"accept", hundred}}, {"accept"}, &fetch::webkit_profile()},
    {"Firefox names a header twice", {{"x-a", "1"}, {"x-a", "2"}}, {"x-a", "x-a"}, &fetch::firefox_profile()},
    {"Firefox has no limit to the sum",
     {{"accept", most},
      {"accept", most},
      {"accept", most},
      {"accept", most},
      {"accept", most},
      {"accept", most},
      {"accept", most},
      {"accept", most},
      {"accept", most}},
     {},
     &fetch::firefox_profile()},
    {"Firefox takes high bytes for unsafe", {{"accept", "\xE9"}}, {"accept"}, &fetch::firefox_profile()},
    {"Chromium safelists client hints", {{"DPR", "1"}, {"width", "1"}}, {}, &fetch::chromium_profile()},
    {"... with a number for a value", {{"DPR", "x"}}, {"dpr"}, &fetch::chromium_profile()},
    {"WebKit reads ranges in any case", {{"range", "BYTES=0-1"}}, {}, &fetch::webkit_profile()},
    {"Browsers limit ranges to 64 bits",
     {{"range", "bytes=0-99999999999999999999"}},
     {"range"},
     &fetch::chromium_profile()},
};

// Rows b18 and 23 of the measured differences.
std::vector<SafelistRow> const chromium_safelist_rows{
    {"a whole number", "dpr", "2", true},
    {"a broken number", "Device-Memory", "0.25", true},
    {"a number without an end", "downlink", "1.", false},
    {"a number without a beginning", "downlink", ".5", false},
    {"two points", "dpr", "1.2.3", false},
    {"no number", "dpr", "", false},
    {"digits", "rtt", "100", true},
    {"a point among digits", "width", "1.5", false},
    {"a sign", "viewport-width", "-1", false},
    {"Save-Data on", "Save-Data", "on", true},
    {"Save-Data in any case", "save-data", "On", true},
    {"Save-Data off", "save-data", "off", false},
    {"a kind of connection", "ECT", "slow-2g", true},
    {"a kind of connection in another case", "ect", "4G", false},
    {"no kind of connection", "ect", "5g", false},
    {"Intervention, whatever it says", "intervention", "<https://example.com/>", true},
    {"... as long as it is short", "intervention", std::string(129, 'a'), false},
    {"any other hint", "sec-ch-ua", "1", false},
};

TEST(CorsSafelistedRequestHeader, IsMoreInChromium) {
  for (auto const& [name, header, value, is_safelisted] : chromium_safelist_rows) {
    SCOPED_TRACE(name);
    EXPECT_EQ(is_cors_safelisted_request_header(header, value, fetch::chromium_profile()), is_safelisted);
    EXPECT_FALSE(is_cors_safelisted_request_header(header, value, spec_profile()));
    EXPECT_FALSE(is_cors_safelisted_request_header(header, value, fetch::firefox_profile()));
    EXPECT_FALSE(is_cors_safelisted_request_header(header, value, fetch::webkit_profile()));
  }
}

TEST(CorsUnsafeRequestHeaderNames, FollowTheTable) {
  for (auto const& [name, headers, expected, profile] : unsafe_names_rows) {
    SCOPED_TRACE(name);
    http::HeaderList list;
    for (auto const& [header, value] : headers) {
      list.append(header, value);
    }
    EXPECT_EQ(cors_unsafe_request_header_names(list, *profile), expected);
  }
}

struct ForbiddenRow {
  std::string header;
  std::string value;
  bool is_forbidden;
};

// Rules 23 and 24: https://fetch.spec.whatwg.org/#forbidden-request-header
std::vector<ForbiddenRow> const forbidden_rows{
    {"Accept-Charset", "x", true},
    {"cookie", "x", true},
    {"Cookie2", "x", true},
    {"HOST", "x", true},
    {"origin", "x", true},
    {"Set-Cookie", "x", true},
    {"via", "x", true},
    {"Proxy-Authorization", "x", true},
    {"sec-anything", "x", true},
    {"section", "x", false},
    {"proxy", "x", false},
    {"User-Agent", "x", false},
    {"Authorization", "x", false},
    {"X-HTTP-Method-Override", "PUT", false},
    {"X-HTTP-Method-Override", "trace", true},
    {"x-http-method", "GET, TRACK", true},
    {"X-Method-Override", "\"TRACE\"", false},
    {"X-Method-Override", "TRACE2", false},
    {"Access-Control-Request-Private-Network", "true", false},
};

TEST(ForbiddenRequestHeader, FollowsTheTable) {
  for (auto const& [header, value, is_forbidden] : forbidden_rows) {
    SCOPED_TRACE(header + ": " + value);
    EXPECT_EQ(is_forbidden_request_header(header, value), is_forbidden);
  }
}

}  // namespace
}  // namespace corsage::tests
