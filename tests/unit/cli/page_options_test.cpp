#include "page_options.hpp"

#include <optional>
#include <string>
#include <vector>

#include "support/temporary_directory.hpp"

#include <CLI/CLI.hpp>
#include <gtest/gtest.h>

namespace corsage::cli {
namespace {

/// The page of a command line; the line must parse.
Result<Page> page(std::vector<std::string> words) {
  CLI::App command;
  PageOptions options;
  add_page_options(command, options);
  std::ranges::reverse(words);
  command.parse(words);
  return page_of(options);
}

struct PageRow {
  std::string name;
  std::vector<std::string> words;
  std::string method = "GET";
  http::HeaderList headers = {};
  std::optional<std::string> body = std::nullopt;
  std::string origin = "https://app.test";
  std::string page_url = "https://app.test/";
};

TEST(PageOptions, MakeARequest) {
  test::TemporaryDirectory const directory;
  auto const file = directory.write("body", std::string("a\0b\n", 4));
  PageRow const rows[] = {
      {.name = "a GET when nothing is said", .words = {"https://api.test/x", "--from", "https://app.test"}},
      {.name = "a POST when there is data",
       .words = {"https://api.test/x", "--from", "https://app.test", "-d", "a=1"},
       .method = "POST",
       .body = "a=1"},
      {.name = "unless a method is said",
       .words = {"https://api.test/x", "--from", "https://app.test", "-d", "", "-X", "patch"},
       .method = "patch",
       .body = ""},
      {.name = "@ reads a file byte for byte",
       .words = {"https://api.test/x", "--from", "https://app.test", "--data", "@" + file},
       .method = "POST",
       .body = std::string("a\0b\n", 4)},
      {.name = "headers keep order, case and doubles; a script's string becomes bytes",
       .words = {"https://api.test/x", "--from", "https://app.test", "-H", "X-b:1", "-H", "x-a:  \xc3\xa9 ", "-H",
                 "X-b:"},
       .headers = {{"X-b", "1"}, {"x-a", "\xe9"}, {"X-b", ""}}},
      {.name = "what is no UTF-8 is bytes",
       .words = {"https://api.test/x", "--from", "https://app.test", "-H", "x-a: \xe9\xe2\x82\xac", "-H",
                 "x-b: \xe2\x82"},
       .headers = {{"x-a", "\xe9\xe2\x82\xac"}, {"x-b", "\xe2\x82"}}},
      {.name = "an option that may be repeated leaves the URL behind it alone",
       .words = {"-H", "x-a: 1", "https://api.test/x", "--from", "https://app.test"},
       .headers = {{"x-a", "1"}}},
      {.name = "a page without an origin of its own has no address",
       .words = {"https://api.test/x", "--from", "null"},
       .origin = "null",
       .page_url = ""},
      {.name = "file:// is such a page",
       .words = {"https://api.test/x", "--from", "file://"},
       .origin = "null",
       .page_url = ""},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const made = page(row.words);
    ASSERT_TRUE(made);
    EXPECT_EQ(made->request.url.href(), "https://api.test/x");
    EXPECT_EQ(made->request.method, row.method);
    EXPECT_EQ(made->request.headers, row.headers);
    EXPECT_EQ(made->request.body ? std::optional(made->request.body->bytes) : std::nullopt, row.body);
    EXPECT_EQ(made->environment.origin.serialized(), row.origin);
    EXPECT_EQ(made->environment.url ? made->environment.url->href() : "", row.page_url);
  }
}

TEST(PageOptions, ReadModes) {
  auto const made = page({"https://api.test/x", "--from", "null", "--mode", "no-cors", "--credentials", "include",
                          "--redirect", "manual"});
  ASSERT_TRUE(made);
  EXPECT_EQ(made->request.mode, fetch::RequestMode::no_cors);
  EXPECT_EQ(made->request.credentials, fetch::CredentialsMode::include);
  EXPECT_EQ(made->request.redirect, fetch::RedirectMode::manual);
}

struct MistakeRow {
  std::string name;
  std::vector<std::string> words;
  DiagnosticCode code;
  std::string value;
  std::string option;
};

TEST(PageOptions, TellMistakes) {
  MistakeRow const rows[] = {
      {.name = "no URL",
       .words = {"--from", "null"},
       .code = DiagnosticCode::option_missing,
       .value = "the URL",
       .option = "URL"},
      {.name = "no origin",
       .words = {"https://api.test/x"},
       .code = DiagnosticCode::option_missing,
       .value = "the page's origin",
       .option = "--from"},
      {.name = "an origin with a path",
       .words = {"https://api.test/x", "--from", "https://app.test/x"},
       .code = DiagnosticCode::origin_invalid,
       .value = "https://app.test/x",
       .option = "--from"},
      {.name = "a URL without a scheme",
       .words = {"api.test/x", "--from", "null"},
       .code = DiagnosticCode::url_invalid,
       .value = "api.test/x",
       .option = "URL"},
      {.name = "a method that is no token",
       .words = {"https://api.test/x", "--from", "null", "-X", "PU T"},
       .code = DiagnosticCode::method_invalid,
       .value = "PU T",
       .option = "--method"},
      {.name = "an empty method",
       .words = {"https://api.test/x", "--from", "null", "-X", ""},
       .code = DiagnosticCode::method_invalid,
       .value = "",
       .option = "--method"},
      {.name = "a header without a colon",
       .words = {"https://api.test/x", "--from", "null", "-H", "x-a"},
       .code = DiagnosticCode::header_without_colon,
       .value = "***",
       .option = "--header"},
      {.name = "a header whose name is no token",
       .words = {"https://api.test/x", "--from", "null", "-H", "x a: 1"},
       .code = DiagnosticCode::header_name_invalid,
       .value = "x ***",
       .option = "--header"},
      {.name = "a header with a line break",
       .words = {"https://api.test/x", "--from", "null", "-H", "x-a: 1\r\n2"},
       .code = DiagnosticCode::header_value_invalid,
       .value = "x-a",
       .option = "--header"},
      {.name = "a header with a character that is no byte",
       .words = {"https://api.test/x", "--from", "null", "-H", "x-a: \xc3\xa9 \xe2\x82\xac"},
       .code = DiagnosticCode::header_value_not_bytes,
       .value = "\xe2\x82\xac",
       .option = "--header"},
      {.name = "a file that is not there",
       .words = {"https://api.test/x", "--from", "null", "-d", "@/no/such/file"},
       .code = DiagnosticCode::file_unreadable,
       .value = "/no/such/file",
       .option = "--data"},
      {.name = "a file that is a directory",
       .words = {"https://api.test/x", "--from", "null", "-d", "@/"},
       .code = DiagnosticCode::file_unreadable,
       .value = "/",
       .option = "--data"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const made = page(row.words);
    ASSERT_FALSE(made);
    ASSERT_EQ(made.error().size(), 1U);
    EXPECT_EQ(made.error()[0].code, row.code);
    EXPECT_EQ(made.error()[0].value, row.value);
    EXPECT_EQ(made.error()[0].range.source, row.option);
  }
}

TEST(PageOptions, TellAllMistakesAtOnce) {
  auto const made = page({"x", "-X", "PU T", "-H", "x-a", "-H", "x-b"});
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().size(), 5U);
}

}  // namespace
}  // namespace corsage::cli
