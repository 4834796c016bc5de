#include "corsage/policy/compile.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace corsage::policy {
namespace {

constexpr std::array all_codes{
#define CORSAGE_DIAGNOSTIC(id, title, help) DiagnosticCode::id,
#include "corsage/base/diagnostics.def"
#undef CORSAGE_DIAGNOSTIC
};

struct Found {
  DiagnosticCode code;
  std::string_view value;
};

struct Row {
  std::string_view name;
  Config config;
  std::vector<Found> mistakes = {};
};

void expect_found(std::vector<Found> const& expected, Diagnostics const& found) {
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_EQ(to_string(found[i].code), to_string(expected[i].code));
    EXPECT_EQ(found[i].value, expected[i].value);
  }
}

std::vector<Row> rows_of_mistakes() {
  using enum DiagnosticCode;
  auto const with_origins = [](std::vector<std::string> origins) { return Config{.origins = std::move(origins)}; };
  auto const with_credentials = [](std::string origin) {
    return Config{.origins = {std::move(origin)}, .credentials = true};
  };
  std::vector<std::string> const page = {"https://a.test"};
  return {
      {.name = "an empty list means nobody", .config = {}, .mistakes = {{policy_origins_missing, "names nobody"}}},
      {.name = "no origin", .config = with_origins({"a.test"}), .mistakes = {{policy_origin_invalid, "a.test"}}},
      {.name = "a path",
       .config = with_origins({"https://a.test/x"}),
       .mistakes = {{policy_origin_has_path, "https://a.test/x"}}},
      {.name = "a default port",
       .config = with_origins({"https://a.test:443"}),
       .mistakes = {{policy_origin_default_port, "https://a.test:443"}}},
      {.name = "upper case",
       .config = with_origins({"https://A.test"}),
       .mistakes = {{policy_origin_upper_case, "https://A.test"}}},
      {.name = "another form of an address",
       .config = with_origins({"http://127.1"}),
       .mistakes = {{policy_origin_not_canonical, "http://127.1"}}},
      {.name = "a port that is none",
       .config = with_origins({"http://a.test:0"}),
       .mistakes = {{policy_origin_port_invalid, "http://a.test:0"}}},
      {.name = "a wildcard inside a label",
       .config = with_origins({"https://a*.test"}),
       .mistakes = {{policy_origin_wildcard_misplaced, "https://a*.test"}}},
      {.name = "everybody and one",
       .config = with_origins({"https://a.test", "*"}),
       .mistakes = {{policy_everybody_not_alone, "*"}}},
      {.name = "null", .config = with_origins({"null"}), .mistakes = {{policy_null_origin, "null"}}},
      {.name = "credentials for everybody",
       .config = with_credentials("*"),
       .mistakes = {{policy_everybody_with_credentials, "*"}}},
      {.name = "a wildcard before a top-level domain",
       .config = with_origins({"https://*.com"}),
       .mistakes = {{policy_public_suffix, "https://*.com"}}},
      {.name = "a wildcard before a suffix of two labels",
       .config = with_origins({"https://**.co.uk:*"}),
       .mistakes = {{policy_public_suffix, "https://**.co.uk:*"}}},
      {.name = "a wildcard before a private suffix",
       .config = with_origins({"https://*.github.io"}),
       .mistakes = {{policy_public_suffix, "https://*.github.io"}}},
      {.name = "a wildcard before a name below which all names are suffixes",
       .config = with_origins({"https://*.kawasaki.jp"}),
       .mistakes = {{policy_public_suffix, "https://*.kawasaki.jp"}}},
      {.name = "a wildcard before a name that no list has",
       .config = with_origins({"https://*.intranetname"}),
       .mistakes = {{policy_public_suffix, "https://*.intranetname"}}},
      {.name = "credentials over http",
       .config = with_credentials("http://a.test"),
       .mistakes = {{policy_insecure_origin, "http://a.test"}}},
      {.name = "credentials over http below a wildcard",
       .config = with_credentials("http://*.a.test:*"),
       .mistakes = {{policy_insecure_origin, "http://*.a.test:*"}}},
      {.name = "credentials over http for an address",
       .config = with_credentials("http://192.168.0.1"),
       .mistakes = {{policy_insecure_origin, "http://192.168.0.1"}}},
      {.name = "methods",
       .config = {.origins = page, .methods = {"", "PUT", "P UT", "trace", "patch", "Put", "get", "purge"}},
       .mistakes = {{policy_method_invalid, ""},
                    {policy_method_invalid, "P UT"},
                    {policy_method_forbidden, "trace"},
                    {policy_method_case, "patch"},
                    {policy_method_case, "Put"},
                    {policy_method_case, "get"}}},
      {.name = "request headers",
       .config = {.origins = page,
                  .request_headers = {"x:", "Cookie", "Sec-Fetch-Mode", "proxy-x", "Access-Control-Allow-Origin",
                                      "X-Ok"}},
       .mistakes = {{policy_request_header_invalid, "x:"},
                    {policy_request_header_forbidden, "Cookie"},
                    {policy_request_header_forbidden, "Sec-Fetch-Mode"},
                    {policy_request_header_forbidden, "proxy-x"},
                    {policy_request_header_of_answers, "Access-Control-Allow-Origin"}}},
      {.name = "response headers",
       .config = {.origins = page, .response_headers = {"", "Set-Cookie", "X-Ok"}},
       .mistakes = {{policy_response_header_invalid, ""}, {policy_response_header_forbidden, "Set-Cookie"}}},
      {.name = "exposing all with credentials",
       .config = {.origins = page, .credentials = true, .response_headers = {"*"}},
       .mistakes = {{policy_response_header_wildcard_with_credentials, "*"}}},
      {.name = "wildcards beside names",
       .config = {.origins = page,
                  .methods = {"PUT", "*"},
                  .request_headers = {"*", "x-a"},
                  .response_headers = {"*", "x-b"}},
       .mistakes = {{policy_wildcard_not_alone, "*"},
                    {policy_wildcard_not_alone, "*"},
                    {policy_wildcard_not_alone, "*"}}},
      {.name = "a status with which no preflight passes",
       .config = {.origins = page, .preflight_status = 302},
       .mistakes = {{policy_preflight_status, "302"}}},
      {.name = "all at once",
       .config = {.origins = {"a.test", "null"},
                  .methods = {"TRACE"},
                  .request_headers = {"host"},
                  .response_headers = {"set-cookie2"},
                  .preflight_status = 199},
       .mistakes = {{policy_origin_invalid, "a.test"},
                    {policy_null_origin, "null"},
                    {policy_method_forbidden, "TRACE"},
                    {policy_request_header_forbidden, "host"},
                    {policy_response_header_forbidden, "set-cookie2"},
                    {policy_preflight_status, "199"}}},
  };
}

TEST(Compile, TellsEveryMistakeAtOnce) {
  for (auto const& row : rows_of_mistakes()) {
    SCOPED_TRACE(row.name);
    auto const policy = compile(row.config);
    ASSERT_FALSE(policy.has_value());
    expect_found(row.mistakes, policy.error());
  }
}

TEST(Compile, TakesWhatIsSaid) {
  std::vector<Row> const rows = {
      {.name = "everybody",
       .config = {.origins = {"*"}, .methods = {"*"}, .request_headers = {"*"}, .response_headers = {"*"}}},
      {.name = "everybody, twice", .config = {.origins = {"*", "*"}}},
      {.name = "wildcards with credentials",
       .config = {.origins = {"https://a.test"},
                  .credentials = true,
                  .methods = {"*"},
                  .request_headers = {"*", "Authorization"}}},
      {.name = "http without credentials", .config = {.origins = {"http://a.test"}}},
      {.name = "http on loopback with credentials",
       .config = {.origins = {"http://localhost:*", "http://*.localhost", "http://127.0.0.1:3000", "http://[::1]"},
                  .credentials = true}},
      {.name = "a scheme of an app with credentials",
       .config = {.origins = {"capacitor://localhost", "ionic://localhost"}, .credentials = true}},
      {.name = "wildcards before names that nobody registers",
       .config = {.origins = {"https://*.test", "https://**.localhost", "https://*.local."}}},
      {.name = "a wildcard below one's own name below a private suffix",
       .config = {.origins = {"https://*.me.github.io"}}},
      {.name = "a method of one's own",
       .config = {.origins = {"https://a.test"}, .methods = {"PURGE", "getaway", "OPTIONS"}}},
      {.name = "null, dangerously", .config = {.origins = {"null"}, .dangerously_allow_null_origin = true}},
      {.name = "credentials for everybody, dangerously",
       .config = {.origins = {"*"}, .credentials = true, .dangerously_allow_any_origin_with_credentials = true}},
      {.name = "credentials over http, dangerously",
       .config = {.origins = {"http://a.test"},
                  .credentials = true,
                  .dangerously_allow_insecure_origins_with_credentials = true}},
      {.name = "public suffixes, dangerously",
       .config = {.origins = {"https://*.com"}, .dangerously_allow_public_suffixes = true}},
      {.name = "a status of 200", .config = {.origins = {"https://a.test"}, .preflight_status = 200}},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const policy = compile(row.config);
    if (!policy.has_value()) {
      ADD_FAILURE() << to_string(policy.error().front().code) << " " << policy.error().front().value;
    }
  }
}

TEST(Compile, PutsMistakesWhereTheyStand) {
  Config const config{.origins = {"https://a.test", "x"}, .methods = {"TRACE"}, .preflight_status = 100};
  ConfigPlaces const places{
      .origins = {.whole = {.line = 5}, .entries = {{.line = 5, .column = 12}, {.line = 6, .column = 3}}},
      .methods = {.whole = {.line = 2, .column = 11}, .entries = {}},
      .preflight_status = {.line = 9, .column = 20}};
  auto const mistakes = compile(config, places).error();
  ASSERT_EQ(mistakes.size(), 3U);
  EXPECT_EQ(mistakes[0].range.line, 2U);
  EXPECT_EQ(mistakes[1].range.line, 6U);
  EXPECT_EQ(mistakes[2].range.line, 9U);
}

TEST(Compile, PutsMissingOriginsUnderTheTable) {
  ConfigPlaces const places{.table = {.line = 1, .column = 1}};
  EXPECT_EQ(compile({}, places).error().front().range.line, 1U);
}

TEST(Print, GivesTheCanonicalForm) {
  Config const written{
      .origins = {"https://a.test:[8443]", "https://B\u00FCcher.example", "https://a.test:8443", "https://a.test"},
      .credentials = true,
      .methods = {"PUT", "PUT"},
      .request_headers = {"X-A", "authorization", "x-a"},
      .response_headers = {"X-B"},
      .max_age = 5};
  Config const expected{.origins = {"https://a.test:8443", "https://xn--bcher-kva.example", "https://a.test"},
                        .credentials = true,
                        .methods = {"PUT"},
                        .request_headers = {"authorization", "x-a"},
                        .response_headers = {"x-b"},
                        .max_age = 5};
  auto const policy = compile(written).value();
  EXPECT_EQ(print(policy), expected);
  EXPECT_EQ(compile(print(policy)).value(), policy);
}

std::vector<Row> rows_of_advice() {
  using enum DiagnosticCode;
  std::vector<std::string> const page = {"https://a.test"};
  return {
      {.name = "nothing to say",
       .config = {.origins = {"https://a.test", "https://*.b.test", "https://**.c.test"},
                  .methods = {"PUT"},
                  .request_headers = {"content-type"},
                  .max_age = 600}},
      {.name = "an origin twice",
       .config = {.origins = {"https://a.test", "https://a.test:[443]"}},
       .mistakes = {{policy_repeated, "https://a.test"}}},
      {.name = "an origin that a pattern means",
       .config = {.origins = {"https://x.a.test", "https://*.a.test"}},
       .mistakes = {{policy_origin_redundant, "https://x.a.test"}}},
      {.name = "a pattern that a deeper one means",
       .config = {.origins = {"https://*.b.a.test:8080", "https://**.a.test:*"}},
       .mistakes = {{policy_origin_redundant, "https://*.b.a.test:8080"}}},
      {.name = "ports that two others mean together",
       .config = {.origins = {"https://a.test:[1-9]", "https://a.test:[1-5]", "https://**.test:[6-9]"}},
       .mistakes = {{policy_origin_redundant, "https://a.test:[1-5]"}}},
      {.name = "a list that two others mean together",
       .config = {.origins = {"https://a.test:[2,8]", "https://a.test:[1-5]", "https://**.test:[6-9]"}},
       .mistakes = {{policy_origin_redundant, "https://a.test:[2,8]"}}},
      {.name = "Unicode",
       .config = {.origins = {"https://b\u00FCcher.example"}},
       .mistakes = {{policy_origin_unicode, "https://b\u00FCcher.example"}}},
      {.name = "methods",
       .config = {.origins = page, .methods = {"GET", "PUT", "PUT"}},
       .mistakes = {{policy_method_safelisted, "GET"}, {policy_repeated, "PUT"}}},
      {.name = "request headers",
       .config = {.origins = page, .request_headers = {"Accept", "X-A", "x-a"}},
       .mistakes = {{policy_request_header_safelisted, "Accept"}, {policy_repeated, "x-a"}}},
      {.name = "response headers",
       .config = {.origins = page, .response_headers = {"Content-Type", "etag"}},
       .mistakes = {{policy_response_header_safelisted, "Content-Type"}}},
      {.name = "a long max_age",
       .config = {.origins = page, .max_age = 86400},
       .mistakes = {{policy_max_age_capped, "86400"}}},
      {.name = "also where it does not compile",
       .config = {.origins = {"x", "https://a.test", "https://a.test"}},
       .mistakes = {{policy_repeated, "https://a.test"}}},
  };
}

TEST(Advise, SaysWhatIsWorthALook) {
  for (auto const& row : rows_of_advice()) {
    SCOPED_TRACE(row.name);
    expect_found(row.mistakes, advise(row.config));
  }
}

TEST(Advise, NamesWhatBrowsersKeep) {
  auto const advice = advise({.origins = {"https://a.test"}, .max_age = 86400});
  ASSERT_EQ(advice.size(), 1U);
  EXPECT_EQ(advice.front().expected, "Safari keeps it for 600, Chrome keeps it for 7200");
}

bool is_of_policies(DiagnosticCode code) {
  return to_string(code).starts_with("policy_");
}

TEST(MistakesInPolicies, HaveAPageEach) {
  for (auto const code : all_codes) {
    SCOPED_TRACE(to_string(code));
    EXPECT_TRUE(!is_of_policies(code) || reason_of(code).has_value());
  }
}

TEST(MistakesInPolicies, AreAllMade) {
  std::set<DiagnosticCode> made;
  for (auto const& rows : {rows_of_mistakes(), rows_of_advice()}) {
    for (auto const& row : rows) {
      for (auto const& found : row.mistakes) {
        made.insert(found.code);
      }
    }
  }
  // What this room finds stands together in the table.
  auto const first = std::ranges::find(all_codes, DiagnosticCode::policy_origins_missing);
  auto const last = std::ranges::find(all_codes, DiagnosticCode::policy_max_age_capped);
  for (auto code = first; code <= last; ++code) {
    EXPECT_TRUE(made.contains(*code)) << "no row makes " << to_string(*code);
  }
}

TEST(MistakesInPolicies, AreBlocksAndAdviceIsNot) {
  for (auto const& row : rows_of_mistakes()) {
    for (auto const& mistake : row.mistakes) {
      EXPECT_EQ(trace::text(*reason_of(mistake.code)).severity, trace::Severity::block) << to_string(mistake.code);
    }
  }
  for (auto const& row : rows_of_advice()) {
    for (auto const& advice : row.mistakes) {
      EXPECT_NE(trace::text(*reason_of(advice.code)).severity, trace::Severity::block) << to_string(advice.code);
    }
  }
}

}  // namespace
}  // namespace corsage::policy
