// What every row of reasons.def owes its reader.

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>

#include "corsage/trace/reason.hpp"

#include <gtest/gtest.h>

namespace corsage::trace {
namespace {

constexpr std::array<std::string_view, reason_count> ids{
#define CORSAGE_REASON(id, token, severity, header, title, explanation, fix) #id,
#include "corsage/trace/reasons.def"
#undef CORSAGE_REASON
};

template <typename Check>
void for_each_row(Check check) {
  for (std::size_t i = 0; i < reason_count; ++i) {
    SCOPED_TRACE(ids[i]);
    check(ids[i], text(static_cast<Reason>(i)));
  }
}

std::size_t sentences(std::string_view paragraph) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < paragraph.size(); ++i) {
    bool const at_end = i + 1 == paragraph.size() || paragraph[i + 1] == ' ';
    if ((paragraph[i] == '.' || paragraph[i] == '?') && at_end) {
      ++count;
    }
  }
  return count;
}

bool is_printable_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char byte) { return byte >= ' ' && byte <= '~'; });
}

TEST(Reasons, the_token_is_the_id_with_dashes) {
  for_each_row([](std::string_view id, ReasonText const& row) {
    std::string expected(id);
    std::ranges::replace(expected, '_', '-');
    EXPECT_EQ(row.token, expected);
  });
}

TEST(Reasons, each_token_finds_its_own_row_and_no_other) {
  for (std::size_t i = 0; i < reason_count; ++i) {
    auto const reason = static_cast<Reason>(i);
    EXPECT_EQ(reason_from(to_string(reason)), reason) << ids[i];
  }
  EXPECT_EQ(reason_from("no-such-reason"), std::nullopt);
  EXPECT_EQ(reason_from(""), std::nullopt);
}

TEST(Reasons, every_reason_stands_in_exactly_one_group) {
  std::size_t next = 0;
  for (auto const& group : reason_groups()) {
    SCOPED_TRACE(group.title);
    EXPECT_EQ(group.first, next);
    EXPECT_GE(group.count, 1U);
    next = group.first + group.count;
  }
  EXPECT_EQ(next, reason_count);
}

TEST(Reasons, titles_are_one_line_and_told_apart) {
  std::set<std::string_view> titles;
  for_each_row([&](std::string_view, ReasonText const& row) {
    EXPECT_TRUE(titles.insert(row.title).second) << row.title;
    EXPECT_FALSE(row.title.empty());
    EXPECT_FALSE(row.title.ends_with('.')) << "a title is no sentence";
    EXPECT_LE(row.title.size(), 72U) << row.title;
  });
}

TEST(Reasons, explanations_are_two_to_five_sentences) {
  for_each_row([](std::string_view, ReasonText const& row) {
    EXPECT_GE(sentences(row.explanation), 2U);
    EXPECT_LE(sentences(row.explanation), 5U);
    EXPECT_TRUE(row.explanation.ends_with('.'));
  });
}

TEST(Reasons, every_row_says_what_to_do) {
  for_each_row([](std::string_view, ReasonText const& row) {
    EXPECT_GE(sentences(row.fix), 1U);
    EXPECT_LE(sentences(row.fix), 5U);
  });
}

TEST(Reasons, paragraphs_are_ascii_with_balanced_backticks_and_single_spaces) {
  for_each_row([](std::string_view, ReasonText const& row) {
    for (auto const paragraph : {row.explanation, row.fix}) {
      EXPECT_TRUE(is_printable_ascii(paragraph));
      EXPECT_EQ(std::ranges::count(paragraph, '`') % 2, 0) << paragraph;
      EXPECT_EQ(paragraph.find("  "), std::string_view::npos) << paragraph;
    }
  });
}

TEST(Reasons, no_fix_opens_the_server_wider_than_the_page) {
  constexpr std::array<std::string_view, 4> never{"Access-Control-Allow-Origin: null", "Access-Control-Allow-Origin: *",
                                                  "any origin", "disable-web-security"};
  for_each_row([&](std::string_view, ReasonText const& row) {
    for (auto const advice : never) {
      EXPECT_EQ(row.fix.find(advice), std::string_view::npos) << advice;
    }
  });
}

}  // namespace
}  // namespace corsage::trace
