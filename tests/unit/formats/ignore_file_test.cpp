#include "corsage/formats/ignore_file.hpp"

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace corsage::formats {
namespace {

constexpr Date last_day{.year = 2027, .month = 1, .day = 31};
constexpr Date day_after{.year = 2027, .month = 2, .day = 1};
constexpr Date new_year{.year = 2028, .month = 1, .day = 1};

TEST(IgnoreFile, ReadsEveryKey) {
  auto const rows = read_ignore_file(R"(# What we know of.
[[ignore]]
id = "vary-origin-missing"
url = "https://api.example.com/*"
reason = "no cache in front"
expires = 2027-01-31
)",
                                     "ignore.toml");
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 1U);
  auto const& row = rows->front();
  EXPECT_EQ(std::tie(row.id, row.url, row.reason, row.expires),
            std::tuple("vary-origin-missing", "https://api.example.com/*", "no cache in front", last_day));
  EXPECT_EQ(std::tuple(row.place.source.view(), row.place.line, row.place.column), std::tuple("ignore.toml", 3U, 6U));
}

TEST(IgnoreFile, MayBeEmpty) {
  EXPECT_EQ(read_ignore_file("# nothing yet\n", "ignore.toml").value(), std::vector<IgnoreRow>());
}

/// What a place underlines.
std::string_view underlined(SourceRange const& range) {
  return range.text.view().substr(range.column - 1, range.length);
}

TEST(IgnoreFile, TellsEveryMistakeAtOnce) {
  auto const rows = read_ignore_file(R"([[ignore]]
id = "vary-orign-missing"
url = "api.example.com"
reason = " "
expires = "2027-01-31"
until = 1

[[ignore]]
id = 7
[other]
)",
                                     "ignore.toml");
  ASSERT_FALSE(rows);
  struct Row {
    std::string name;
    DiagnosticCode code;
    std::size_t line;
    std::string underlined;
  };
  std::vector<Row> const expected{
      {"an id that nothing has", DiagnosticCode::ignore_id_unknown, 2, "\"vary-orign-missing\""},
      {"what is the beginning of no URL", DiagnosticCode::ignore_value_wrong, 3, "\"api.example.com\""},
      {"no reason", DiagnosticCode::ignore_value_wrong, 4, "\" \""},
      {"a date in quotes", DiagnosticCode::ignore_value_wrong, 5, "\"2027-01-31\""},
      {"a key that there is not", DiagnosticCode::ignore_key_unknown, 6, "until"},
      {"no URL", DiagnosticCode::ignore_key_missing, 8, "[[ignore]]"},
      {"no reason at all", DiagnosticCode::ignore_key_missing, 8, "[[ignore]]"},
      {"no date", DiagnosticCode::ignore_key_missing, 8, "[[ignore]]"},
      {"an id that is no text", DiagnosticCode::ignore_value_wrong, 9, "7"},
      {"something beside the rows", DiagnosticCode::ignore_key_unknown, 10, "other"},
  };
  ASSERT_EQ(rows.error().size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    SCOPED_TRACE(expected[i].name);
    auto const& mistake = rows.error()[i];
    EXPECT_EQ(mistake.code, expected[i].code);
    EXPECT_EQ(mistake.range.line, expected[i].line);
    EXPECT_EQ(underlined(mistake.range), expected[i].underlined);
  }
  EXPECT_NE(rows.error().front().expected.find("did you mean 'vary-origin-missing'?"), std::string::npos);
}

audit::Finding const plain_reflection{.reason = trace::Reason::origin_reflected};
audit::Finding const reflection{.reason = trace::Reason::origin_reflected, .is_credentialed = true};
audit::Finding const slash{.reason = trace::Reason::acao_invalid, .variant = "trailing-slash"};

TEST(IgnoreRow, IsAboutWhatItNames) {
  struct Row {
    std::string name;
    std::string id;
    std::string pattern;
    audit::Finding finding;
    std::string url;
    bool is_about;
  };
  std::string const url = "https://api.test/users";
  std::vector<Row> const rows{
      {"the id", "origin-reflected", "https://api.test/users", reflection, url, true},
      {"the id, whatever the credentials", "origin-reflected", url, plain_reflection, url, true},
      {"without credentials", "origin-reflected.plain", url, plain_reflection, url, true},
      {"with them", "origin-reflected.plain", url, reflection, url, false},
      {"the rule of SARIF", "origin-reflected.plain.info", url, plain_reflection, url, true},
      {"another severity", "origin-reflected.plain.low", url, plain_reflection, url, false},
      {"a variant", "acao-invalid.trailing-slash", url, slash, url, true},
      {"another variant", "acao-invalid.path", url, slash, url, false},
      {"another id", "null-origin", url, reflection, url, false},
      {"another URL", "origin-reflected", "https://api.test/user", reflection, url, false},
      {"everything below", "origin-reflected", "https://api.test/*", reflection, url, true},
      {"a star may be nothing", "origin-reflected", "https://api.test/users*", reflection, url, true},
      {"stars between", "origin-reflected", "*://*.test/*s", reflection, url, true},
      {"the end is the end", "origin-reflected", "*/user", reflection, url, false},
      {"no byte counts twice", "origin-reflected", "https://api.test/users*users", reflection, url, false},
      {"everything", "origin-reflected", "*", reflection, url, true},
      {"a URL with user and password", "origin-reflected", url, reflection, "https://me:x@api.test/users", true},
      {"or with a user alone", "origin-reflected", "https://*", reflection, "https://me@api.test/users", true},
      {"of whom nothing is looked at", "origin-reflected", "https://me*", reflection, "https://me:x@api.test/", false},
      {"an @ in the path is no user's", "origin-reflected", "https://api.test/@me", reflection, "https://api.test/@me",
       true},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(is_about({.id = row.id, .url = row.pattern}, row.finding, row.url), row.is_about);
  }
}

TEST(IgnoreRow, CountsUntilItsLastDay) {
  std::vector<IgnoreRow> const rows{{.id = "null-origin", .url = "*", .expires = last_day},
                                    {.id = "origin-reflected", .url = "*", .expires = last_day},
                                    {.id = "origin-reflected", .url = "*", .expires = new_year}};
  EXPECT_EQ(ignoring_row(rows, reflection, "https://a.test/", last_day), 1U);
  EXPECT_EQ(ignoring_row(rows, reflection, "https://a.test/", day_after), 2U);
  EXPECT_EQ(ignoring_row(rows, reflection, "https://a.test/", (Date{.year = 2028, .month = 1, .day = 2})),
            std::nullopt);
  EXPECT_FALSE(is_expired(rows[0], last_day));
  EXPECT_TRUE(is_expired(rows[0], day_after));
}

TEST(IgnoreRow, MeansWhatStarsStandFor) {
  rc::check("texts between the parts are taken by the stars",
            [](std::vector<std::string> const& parts, std::string const& between) {
              std::string pattern = "http://a.test/";
              std::string url = pattern;
              for (auto const& part : parts) {
                // A star of its own is part of the text: what means any run means it too.
                pattern += "*" + part;
                url += between + part;
              }
              RC_ASSERT(is_about({.id = "origin-reflected", .url = pattern}, reflection, url));
            });
}

}  // namespace
}  // namespace corsage::formats
