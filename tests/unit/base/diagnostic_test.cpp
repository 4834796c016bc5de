#include "corsage/base/diagnostic.hpp"

#include <array>
#include <regex>
#include <set>
#include <string>
#include <string_view>

#include "corsage/base/result.hpp"

#include <gtest/gtest.h>

namespace corsage {
namespace {

constexpr std::array every_code{
#define CORSAGE_DIAGNOSTIC(id, title, help) DiagnosticCode::id,
#include "corsage/base/diagnostics.def"
#undef CORSAGE_DIAGNOSTIC
};

/// What is left of a sentence once the two places that may be filled in are taken out, and what is written as ${env:NAME}.
std::string without_places(std::string_view sentence) {
  static std::regex const places(R"(\$\{[^}]*\}|\{value\}|\{expected\})");
  return std::regex_replace(std::string(sentence), places, "");
}

/// What is not there cannot be quoted.
bool is_of_something_missing(DiagnosticCode code) {
  return to_string(code).ends_with("_missing") || to_string(code).ends_with("_empty");
}

TEST(DiagnosticTable, has_distinct_ids_in_snake_case) {
  std::set<std::string_view> ids;
  for (auto const code : every_code) {
    SCOPED_TRACE(to_string(code));
    EXPECT_TRUE(ids.insert(to_string(code)).second);
    EXPECT_EQ(to_string(code).find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_"), std::string_view::npos);
  }
}

TEST(DiagnosticTable, names_the_offending_text_and_says_what_would_be_right) {
  for (auto const code : every_code) {
    SCOPED_TRACE(to_string(code));
    EXPECT_TRUE(title(code).find("{value}") != std::string_view::npos || is_of_something_missing(code));
    EXPECT_FALSE(help(code).empty());
  }
}

TEST(DiagnosticTable, has_no_place_that_nobody_fills) {
  for (auto const code : every_code) {
    SCOPED_TRACE(to_string(code));
    EXPECT_EQ(without_places(title(code)).find_first_of("{}"), std::string::npos);
    EXPECT_EQ(without_places(help(code)).find_first_of("{}"), std::string::npos);
  }
}

TEST(Result, carries_the_mistake_when_it_fails) {
  Diagnostic const mistake{.code = DiagnosticCode::method_invalid, .value = "P UT"};
  Result<int> const failed = failure(mistake);
  ASSERT_FALSE(failed.has_value());
  EXPECT_EQ(failed.error(), Diagnostics{mistake});
}

}  // namespace
}  // namespace corsage
