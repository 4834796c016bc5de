#include "corsage/formats/shell_word.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "support/process.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace corsage::formats {
namespace {

TEST(ShellWord, IsWrittenAsPeopleWouldWriteIt) {
  struct Row {
    std::string name;
    std::string text;
    std::string word;
  };
  std::vector<Row> const rows = {
      {.name = "nothing", .text = "", .word = "''"},
      {.name = "what a shell reads nothing into",
       .text = "https://a.test:1/@b,c=%20",
       .word = "https://a.test:1/@b,c=%20"},
      {.name = "a quotation mark", .text = "it's", .word = R"('it'\''s')"},
      {.name = "what a shell would expand", .text = "`$A` *", .word = "'`$A` *'"},
      {.name = "letters beyond ASCII", .text = "\u00E9", .word = "'\u00E9'"},
      {.name = "control characters", .text = "a\r'1\\", .word = R"($'a\015\'1\\')"},
      {.name = "what is not UTF-8", .text = "\xE9", .word = R"($'\351')"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(shell_word(row.text), row.word);
  }
}

TEST(ShellWord, NamesThePlacesOfSecrets) {
  http::GivenSecrets given;
  given.add_value("sesame", "env:KEPT");
  given.add_value("of-file", "file:/run/a b");
  struct Row {
    std::string name;
    std::string text;
    std::string masked;
    std::string header;
    std::string with_places;
    std::vector<std::string> places;
  };
  std::vector<Row> const rows = {
      {"nothing is a secret", "a", "a", "x", "a", {}},
      {"one that nobody knows",
       "Bearer x",
       "Bearer ***",
       "authorization",
       "Bearer ${env:AUTHORIZATION}",
       {"env:AUTHORIZATION"}},
      {"parameters",
       "/?key=1&a=2&key=1",
       "/?key=***&a=2&key=***",
       "",
       "/?key=${env:KEY}&a=2&key=${env:KEY}",
       {"env:KEY"}},
      {"one that is kept", "Bearer sesame", "Bearer ***", "authorization", "Bearer ${env:KEPT}", {"env:KEPT"}},
      {"one in a file", "of-file", "***", "x-a", "${file:/run/a b}", {"file:/run/a b"}},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    std::vector<std::string> places;
    auto const secrets = http::Secrets(http::Secrets::masked).with(given);
    EXPECT_EQ(text_with_places(row.text, row.masked, row.header, secrets, places), row.with_places);
    EXPECT_EQ(places, row.places);
  }
}

TEST(ShellWord, IsReadAsWhatItWas) {
  rc::check("a shell gives a program the same bytes", [](std::vector<std::string> texts) {
    std::string command = R"(printf '%s\0')";
    std::string expected;
    for (auto& text : texts) {
      // No word of a command line can hold it.
      std::ranges::replace(text, '\0', '\'');
      command += " " + shell_word(text);
      expected += text + '\0';
    }
    expected = texts.empty() ? std::string(1, '\0') : expected;
    RC_ASSERT(test::run({"bash", "-c", command}).output == expected);
  });
}

}  // namespace
}  // namespace corsage::formats
