#include "corsage/policy/origin_pattern.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace corsage::policy {
namespace {

struct MatchRow {
  std::string_view name;
  std::string_view pattern;
  std::vector<std::string_view> matched = {};
  std::vector<std::string_view> others = {};
};

std::vector<MatchRow> match_rows() {
  return {
      {.name = "an exact origin",
       .pattern = "https://app.example.com",
       .matched = {"https://app.example.com"},
       .others = {"http://app.example.com", "https://app.example.com:8443", "https://app.example.com:443",
                  "https://app.example.com.", "https://app.example.com/", "https://app.example.com.evil.test",
                  "https://evil-app.example.com", "https://APP.example.com", "null", "", "*", "app.example.com"}},
      {.name = "exactly one label more",
       .pattern = "https://*.example.com",
       .matched = {"https://a.example.com", "https://xn--bcher-kva.example.com", "https://a_b-1.example.com"},
       .others = {"https://example.com", "https://.example.com", "https://a.b.example.com", "https://aexample.com",
                  "https://a,.example.com", "https://a@example.com", "https://a.example.com:8080",
                  "https://evil.test/.example.com", "https://a..example.com", "https://A.example.com"}},
      {.name = "one label more or several",
       .pattern = "https://**.example.com",
       .matched = {"https://a.example.com", "https://c.b.a.example.com"},
       .others = {"https://example.com", "https://.example.com", "https://a..example.com", "https://.a.example.com",
                  "https://badexample.com", "http://a.example.com"}},
      {.name = "any port, the implied one too",
       .pattern = "http://localhost:*",
       .matched = {"http://localhost", "http://localhost:1", "http://localhost:3000", "http://localhost:65535"},
       .others = {"http://localhost:0", "http://localhost:80", "http://localhost:65536",
                  "http://localhost:", "http://localhost:03000", "https://localhost", "http://localhost:3000x"}},
      {.name = "ports and ranges mixed",
       .pattern = "http://a.test:[80,8000-8002,9000]",
       .matched = {"http://a.test", "http://a.test:8000", "http://a.test:8002", "http://a.test:9000"},
       .others = {"http://a.test:80", "http://a.test:7999", "http://a.test:8003", "http://a.test:9001"}},
      {.name = "wildcards for host and port",
       .pattern = "https://*.example.com:*",
       .matched = {"https://a.example.com", "https://a.example.com:8443"},
       .others = {"https://example.com:8443", "https://a.b.example.com:8443"}},
      {.name = "another scheme",
       .pattern = "capacitor://localhost",
       .matched = {"capacitor://localhost"},
       .others = {"https://localhost", "capacitor://localhost:1", "capacitor://"}},
      {.name = "any port of another scheme",
       .pattern = "tauri://localhost:*",
       .matched = {"tauri://localhost", "tauri://localhost:80"},
       .others = {"tauri://localhost:0"}},
      {.name = "an extension",
       .pattern = "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
       .matched = {"chrome-extension://abcdefghijklmnopabcdefghijklmnop"},
       .others = {"chrome-extension://abcdefghijklmnop"}},
      {.name = "an IPv4 address",
       .pattern = "http://127.0.0.1:3000",
       .matched = {"http://127.0.0.1:3000"},
       .others = {"http://127.0.0.1", "http://127.1:3000", "http://localhost:3000"}},
      {.name = "an IPv6 address with ports",
       .pattern = "http://[::1]:[80,3000]",
       .matched = {"http://[::1]", "http://[::1]:3000"},
       .others = {"http://[::1]:1", "http://::1"}},
      {.name = "a name in Unicode",
       .pattern = "https://b\u00FCcher.example",
       .matched = {"https://xn--bcher-kva.example"},
       .others = {"https://b\u00FCcher.example"}},
      {.name = "a fully qualified name",
       .pattern = "https://example.com.",
       .matched = {"https://example.com."},
       .others = {"https://example.com"}},
      {.name = "everybody", .pattern = "*", .matched = {"https://a.test", "null", "x"}},
      {.name = "opaque origins", .pattern = "null", .matched = {"null"}, .others = {"https://null", "NULL", ""}},
  };
}

TEST(OriginPattern, MatchesTheOriginsItMeans) {
  for (auto const& row : match_rows()) {
    SCOPED_TRACE(row.name);
    auto const pattern = OriginPattern::parse(row.pattern);
    ASSERT_TRUE(pattern.has_value());
    for (auto const origin : row.matched) {
      EXPECT_TRUE(pattern->matches(origin)) << origin;
    }
    for (auto const origin : row.others) {
      EXPECT_FALSE(pattern->matches(origin)) << origin;
    }
  }
}

TEST(OriginPattern, LooksAtNoOriginThatIsTooLong) {
  auto const pattern = OriginPattern::parse("https://**.example.com").value();
  auto const long_host = [](std::size_t length) { return "https://" + std::string(length, 'a') + ".example.com"; };
  EXPECT_TRUE(pattern.matches(long_host(240)));
  EXPECT_FALSE(pattern.matches(long_host(65536)));
}

struct TextRow {
  std::string_view name;
  std::string_view written;
  std::string_view text;
};

TEST(OriginPattern, HasOneWayToBeWritten) {
  std::vector<TextRow> const rows = {
      {.name = "an exact origin", .written = "https://a.test", .text = "https://a.test"},
      {.name = "one label", .written = "https://*.a.test:8443", .text = "https://*.a.test:8443"},
      {.name = "any depth", .written = "https://**.a.test:*", .text = "https://**.a.test:*"},
      {.name = "a list of one", .written = "https://a.test:[8443]", .text = "https://a.test:8443"},
      {.name = "a list of the default port", .written = "https://a.test:[443]", .text = "https://a.test"},
      {.name = "a list out of order", .written = "https://a.test:[9,1-3,2-5]", .text = "https://a.test:[1-5,9]"},
      {.name = "every port in a range", .written = "https://a.test:[1-65535]", .text = "https://a.test:*"},
      {.name = "Unicode", .written = "https://*.b\u00FCcher.example", .text = "https://*.xn--bcher-kva.example"},
      {.name = "an IPv6 address", .written = "http://[::1]:*", .text = "http://[::1]:*"},
      {.name = "everybody", .written = "*", .text = "*"},
      {.name = "opaque", .written = "null", .text = "null"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const pattern = OriginPattern::parse(row.written);
    ASSERT_TRUE(pattern.has_value());
    EXPECT_EQ(pattern->text(), row.text);
    EXPECT_EQ(OriginPattern::parse(row.text), pattern);
  }
}

struct MistakeRow {
  std::string_view name;
  std::string_view written;
  DiagnosticCode code;
  std::string_view expected = {};
};

TEST(OriginPattern, SaysWhatIsWrong) {
  using enum DiagnosticCode;
  std::vector<MistakeRow> const rows = {
      {.name = "a trailing slash",
       .written = "https://a.test/",
       .code = policy_origin_has_path,
       .expected = "the origin is https://a.test; an origin has no trailing slash"},
      {.name = "a query",
       .written = "https://a.test?x",
       .code = policy_origin_has_path,
       .expected = "the origin is https://a.test; an origin has no query"},
      {.name = "a wildcard without a scheme",
       .written = "*.example.com",
       .code = policy_origin_invalid,
       .expected = "write its scheme too, as in https://*.example.com"},
      {.name = "a wildcard for any depth and a port, without a scheme",
       .written = "**.a.test:8443",
       .code = policy_origin_invalid,
       .expected = "write its scheme too, as in https://**.a.test:8443"},
      {.name = "a wildcard without a scheme that no scheme would mend",
       .written = "*a",
       .code = policy_origin_invalid,
       .expected = "write its scheme too, as in https://*.example.com"},
      {.name = "a path behind a wildcard",
       .written = "https://*.a.test:8443/x?y",
       .code = policy_origin_has_path,
       .expected = "the origin is https://*.a.test:8443; an origin has no path"},
      {.name = "a path behind something else that is wrong",
       .written = "https://A.test/",
       .code = policy_origin_upper_case},
      {.name = "the default port",
       .written = "https://a.test:443",
       .code = policy_origin_default_port,
       .expected = "the origin is https://a.test"},
      {.name = "upper case",
       .written = "https://App.Example.com",
       .code = policy_origin_upper_case,
       .expected = "write https://app.example.com"},
      {.name = "a scheme in upper case, with a wildcard",
       .written = "HTTPS://*.example.com:*",
       .code = policy_origin_upper_case,
       .expected = "write https://*.example.com:*"},
      {.name = "a short IPv4 address",
       .written = "http://127.1:3000",
       .code = policy_origin_not_canonical,
       .expected = "the origin is http://127.0.0.1:3000"},
      {.name = "a long IPv6 address",
       .written = "http://[0::1]",
       .code = policy_origin_not_canonical,
       .expected = "the origin is http://[::1]"},
      {.name = "a port with a zero before it",
       .written = "https://a.test:06060",
       .code = policy_origin_not_canonical,
       .expected = "the origin is https://a.test:6060"},
      {.name = "a percent-encoded name",
       .written = "https://%61.test",
       .code = policy_origin_not_canonical,
       .expected = "the origin is https://a.test"},
      {.name = "port 0", .written = "http://127.0.0.1:0", .code = policy_origin_port_invalid},
      {.name = "a port too high", .written = "https://a.test:65536", .code = policy_origin_port_invalid},
      {.name = "a port that is no number", .written = "https://a.test:abc", .code = policy_origin_port_invalid},
      {.name = "an empty list of ports", .written = "https://a.test:[]", .code = policy_origin_port_invalid},
      {.name = "a comma too many", .written = "https://a.test:[80,]", .code = policy_origin_port_invalid},
      {.name = "a range the wrong way round", .written = "https://a.test:[9-8]", .code = policy_origin_port_invalid},
      {.name = "a port and a list", .written = "https://a.test:1:[2]", .code = policy_origin_port_invalid},
      {.name = "a wildcard inside a label",
       .written = "https://a*.example.com",
       .code = policy_origin_wildcard_misplaced},
      {.name = "a wildcard in the middle",
       .written = "https://a.*.example.com",
       .code = policy_origin_wildcard_misplaced},
      {.name = "a wildcard without a dot", .written = "https://*example.com", .code = policy_origin_wildcard_misplaced},
      {.name = "a wildcard for a whole host", .written = "https://*", .code = policy_origin_wildcard_misplaced},
      {.name = "a wildcard for a scheme", .written = "*://a.test", .code = policy_origin_wildcard_misplaced},
      {.name = "a wildcard before an address",
       .written = "http://*.127.0.0.1",
       .code = policy_origin_wildcard_misplaced},
      {.name = "a wildcard before an IPv6 address",
       .written = "http://*.[::1]",
       .code = policy_origin_wildcard_misplaced},
      {.name = "no scheme",
       .written = "a.test",
       .code = policy_origin_invalid,
       .expected = "an origin begins with its scheme: write https://a.test"},
      {.name = "nothing", .written = "", .code = policy_origin_invalid},
      {.name = "a bare word",
       .written = "NULL",
       .code = policy_origin_invalid,
       .expected = "write null, in lower case, for an opaque origin"},
      {.name = "a user",
       .written = "https://user@a.test",
       .code = policy_origin_invalid,
       .expected = "the origin is https://a.test; an origin has no user or password"},
      {.name = "spaces",
       .written = " https://a.test ",
       .code = policy_origin_invalid,
       .expected = "the origin is https://a.test; an origin has no spaces"},
      {.name = "a file", .written = "file://", .code = policy_origin_invalid},
      {.name = "a host that ends in a number", .written = "http://foo.bar.255:6060", .code = policy_origin_invalid},
      {.name = "a dot too many",
       .written = "https://a..test",
       .code = policy_origin_invalid,
       .expected = "there is a name between two dots"},
      {.name = "an asterisk that is one only when it is read",
       .written = "https://\xEF\xBC\x8A.com",
       .code = policy_origin_invalid},
      {.name = "quotation marks", .written = "https://a'b`c.test", .code = policy_origin_invalid},
      {.name = "a quotation mark that is one only when it is read",
       .written = "https://a\xE3\x80\x82test\xEF\xBC\x82x",
       .code = policy_origin_invalid},
      {.name = "a variable of a configuration", .written = "x://${HOME}", .code = policy_origin_invalid},
      {.name = "a comma", .written = "x://a,null", .code = policy_origin_invalid},
      {.name = "a letter that vanishes",
       .written = "https://exa\xC2\xADmple.com",
       .code = policy_origin_not_canonical,
       .expected = "the origin is https://example.com"},
      {.name = "an address in wide digits",
       .written = "http://\xEF\xBC\x91\xEF\xBC\x92\xEF\xBC\x97.0.0.1",
       .code = policy_origin_not_canonical,
       .expected = "the origin is http://127.0.0.1"},
      {.name = "a default port behind a name in Unicode",
       .written = "https://\xC3\xBC.test:443",
       .code = policy_origin_not_canonical,
       .expected = "the origin is https://xn--tda.test"},
      {.name = "a dot before the name", .written = "https://.a.test", .code = policy_origin_invalid},
      {.name = "a dot too many behind a wildcard", .written = "https://**..test", .code = policy_origin_invalid},
      {.name = "two dots at the end", .written = "https://a.test..", .code = policy_origin_invalid},
      {.name = "a host that no host is", .written = "https://^foo", .code = policy_origin_invalid},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const pattern = OriginPattern::parse(row.written);
    ASSERT_FALSE(pattern.has_value()) << pattern->text();
    ASSERT_EQ(pattern.error().size(), 1U);
    auto const& mistake = pattern.error().front();
    EXPECT_EQ(to_string(mistake.code), to_string(row.code));
    EXPECT_EQ(mistake.value, row.written);
    if (!row.expected.empty()) {
      EXPECT_EQ(mistake.expected, row.expected);
    }
  }
}

TEST(OriginPattern, RefusesHostsAndSchemesThatDnsAndBrowsersDoNotHave) {
  EXPECT_TRUE(OriginPattern::parse("https://" + std::string(253, 'a')).has_value());
  EXPECT_FALSE(OriginPattern::parse("https://" + std::string(254, 'a')).has_value());
  EXPECT_TRUE(OriginPattern::parse("https://*." + std::string(249, 'a')).has_value());
  EXPECT_FALSE(OriginPattern::parse("https://*." + std::string(250, 'a')).has_value());
  EXPECT_FALSE(OriginPattern::parse(std::string(65, 'a') + "://localhost").has_value());
}

struct RelationRow {
  std::string_view name;
  std::string_view wide;
  std::string_view narrow;
  bool covers = false;
  bool covers_back = false;
  bool intersects = false;
};

TEST(OriginPattern, CanBeCompared) {
  std::vector<RelationRow> const rows = {
      {.name = "itself",
       .wide = "https://a.b",
       .narrow = "https://a.b",
       .covers = true,
       .covers_back = true,
       .intersects = true},
      {.name = "everybody", .wide = "*", .narrow = "https://a.b", .covers = true, .intersects = true},
      {.name = "everybody, opaque origins too", .wide = "*", .narrow = "null", .covers = true, .intersects = true},
      {.name = "a tuple is never opaque", .wide = "https://a.b", .narrow = "null"},
      {.name = "one label", .wide = "https://*.b", .narrow = "https://a.b", .covers = true, .intersects = true},
      {.name = "any depth", .wide = "https://**.b", .narrow = "https://*.b", .covers = true, .intersects = true},
      {.name = "any depth, below",
       .wide = "https://**.b",
       .narrow = "https://**.a.b",
       .covers = true,
       .intersects = true},
      {.name = "one label, below", .wide = "https://*.b", .narrow = "https://*.a.b"},
      {.name = "one label and the host itself", .wide = "https://*.b", .narrow = "https://b"},
      {.name = "another scheme", .wide = "https://*.b", .narrow = "http://a.b"},
      {.name = "more ports",
       .wide = "https://*.b:*",
       .narrow = "https://*.b:[80,443]",
       .covers = true,
       .intersects = true},
      {.name = "ports that overlap", .wide = "https://a.b:[1-5]", .narrow = "https://a.b:[4-9]", .intersects = true},
      {.name = "other ports", .wide = "https://a.b:1", .narrow = "https://a.b:2"},
      {.name = "narrower host, wider ports", .wide = "https://*.b", .narrow = "https://a.b:*", .intersects = true},
      {.name = "a label no wildcard stands for", .wide = "https://**.b", .narrow = "https://*.a~.b"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const wide = OriginPattern::parse(row.wide).value();
    auto const narrow = OriginPattern::parse(row.narrow).value();
    EXPECT_EQ(covers(wide, narrow), row.covers);
    EXPECT_EQ(covers(narrow, wide), row.covers_back);
    EXPECT_EQ(intersects(wide, narrow), row.intersects);
    EXPECT_EQ(intersects(narrow, wide), row.intersects);
  }
}

// Names of a world so small that patterns and origins often meet.
rc::Gen<std::string> small_host() {
  return rc::gen::element<std::string>("a", "b", "a.a", "a.b", "b.a", "a.a.b", "b.a.a", "a.b.a", "b.a.b.a");
}

rc::Gen<std::string> small_pattern() {
  return rc::gen::map(rc::gen::tuple(rc::gen::element<std::string>("http://", "https://"),
                                     rc::gen::element<std::string>("", "*.", "**."), small_host(),
                                     rc::gen::element<std::string>("", ":*", ":8080", ":[8000-8080]", ":[80,443]")),
                      [](auto const& parts) {
                        auto const& [scheme, wildcard, host, ports] = parts;
                        return scheme + wildcard + host + ports;
                      });
}

rc::Gen<std::string> small_origin() {
  return rc::gen::map(rc::gen::tuple(rc::gen::element<std::string>("http://", "https://"), small_host(),
                                     rc::gen::element<std::string>("", ":80", ":443", ":8000", ":8080", ":9")),
                      [](auto const& parts) {
                        auto const& [scheme, host, port] = parts;
                        return scheme + host + port;
                      });
}

std::size_t labels_of(std::string_view host) {
  return static_cast<std::size_t>(std::ranges::count(host, '.')) + 1;
}

bool naive_port_match(std::string_view scheme, std::string_view pattern, std::string_view port) {
  std::string_view const implied = scheme == "http://" ? ":80" : ":443";
  if (port == implied) {
    return false;
  }
  auto const number = port.empty() ? implied : port;
  if (pattern == ":*") {
    return true;
  }
  if (pattern == ":[8000-8080]") {
    return number == ":8000" || number == ":8080";
  }
  if (pattern == ":[80,443]") {
    return number == ":80" || number == ":443";
  }
  return pattern == port;
}

bool naive_match(std::string_view pattern, std::string_view origin) {
  auto const cut = [](std::string_view text) {
    auto const scheme_end = text.find("://") + 3;
    auto const port_start = std::min(text.find(':', scheme_end), text.size());
    return std::array{text.substr(0, scheme_end), text.substr(scheme_end, port_start - scheme_end),
                      text.substr(port_start)};
  };
  auto const [scheme, host_pattern, ports] = cut(pattern);
  auto const [origin_scheme, host, port] = cut(origin);
  if (scheme != origin_scheme || !naive_port_match(scheme, ports, port)) {
    return false;
  }
  auto const star = host_pattern.find_last_of('*');
  if (star == std::string_view::npos) {
    return host == host_pattern;
  }
  auto const dotted = host_pattern.substr(star + 1);
  bool const is_below = host.size() > dotted.size() && host.ends_with(dotted);
  return is_below && (star == 1 || labels_of(host) == labels_of(host_pattern));
}

RC_GTEST_PROP(OriginPattern, MatchesWhatANaiveMatcherMatches, ()) {
  auto const text = *small_pattern();
  auto const origin = *small_origin();
  auto const pattern = OriginPattern::parse(text);
  RC_ASSERT(pattern.has_value());
  RC_ASSERT(pattern->matches(origin) == naive_match(text, origin));
}

RC_GTEST_PROP(OriginPattern, CoversMeansThatNothingIsOutside, ()) {
  auto const wide = OriginPattern::parse(*small_pattern()).value();
  auto const narrow = OriginPattern::parse(*small_pattern()).value();
  auto const origin = *small_origin();
  if (covers(wide, narrow)) {
    RC_ASSERT(!narrow.matches(origin) || wide.matches(origin));
  }
  if (!intersects(wide, narrow)) {
    RC_ASSERT(!narrow.matches(origin) || !wide.matches(origin));
  }
}

RC_GTEST_PROP(OriginPattern, WhatIsNotCoveredHasAWitness, ()) {
  auto const wide = OriginPattern::parse(*small_pattern()).value();
  auto const narrow = OriginPattern::parse(*small_pattern()).value();
  auto const hosts = typical_hosts(narrow, "fresh");
  bool has_witness = false;
  for (auto const& host : hosts) {
    for (auto const range : narrow.ports().ranges()) {
      for (int port = range.first; port <= range.last; ++port) {
        auto const origin = serialize_origin(narrow.scheme(), host, static_cast<std::uint16_t>(port));
        RC_ASSERT(narrow.matches(origin));
        has_witness = has_witness || !wide.matches(origin);
        if (has_witness) {
          break;
        }
      }
    }
  }
  RC_ASSERT(has_witness == !covers(wide, narrow));
}

}  // namespace
}  // namespace corsage::policy
