#include "corsage/formats/policy_file.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/formats/compiled_policy.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace corsage::formats {
namespace {

TEST(PolicyFile, every_key_is_read) {
  auto const file = read_policy_file(R"([cors]
origins          = ["https://app.example.com", "https://*.example.com"]   # or ["*"]
credentials      = true
methods          = ["PUT", "PATCH"]
request_headers  = ["authorization"]
response_headers = ["x-request-id"]
max_age          = 600
preflight_status = 200
disclosure       = "full"
timing           = true
dangerously_allow_null_origin = true
dangerously_allow_any_origin_with_credentials = true
dangerously_allow_insecure_origins_with_credentials = true
dangerously_allow_public_suffixes = true
)",
                                     "corsage.toml");
  EXPECT_TRUE(file.mistakes.empty());
  policy::Config const expected{.origins = {"https://app.example.com", "https://*.example.com"},
                                .credentials = true,
                                .methods = {"PUT", "PATCH"},
                                .request_headers = {"authorization"},
                                .response_headers = {"x-request-id"},
                                .max_age = 600,
                                .preflight_status = 200,
                                .discloses_full_lists = true,
                                .timing = true,
                                .dangerously_allow_null_origin = true,
                                .dangerously_allow_any_origin_with_credentials = true,
                                .dangerously_allow_insecure_origins_with_credentials = true,
                                .dangerously_allow_public_suffixes = true};
  EXPECT_EQ(file.config, expected);
}

/// What a place underlines.
std::string_view underlined(SourceRange const& range) {
  return range.text.view().substr(range.column - 1, range.length);
}

TEST(PolicyFile, every_value_has_its_place) {
  auto const file = read_policy_file(
      "# \xC3\xBC\n[cors]\r\norigins = [ \"https://m\xC3\xBC.example\", # \xC3\xBC\n  \"https://b.example\" ]\r\n"
      "credentials = true\nmax_age = 5 # \xC3\xBC\n",
      "p.toml");
  ASSERT_TRUE(file.mistakes.empty());
  auto const& places = file.places;
  ASSERT_EQ(places.origins.entries.size(), 2U);
  struct Row {
    std::string name;
    SourceRange const& place;
    std::size_t line;
    std::size_t column;
    std::string underlined;
  };
  Row const rows[] = {
      {"the table", places.table, 2, 1, "[cors]"},
      {"an entry", places.origins.entries[0], 3, 13, "\"https://m\xC3\xBC.example\""},
      {"an entry of the next line", places.origins.entries[1], 4, 3, "\"https://b.example\""},
      {"a list over two lines", places.origins.whole, 3, 11, "[ \"https://m\xC3\xBC.example\", # \xC3\xBC"},
      {"a boolean", places.credentials, 5, 15, "true"},
      {"a number", places.max_age, 6, 11, "5"},
      {"what is missing is missed at the table", places.preflight_status, 2, 1, "[cors]"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(row.place.source, "p.toml");
    EXPECT_EQ(row.place.line, row.line);
    EXPECT_EQ(row.place.column, row.column);
    EXPECT_EQ(underlined(row.place), row.underlined);
  }
}

struct Mistake {
  DiagnosticCode code;
  std::string value;
  std::size_t line;
  std::size_t column;
  std::size_t length;

  bool operator==(Mistake const&) const = default;
};

std::ostream& operator<<(std::ostream& stream, Mistake const& mistake) {
  return stream << to_string(mistake.code) << " '" << mistake.value << "' " << mistake.line << ':' << mistake.column
                << '+' << mistake.length;
}

TEST(PolicyFile, every_mistake_is_told_at_its_place) {
  using Code = DiagnosticCode;
  struct Row {
    std::string name;
    std::string text;
    std::vector<Mistake> mistakes;
  };
  Row const rows[] = {
      {"an empty file", "", {{Code::policy_table_missing, "[cors]", 1, 1, 0}}},
      {"no table", "# nothing\n", {{Code::policy_table_missing, "[cors]", 1, 10, 0}}},
      {"a key without its table", "origins = []\n", {{Code::policy_table_missing, "[cors]", 1, 1, 7}}},
      {"keys without their table, and another",
       "\ntiming = true\norigins = []\ncolour = 2\n",
       {{Code::policy_table_missing, "[cors]", 2, 1, 6}, {Code::policy_key_unknown, "colour", 4, 1, 6}}},
      {"a key above its table", "timing = true\n[cors]\n", {{Code::policy_key_unknown, "timing", 1, 1, 6}}},
      {"a table of another name", "[cors]\n[CORS]\n", {{Code::policy_key_unknown, "CORS", 2, 2, 4}}},
      {"cors that is no table", "cors = 1\n", {{Code::policy_key_unknown, "cors", 1, 1, 4}}},
      {"an unknown key", "[cors]\norigin = []\n", {{Code::policy_key_unknown, "origin", 2, 1, 6}}},
      {"text for a list",
       "[cors]\norigins = \"https://a.example\"\n",
       {{Code::policy_value_wrong, "the value of origins", 2, 11, 19}}},
      {"a number in a list",
       "[cors]\nmethods = [\"PUT\", 7]\n",
       {{Code::policy_value_wrong, "an entry of this list", 2, 19, 1}}},
      {"text for a boolean",
       "[cors]\ncredentials = \"yes\"\n",
       {{Code::policy_value_wrong, "the value of credentials", 2, 15, 5}}},
      {"a negative age", "[cors]\nmax_age = -1\n", {{Code::policy_value_wrong, "the value of max_age", 2, 11, 2}}},
      {"a status that no integer holds",
       "[cors]\npreflight_status = 99999999999\n",
       {{Code::policy_value_wrong, "the value of preflight_status", 2, 20, 11}}},
      {"an age beyond 64 bits",
       "[cors] # \xC3\xBC\nmax_age = 9_223_372_036_854_775_808 # \xC3\xBC\n",
       {{Code::policy_value_wrong, "the value of max_age", 2, 11, 25}}},
      {"a negative age beyond 64 bits",
       "[cors]\nmax_age=-99999999999999999999",
       {{Code::policy_value_wrong, "the value of max_age", 2, 9, 21}}},
      {"a number beyond 64 bits in a list",
       "[cors]\nmethods = [99999999999999999999]\n",
       {{Code::policy_value_wrong, "99999999999999999999", 2, 12, 20}}},
      {"a number beyond 64 bits for a boolean, and no TOML below",
       "[cors]\ntiming = 99999999999999999999\nmethods = [\n",
       {{Code::policy_value_wrong, "the value of timing", 2, 10, 20},
        {Code::policy_file_not_toml, "Error while parsing array: encountered end-of-file", 3, 12, 0}}},
      {"a header that ends too early",
       "[[",
       {{Code::policy_file_not_toml, "Error while parsing table header: encountered end-of-file", 1, 3, 0}}},
      {"a header that ends too early, below a policy",
       "[cors]\norigins = []\n[[",
       {{Code::policy_file_not_toml, "Error while parsing table header: encountered end-of-file", 3, 3, 0}}},
      {"keys on one line",
       "[cors]\ntiming = true; max_age = 5\n",
       {{Code::policy_file_not_toml, "no ';' ends a value", 2, 14, 1}}},
      {"numbers beyond 64 bits hide nothing",
       "[cors]\npreflight_status = 99999999999999999999\ncolour = 99999999999999999999\ntiming = 1\n",
       {{Code::policy_value_wrong, "the value of preflight_status", 2, 20, 20},
        {Code::policy_key_unknown, "colour", 3, 1, 6},
        {Code::policy_value_wrong, "99999999999999999999", 3, 10, 20},
        {Code::policy_value_wrong, "the value of timing", 4, 10, 1}}},
      {"a broken number", "[cors]\nmax_age = 1.5\n", {{Code::policy_value_wrong, "the value of max_age", 2, 11, 3}}},
      {"another word",
       "[cors]\ndisclosure = \"all\"\n",
       {{Code::policy_value_wrong, "the value of disclosure", 2, 14, 5}}},
      {"quotation marks of a word processor",
       "[cors] # \xC3\xBC\norigins = [\xE2\x80\x9Chttps://a.example\xE2\x80\x9D]\n",
       {{Code::policy_character_foreign, "\xE2\x80\x9C", 2, 12, 3}}},
      {"a letter in a key", "[cors]\nm\xC3\xB6thods = []\n", {{Code::policy_character_foreign, "\xC3\xB6", 2, 2, 2}}},
      {"several, in the order of the file",
       "[cors]\ntiming = 1\ncolour = 2\ncredentials = 3\n",
       {{Code::policy_value_wrong, "the value of timing", 2, 10, 1},
        {Code::policy_key_unknown, "colour", 3, 1, 6},
        {Code::policy_value_wrong, "the value of credentials", 4, 15, 1}}},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    std::vector<Mistake> mistakes;
    for (auto const& mistake : read_policy_file(row.text, "p.toml").mistakes) {
      auto const& range = mistake.range;
      mistakes.push_back({mistake.code, mistake.value, range.line, range.column, range.length});
    }
    EXPECT_EQ(mistakes, row.mistakes);
  }
}

TEST(PolicyFile, what_is_not_toml_is_pointed_at) {
  auto const file = read_policy_file("[cors]\norigins = [\"https://a.example\n", "p.toml");
  ASSERT_EQ(file.mistakes.size(), 1U);
  EXPECT_EQ(file.mistakes.front().code, DiagnosticCode::policy_file_not_toml);
  EXPECT_EQ(file.mistakes.front().range.line, 2U);
  EXPECT_FALSE(file.mistakes.front().value.empty());
}

TEST(PolicyFile, a_number_out_of_range_is_told_with_what_is_sensible) {
  for (std::string const number : {"-1", "99999999999999999999"}) {
    SCOPED_TRACE(number);
    auto const file = read_policy_file("[cors]\nmax_age = " + number + "\n", "p.toml");
    ASSERT_EQ(file.mistakes.size(), 1U);
    EXPECT_NE(file.mistakes.front().expected.find("no browser keeps more than 86400"), std::string::npos);
  }
}

TEST(PolicyFile, any_letter_may_stand_in_a_string) {
  for (std::string const value : {R"("\\\"\u00fc)"
                                  "\xC3\xBC\"",
                                  "'\xC3\xBC\\'",
                                  R"("""a"b)"
                                  "\xC3\xBC\"\"\"\"",
                                  "'''\xC3\xBC'\n''''"}) {
    SCOPED_TRACE(value);
    EXPECT_TRUE(read_policy_file("[cors]\norigins = [" + value + "] # \xC3\xBC\n", "p.toml").mistakes.empty());
  }
}

TEST(PolicyFile, a_byte_order_mark_is_no_part_of_it) {
  auto const file = read_policy_file("\xEF\xBB\xBF[cors]\ntiming = true\n", "p.toml");
  EXPECT_TRUE(file.mistakes.empty());
  EXPECT_TRUE(file.config.timing);
}

TEST(PolicyFile, an_unknown_key_is_told_with_the_one_that_was_meant) {
  auto const file = read_policy_file("[cors]\nrequest_header = []\n", "p.toml");
  ASSERT_EQ(file.mistakes.size(), 1U);
  EXPECT_NE(file.mistakes.front().expected.find("'request_headers'"), std::string::npos);
}

TEST(PolicyFile, a_key_outside_of_the_table_is_told_where_it_belongs) {
  auto const file = read_policy_file("timing = true\n[cors]\n", "p.toml");
  ASSERT_EQ(file.mistakes.size(), 1U);
  EXPECT_EQ(file.mistakes.front().expected, "it belongs to the table: write it below [cors]");
}

TEST(CompiledPolicy, origins_that_are_not_there_are_told_as_what_they_are) {
  struct Row {
    std::string name;
    std::string text;
    Mistake mistake;
  };
  using Code = DiagnosticCode;
  Row const rows[] = {
      {"no list", "[cors]\ntiming = true\n", {Code::policy_origins_missing, "is missing", 1, 1, 6}},
      {"an empty list", "[cors]\norigins = []\n", {Code::policy_origins_missing, "names nobody", 2, 11, 2}},
      {"a misspelt key", "[cors]\norigin = [\"*\"]\n", {Code::policy_key_unknown, "origin", 2, 1, 6}},
      {"a key that is none", "[cors]\norigins = 7\n", {Code::policy_value_wrong, "the value of origins", 2, 11, 1}},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const mistakes = compile_policy_file(row.text, "p.toml").mistakes;
    ASSERT_EQ(mistakes.size(), 1U);
    auto const& range = mistakes.front().range;
    EXPECT_EQ((Mistake{mistakes.front().code, mistakes.front().value, range.line, range.column, range.length}),
              row.mistake);
  }
}

TEST(PolicyFile, entries_of_one_line_share_it) {
  std::string text = "[cors]\norigins = [";
  for (int i = 0; i < 2000; ++i) {
    text += fmt::format("\"https://m\xC3\xBC{}.example\", ", i);
  }
  auto const file = read_policy_file(text + "]\n", "p.toml");
  auto const& places = file.places.origins.entries;
  ASSERT_EQ(places.size(), 2000U);
  for (std::size_t i = 0; i < places.size(); ++i) {
    EXPECT_EQ(underlined(places[i]), fmt::format("\"https://m\xC3\xBC{}.example\"", i));
    EXPECT_EQ(places[i].text.view().data(), places[0].text.view().data());
  }
}

TEST(PolicyFile, what_is_written_reads_back) {
  rc::check([] {
    policy::Config config;
    config.origins =
        *rc::gen::container<std::vector<std::string>>(rc::gen::container<std::string>(rc::gen::inRange<char>(0, 127)));
    config.methods = *rc::gen::container<std::vector<std::string>>(
        rc::gen::container<std::string>(rc::gen::elementOf(std::string("AB\"\\*"))));
    config.credentials = *rc::gen::arbitrary<bool>();
    if (*rc::gen::arbitrary<bool>()) {
      config.max_age = *rc::gen::inRange<std::uint64_t>(0, 1U << 31U);
    }
    config.preflight_status = *rc::gen::inRange(200, 300);
    config.discloses_full_lists = *rc::gen::arbitrary<bool>();
    config.timing = *rc::gen::arbitrary<bool>();
    config.dangerously_allow_null_origin = *rc::gen::arbitrary<bool>();
    config.dangerously_allow_public_suffixes = *rc::gen::arbitrary<bool>();
    auto const file = read_policy_file(write_policy_file(config), "p.toml");
    RC_ASSERT(file.mistakes.empty());
    RC_ASSERT(file.config == config);
  });
}

TEST(PolicyFile, what_is_as_usual_is_not_written) {
  EXPECT_EQ(write_policy_file({.origins = {"https://a.example"}}),
            "[cors]\norigins          = [\"https://a.example\"]\n");
}

}  // namespace
}  // namespace corsage::formats
