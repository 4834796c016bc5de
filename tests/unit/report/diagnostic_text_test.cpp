#include "corsage/report/diagnostic_text.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace corsage::report {
namespace {

struct Row {
  std::string name;
  Diagnostics diagnostics;
  std::string text;
};

TEST(DiagnosticText, shows_every_mistake_with_its_place_and_what_is_right) {
  std::vector<Row> const rows{
      {.name = "an option's value is one line",
       .diagnostics = {{.code = DiagnosticCode::origin_invalid,
                        .value = "https://a.test/",
                        .expected = "write https://a.test",
                        .range = {.source = "--from"}}},
       .text = "--from: 'https://a.test/' is not an origin; write https://a.test\n"},
      {.name = "what is wrong may be a part of what happened",
       .diagnostics = {{.code = DiagnosticCode::gateway_upstream_invalid,
                        .value = "ftp://a.test",
                        .expected = "its scheme is neither http nor https",
                        .range = {.source = "--to"}}},
       .text =
           "--to: 'ftp://a.test' is no upstream: its scheme is neither http nor https; write scheme, host and port, as "
           "in \"http://127.0.0.1:3000\"\n"},
      {.name = "a mistake in a file has a caret under it",
       .diagnostics = {{.code = DiagnosticCode::json_member_wrong,
                        .value = "method",
                        .expected = "a method is a string",
                        .range = {.source = "cases.jsonl",
                                  .line = 3,
                                  .column = 20,
                                  .length = 1,
                                  .text = R"({"id":"a","method":7})"}}},
       .text = "cases.jsonl:3:20: the member 'method' is not what it should be\n"
               "    3 | {\"id\":\"a\",\"method\":7}\n"
               "      |                    ^\n"
               "      = a method is a string\n"},
      {.name = "a place between two bytes has one caret",
       .diagnostics = {{.code = DiagnosticCode::json_invalid,
                        .value = "it ends too early",
                        .range = {.source = "-", .line = 1, .column = 3, .length = 0, .text = "{}"}}},
       .text = "-:1:3: this is not JSON: it ends too early\n"
               "    1 | {}\n"
               "      |   ^\n"},
      {.name = "a tab is a space, and the caret stands where it should",
       .diagnostics = {{.code = DiagnosticCode::policy_repeated,
                        .value = "b",
                        .range = {.source = "p", .line = 3, .column = 3, .length = 3, .text = "\t\t\"b\",\t# x"}}},
       .text = "p:3:3: 'b' stands in the list already\n"
               "    3 |   \"b\", # x\n"
               "      |   ^^^\n"
               "      = leave it out\n"},
      {.name = "all mistakes are told at once",
       .diagnostics = {{.code = DiagnosticCode::method_invalid, .value = "G T", .range = {.source = "--method"}},
                       {.code = DiagnosticCode::header_without_colon, .value = "x", .range = {.source = "--header"}}},
       .text = "--method: 'G T' is not a method; a method has letters, digits and !#$%&'*+-.^_`|~ only, as in PUT\n"
               "--header: 'x' is not a header; write it as 'Name: value'\n"},
      {.name = "a password is no one's business",
       .diagnostics = {{.code = DiagnosticCode::url_invalid,
                        .value = "http://me:my sesame@bad host/",
                        .expected = "it has a character in its host that no host can have",
                        .range = {}}},
       .text = "'http://***@bad host/' is not a URL; it has a character in its host that no host can have\n"},
      {.name = "neither is one in the line that has the mistake",
       .diagnostics = {{.code = DiagnosticCode::url_invalid,
                        .value = "http://me:sesame@bad<host/",
                        .expected = "no",
                        .range = {.source = "list",
                                  .line = 1,
                                  .column = 21,
                                  .length = 1,
                                  .text = "http://me:sesame@bad<host/?token=sesame"}}},
       .text = "list:1:21: 'http://***@bad<host/' is not a URL\n"
               "    1 | http://***@bad<host/?token=***\n"
               "      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
               "      = no\n"},
      {.name = "and the caret stays under a mistake behind it",
       .diagnostics =
           {{.code = DiagnosticCode::url_invalid,
             .value = "me:sesame@bad<host",
             .expected = "no",
             .range = {.source = "list", .line = 1, .column = 14, .length = 1, .text = "me:sesame@bad<host"}}},
       .text = "list:1:14: '***@bad<host' is not a URL\n"
               "    1 | ***@bad<host\n"
               "      |        ^\n"
               "      = no\n"},
      {.name = "or in front of it",
       .diagnostics =
           {{.code = DiagnosticCode::policy_repeated,
             .value = "b",
             .range = {.source = "p", .line = 1, .column = 1, .length = 1, .text = "b # http://me:sesame@a.test"}}},
       .text = "p:1:1: 'b' stands in the list already\n"
               "    1 | b # http://***@a.test\n"
               "      | ^\n"
               "      = leave it out\n"},
      {.name = "without a scheme, and with more behind it",
       .diagnostics =
           {{.code = DiagnosticCode::url_invalid,
             .value = "me:sesame@host/x y",
             .expected = "no",
             .range = {.source = "list", .line = 1, .column = 18, .length = 1, .text = "me:sesame@host/x y"}}},
       .text = "list:1:18: '***@host/x y' is not a URL\n"
               "    1 | ***@host/x y\n"
               "      |            ^\n"
               "      = no\n"},
      {.name = "with white space in the password",
       .diagnostics = {{.code = DiagnosticCode::url_invalid,
                        .value = "http://me:my sesame@bad host/",
                        .expected = "no",
                        .range = {.source = "list",
                                  .line = 1,
                                  .column = 26,
                                  .length = 1,
                                  .text = "  http://me:my sesame@bad host/"}}},
       .text = "list:1:26: 'http://***@bad host/' is not a URL\n"
               "    1 |   http://***@bad host/\n"
               "      |                 ^\n"
               "      = no\n"},
      {.name = "within quotation marks behind the mistake",
       .diagnostics =
           {{.code = DiagnosticCode::policy_repeated,
             .value = "b",
             .range = {.source = "p", .line = 1, .column = 1, .length = 1, .text = "b # 'me:sesame@a.test'"}}},
       .text = "p:1:1: 'b' stands in the list already\n"
               "    1 | b # '***@a.test'\n"
               "      | ^\n"
               "      = leave it out\n"},
      {.name = "what a terminal would obey is shown",
       .diagnostics = {{.code = DiagnosticCode::header_without_colon, .value = "a\x1B[2J", .range = {}}},
       .text = "'a\\x1B[2J' is not a header; write it as 'Name: value'\n"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(diagnostic_text(row.diagnostics, {}), row.text);
  }
}

TEST(DiagnosticText, what_was_given_is_masked_in_what_happened_and_in_the_line) {
  http::GivenSecrets given;
  given.add_header("X-A", "opensesame");
  Diagnostics const mistakes{
      {.code = DiagnosticCode::url_invalid,
       .value = "ftp://a.test/?x=opensesame",
       .expected = "no",
       .range = {.source = "list", .line = 1, .column = 1, .length = 3, .text = "ftp://a.test/?x=opensesame"}}};
  auto const secrets = http::Secrets(http::Secrets::masked).with(given);
  EXPECT_EQ(diagnostic_text(mistakes, {}, {}, secrets),
            "list:1:1: 'ftp://a.test/?x=***' is not a URL\n"
            "    1 | ftp://a.test/?x=***\n"
            "      | ^^^\n"
            "      = no\n");
  EXPECT_EQ(diagnostic_line(mistakes.front(), secrets), "list:1:1: 'ftp://a.test/?x=***' is not a URL; no");
}

TEST(DiagnosticText, a_long_line_is_shown_around_the_mistake) {
  std::string const line = std::string(5000, 'a') + "!" + std::string(5000, 'b');
  auto const text = diagnostic_text({{.code = DiagnosticCode::json_invalid,
                                      .value = "",
                                      .range = {.source = "f", .line = 1, .column = 5001, .length = 1, .text = line}}},
                                    {.width = 60});
  std::size_t start = 0;
  for (auto end = text.find('\n'); end != std::string::npos; start = end + 1, end = text.find('\n', start)) {
    EXPECT_LE(display_width(text.substr(start, end - start)), 60U);
  }
  EXPECT_NE(text.find("aa!bb"), std::string::npos);
}

}  // namespace
}  // namespace corsage::report
