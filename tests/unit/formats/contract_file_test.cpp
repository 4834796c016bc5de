#include "corsage/formats/contract_file.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace corsage::formats {
namespace {

url::Origin origin(std::string_view text) {
  return *url::Origin::parse(text);
}

TEST(ContractFile, EveryKeyIsRead) {
  auto const file = read_contract_file(R"(at = "https://api.example.com/v1"
[[expect]]
name        = "saves"
from        = "https://app.example.com"
request     = "PUT /users/1?a=b"
headers     = ["content-type: application/json", "x-a:é"]
credentials = "include"
body        = "{}"
allowed     = true
readable    = ["X-Request-Id"]
unreadable  = ["x-internal"]
status      = 201

[[expect]]
from    = ["https://evil.example", "null"]
request = "GET /"
headers = []
allowed = false
)",
                                       "contract.toml");
  EXPECT_TRUE(file.mistakes.empty());
  Contract const expected{.at = *url::Url::parse("https://api.example.com/v1"),
                          .expectations = {{.name = "saves",
                                            .from = {origin("https://app.example.com")},
                                            .method = "PUT",
                                            .target = "/users/1?a=b",
                                            .headers = {{"content-type", "application/json"}, {"x-a", "\xE9"}},
                                            .credentials = fetch::CredentialsMode::include,
                                            .body = "{}",
                                            .allowed = true,
                                            .readable = {"x-request-id"},
                                            .unreadable = {"x-internal"},
                                            .status = 201},
                                           {.from = {origin("https://evil.example"), origin("null")},
                                            .method = "GET",
                                            .target = "/",
                                            .allowed = false}}};
  EXPECT_EQ(file.contract, expected);
  ASSERT_EQ(file.places.size(), 2U);
  EXPECT_EQ(file.places[0].line, 2U);
  EXPECT_EQ(file.places[1].line, 14U);
}

struct Mistake {
  DiagnosticCode code;
  std::string value;
  std::size_t line;
  std::size_t column;
  std::string underlined;

  bool operator==(Mistake const&) const = default;
};

void PrintTo(Mistake const& mistake, std::ostream* stream) {
  *stream << to_string(mistake.code) << " " << mistake.value << " " << mistake.line << ":" << mistake.column << " "
          << mistake.underlined;
}

struct Row {
  std::string name;
  std::string text;
  std::vector<Mistake> mistakes;
};

/// An expectation that is in order, and a line more.
std::string with(std::string_view line) {
  return fmt::format("[[expect]]\nfrom = \"null\"\nrequest = \"PUT /\"\nallowed = true\n{}\n", line);
}

/// The same, refused.
std::string refused_with(std::string_view line) {
  return fmt::format("[[expect]]\nfrom = \"null\"\nrequest = \"PUT /\"\nallowed = false\n{}\n", line);
}

std::string asking(std::string_view request) {
  return fmt::format("[[expect]]\nfrom = \"null\"\nallowed = true\nrequest = \"{}\"\n", request);
}

using Code = DiagnosticCode;

std::vector<Row> const rows = {
    {"nothing", "", {{Code::contract_empty, "", 1, 1, ""}}},
    {"nothing expected", "at = \"https://a.example\"", {{Code::contract_empty, "", 1, 25, ""}}},
    {"no list of expectations", "expect = []", {{Code::contract_value_wrong, "the value of expect", 1, 10, "[]"}}},
    {"one bracket too few",
     "[expect]\nfrom = \"null\"",
     {{Code::contract_value_wrong, "the value of expect", 1, 1, "[expect]"}}},
    {"an expectation of nothing",
     "[[expect]]",
     {{Code::contract_key_missing, "from", 1, 1, "[[expect]]"},
      {Code::contract_key_missing, "request", 1, 1, "[[expect]]"},
      {Code::contract_key_missing, "allowed", 1, 1, "[[expect]]"}}},
    {"an unknown key", with("reads = []"), {{Code::contract_key_unknown, "reads", 5, 1, "reads"}}},
    {"a policy", "[cors]", {{Code::contract_key_unknown, "cors", 1, 2, "cors"}}},
    {"no TOML", "at = [", {{Code::file_not_toml, "Error while parsing array: encountered end-of-file", 1, 7, ""}}},
    {"a header that ends too early",
     "[[",
     {{Code::file_not_toml, "Error while parsing table header: encountered end-of-file", 1, 3, ""}}},
    {"keys on one line",
     "[[expect]]\nfrom = \"null\"; request = \"GET /\"",
     {{Code::file_not_toml, "no ';' ends a value", 2, 14, ";"}}},
    {"and behind a word",
     "[[expect]]\nallowed = true; status = 1",
     {{Code::file_not_toml, "no ';' ends a value", 2, 15, ";"}}},
    {"a mark of a text processor",
     "[[expect]]\nfrom = \xE2\x80\x9Cnull\xE2\x80\x9D",
     {{Code::file_character_foreign, "\xE2\x80\x9C", 2, 8, "\xE2\x80\x9C"}}},
    {"a header without a key",
     "[[\nexpect]]",
     {{Code::file_not_toml,
       "Error while parsing key: expected bare key starting character or string delimiter, saw '\\n'", 1, 3, ""}}},
    {"a server that no page asks",
     "at = \"ftp://a.example\"\n" + with(""),
     {{Code::contract_server_invalid, "ftp://a.example", 1, 6, "\"ftp://a.example\""}}},
    {"a server with a password",
     "at = \"https://me:x@a.example\"\n" + with(""),
     {{Code::contract_server_invalid, "https://me:x@a.example", 1, 6, "\"https://me:x@a.example\""}}},
    {"a server with a query",
     "at = \"https://a.example?x\"\n" + with(""),
     {{Code::contract_server_invalid, "https://a.example?x", 1, 6, "\"https://a.example?x\""}}},
    {"a page that is no origin",
     "[[expect]]\nfrom = [\"https://a.example/\"]\nrequest = \"GET /\"\nallowed = true",
     {{Code::origin_invalid, "https://a.example/", 2, 9, "\"https://a.example/\""}}},
    {"no page",
     "[[expect]]\nfrom = []\nrequest = \"GET /\"\nallowed = true",
     {{Code::contract_value_wrong, "the value of from", 2, 8, "[]"}}},
    {"a request without a method", asking("/users"), {{Code::contract_request_invalid, "/users", 4, 11, "\"/users\""}}},
    {"a request without a path", asking("GET"), {{Code::contract_request_invalid, "GET", 4, 11, "\"GET\""}}},
    {"an empty request", asking(""), {{Code::contract_request_invalid, "", 4, 11, "\"\""}}},
    {"a path without its slash",
     asking("GET users"),
     {{Code::contract_request_invalid, "GET users", 4, 11, "\"GET users\""}}},
    {"a whole URL",
     asking("GET https://a.example/x"),
     {{Code::contract_request_invalid, "GET https://a.example/x", 4, 11, "\"GET https://a.example/x\""}}},
    {"a fragment", asking("GET /x#y"), {{Code::contract_request_invalid, "GET /x#y", 4, 11, "\"GET /x#y\""}}},
    {"a method that no page can send",
     asking("TRACE /"),
     {{Code::contract_method_forbidden, "TRACE", 4, 11, "\"TRACE /\""}}},
    {"a header that no page can set",
     with("headers = [\"x: 1\", \"Origin: x\"]"),
     {{Code::contract_header_forbidden, "Origin", 5, 20, "\"Origin: x\""}}},
    {"headers that are none",
     with("headers = [\"x\", \"a b: c\", \"x: \xE2\x98\x83\"]"),
     {{Code::header_without_colon, "x", 5, 12, "\"x\""},
      {Code::header_name_invalid, "a b", 5, 17, "\"a b: c\""},
      {Code::header_value_not_bytes, "\xE2\x98\x83", 5, 27, "\"x: \xE2\x98\x83\""}}},
    {"a secret without its colon",
     with("headers = [\"authorization Bearer x\"]"),
     {{Code::header_without_colon, "authorization ***", 5, 12, "\"authorization ********\""}}},
    {"a secret with a colon in it alone",
     with("headers = [\"authorization Basic x:y\"]"),
     {{Code::header_name_invalid, "authorization ***", 5, 12, "\"authorization *********\""}}},
    {"credentials that are none",
     with("credentials = \"same_origin\""),
     {{Code::contract_value_wrong, "the value of credentials", 5, 15, "\"same_origin\""}}},
    {"a body of a GET",
     "[[expect]]\nfrom = \"null\"\nrequest = \"get /\"\nallowed = true\nbody = \"x\"",
     {{Code::contract_body_forbidden, "GET", 5, 8, "\"*\""}}},
    {"an answer in words",
     "[[expect]]\nfrom = \"null\"\nrequest = \"GET /\"\nallowed = \"yes\"",
     {{Code::contract_value_wrong, "the value of allowed", 4, 11, "\"yes\""}}},
    {"names that no page reads",
     with("readable = [\"a b\", \"Set-Cookie\"]"),
     {{Code::contract_response_header_invalid, "a b", 5, 13, "\"a b\""},
      {Code::contract_response_header_forbidden, "Set-Cookie", 5, 20, "\"Set-Cookie\""}}},
    {"a name both ways",
     with("readable = [\"x\"]\nunreadable = [\"X\"]"),
     {{Code::contract_header_both_ways, "X", 6, 15, "\"X\""}}},
    {"reading what is refused",
     refused_with("readable = [\"x\"]\nunreadable = [\"y\"]\nstatus = 200"),
     {{Code::contract_read_when_blocked, "'readable'", 5, 13, "\"x\""},
      {Code::contract_read_when_blocked, "'unreadable'", 6, 15, "\"y\""},
      {Code::contract_read_when_blocked, "'status'", 7, 10, "200"}}},
    {"a status that is none", with("status = 99"), {{Code::contract_value_wrong, "the value of status", 5, 10, "99"}}},
    {"mistakes of several expectations, in their order",
     asking("GET") + "\n" + with("reads = []"),
     {{Code::contract_request_invalid, "GET", 4, 11, "\"GET\""},
      {Code::contract_key_unknown, "reads", 10, 1, "reads"}}},
};

TEST(ContractFile, EveryMistakeIsToldAtItsPlace) {
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    std::vector<Mistake> mistakes;
    for (auto const& mistake : read_contract_file(row.text, "contract.toml").mistakes) {
      auto const& range = mistake.range;
      mistakes.push_back({mistake.code, mistake.value, range.line, range.column,
                          std::string(range.text.view().substr(range.column - 1, range.length))});
    }
    EXPECT_EQ(mistakes, row.mistakes);
  }
}

struct ShownRow {
  std::string name;
  std::string written;  ///< in an expectation, with a mistake in its first line
  std::string shown;    ///< that line
};

// Whoever reads a log of somebody's tests reads these lines.
TEST(ContractFile, ShowsNoSecretBesideAMistake) {
  std::vector<ShownRow> const written = {
      {"a header's value", R"(headers = ["authorization: sesame", "x"])",
       R"(headers = ["authorization:*******", "x"])"},
      {"in a text that is no TOML", R"(headers = ["authorization: Bearer sesame", ; "b: c"])",
       R"(headers = ["authorization:**************", ; "b: c"])"},
      {"with quotation marks in it", R"(headers = ["authorization: Digest a=\"sesame\"" x])",
       R"(headers = ["authorization:************************)"},
      {"with quotation marks that end it too early", R"(headers = ["cookie: a="sesame"; b", "x"])",
       R"(headers = ["cookie:**************", "x"])"},
      {"as a literal string", R"(headers = ['x-api-key: a\'] ;)", R"(headers = ['x-api-key:***'] ;)"},
      {"without its last quotation mark", "headers = [\"cookie: sesame]", "headers = [\"cookie:********"},
      {"without any", "headers = [cookie: sesame]", "headers = [cookie: *******"},
      {"with typographic ones",
       "headers = [\xE2\x80\x9C"
       "cookie: sesame\xE2\x80\x9D]",
       "headers = [\xE2\x80\x9C"
       "cookie: **********"},
      {"as a table's", R"(headers = { authorization = "Bearer sesame", x = 1 })",
       R"(headers = { authorization = "***********************)"},
      {"as another language's table", R"(headers = {"Authorization": "sesame"})",
       R"(headers = {"Authorization": "******"})"},
      {"as a key of its own", R"(cookie = "sid=sesame")", R"(cookie = "**********")"},
      {"across lines", "headers = [\"\"\"cookie: a=\nsesame\"\"\"]", "headers = [\"\"\"cookie:***"},
      {"a body", R"(body = "sesame" x)", R"(body = "*********)"},
      {"a body whose quotation marks end it too early", R"(body = "{"pin": "sesame"}")",
       R"(body = "*****************")"},
      {"a body that is no text", "body = [\"sesame\"]", "body = **********"},
      {"a body across lines", "body = \"\"\"\n\\q sesame\"\"\"", "*********\"\"\""},
      {"what is none is shown", R"(headers = ["x-tenant: 7", "content-type: text/plain" ; # "cookie)",
       R"(headers = ["x-tenant: 7", "content-type: text/plain" ; # "cookie)"},
      {"a name alone is none", R"(readable = ["x-session", "a b"] # token)",
       R"(readable = ["x-session", "a b"] # token)"},
      {"a host is none", R"(from = ["https://token.example:x"])", R"(from = ["https://token.example:x"])"},
  };
  for (auto const& row : written) {
    SCOPED_TRACE(row.name);
    auto const file = read_contract_file("[[expect]]\n" + row.written + "\n", "contract.toml");
    ASSERT_FALSE(file.mistakes.empty());
    auto const shown =
        std::ranges::find_if(file.mistakes, [](Diagnostic const& mistake) { return mistake.range.line > 1; });
    ASSERT_NE(shown, file.mistakes.end());
    EXPECT_EQ(shown->range.text, row.shown);
    for (auto const& mistake : file.mistakes) {
      EXPECT_EQ(mistake.range.text.view().find("sesame"), std::string_view::npos);
      EXPECT_EQ(mistake.value.find("sesame"), std::string_view::npos);
    }
  }
}

TEST(ContractFile, SuggestsTheKeyThatWasMeant) {
  auto const file = read_contract_file(with("unreadible = []"), "contract.toml");
  ASSERT_EQ(file.mistakes.size(), 1U);
  EXPECT_EQ(file.mistakes.front().expected, "'corsage test --help' lists the keys; did you mean 'unreadable'?");
}

TEST(ContractFile, IsWrittenWithComments) {
  std::vector<WrittenExpectation> const parts = {
      {.comments = {"Nothing\n[[expect]] here."}},
      {.comments = {"Seen."},
       .expectation = explain::Expectation{.from = {origin("https://app.example.com")}, .readable = {"x-id"}}}};
  EXPECT_EQ(write_contract_file(*url::Url::parse("https://api.example.com"), parts), R"(at = "https://api.example.com"

# Nothing [[expect]] here.

# Seen.
[[expect]]
from = "https://app.example.com"
request = "GET /"
allowed = true
readable = ["x-id"]
)");
}

TEST(ContractFile, ReadsBackWhatIsWritten) {
  rc::check("whatever the contract", [] {
    explain::Expectation expectation{
        .name = *rc::gen::element<std::string>("", "a \"name\"", "two\nlines\\"),
        .from = *rc::gen::nonEmpty(rc::gen::container<std::vector<url::Origin>>(
            rc::gen::element(origin("https://a.example"), origin("null")))),
        .method = *rc::gen::element<std::string>("PUT", "PATCH", "POST"),
        .target = *rc::gen::element<std::string>("/", "/a?b=\"c\"", "/\xC3\xA9"),
        .credentials = *rc::gen::element(fetch::CredentialsMode::omit, fetch::CredentialsMode::same_origin,
                                         fetch::CredentialsMode::include),
        .allowed = *rc::gen::arbitrary<bool>()};
    if (*rc::gen::arbitrary<bool>()) {
      expectation.headers.append("x-a", *rc::gen::element<std::string>("1", "", "\xE9\x80", "a\tb"));
      expectation.body = *rc::gen::element<std::string>("", "{\"a\": 1}", "a\nb");
    }
    if (expectation.allowed) {
      expectation.readable = *rc::gen::element(std::vector<std::string>{}, std::vector<std::string>{"x-a", "x-b"});
      expectation.status = 404;
    }
    std::vector<WrittenExpectation> const parts = {{.expectation = expectation}, {.expectation = expectation}};
    auto const at = *rc::gen::element<std::string>("https://a.example/v1/", "http://127.0.0.1:8080");
    Contract const contract{.at = *url::Url::parse(at), .expectations = {expectation, expectation}};
    auto const file = read_contract_file(write_contract_file(contract.at, parts), "contract.toml");
    RC_ASSERT(file.mistakes.empty());
    RC_ASSERT(file.contract == contract);
  });
}

}  // namespace
}  // namespace corsage::formats
