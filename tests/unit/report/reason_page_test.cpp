#include "corsage/report/reason_page.hpp"

#include <sstream>
#include <string>

#include <gtest/gtest.h>

namespace corsage::report {
namespace {

template <typename Check>
void for_each_reason(Check check) {
  for (std::size_t i = 0; i < trace::reason_count; ++i) {
    auto const reason = static_cast<trace::Reason>(i);
    SCOPED_TRACE(trace::to_string(reason));
    check(reason, trace::text(reason));
  }
}

TEST(ReasonPage, no_line_is_wider_than_the_terminal) {
  for_each_reason([](trace::Reason reason, trace::ReasonText const&) {
    for (std::size_t const width : {40U, 80U, 120U}) {
      std::istringstream lines(reason_page(reason, {.width = width}));
      for (std::string line; std::getline(lines, line);) {
        EXPECT_LE(display_width(line), width) << line;
      }
    }
  });
}

TEST(ReasonPage, terminal_and_markdown_are_made_of_one_table) {
  for_each_reason([](trace::Reason reason, trace::ReasonText const& row) {
    auto const page = reason_page(reason, {.width = 10000, .colors = Colors::none});
    auto const markdown = reason_markdown(reason);
    for (auto const part : {row.title, row.token, row.header}) {
      EXPECT_NE(page.find(part), std::string::npos) << part;
      EXPECT_NE(markdown.find(part), std::string::npos) << part;
    }
    EXPECT_NE(markdown.find(row.explanation), std::string::npos);
    EXPECT_NE(markdown.find(row.fix), std::string::npos);
  });
}

TEST(ReasonPage, list_and_index_hold_every_reason) {
  auto const list = reason_list({});
  auto const index = reason_index_markdown();
  for_each_reason([&](trace::Reason, trace::ReasonText const& row) {
    EXPECT_NE(list.find(row.token), std::string::npos);
    EXPECT_NE(index.find(std::string("(") + std::string(row.token) + ".md)"), std::string::npos);
  });
}

TEST(ReasonPage, what_audits_alone_say_has_their_severity) {
  auto const page = reason_page(trace::Reason::origin_reflected, {});
  EXPECT_NE(page.find("  severity  security, high with credentials, otherwise low\n"), std::string::npos) << page;
  EXPECT_EQ(page.find("warning"), std::string::npos) << page;
  auto const shared = reason_page(trace::Reason::vary_origin_missing, {});
  EXPECT_NE(shared.find("  severity  warning: works today, but not for sure\n"), std::string::npos) << shared;
  EXPECT_NE(shared.find("  audit     "), std::string::npos) << shared;
}

}  // namespace
}  // namespace corsage::report
