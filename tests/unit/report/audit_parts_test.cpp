// The parts that reports of audits are made of: escapes, and the order of the worst.

#include <algorithm>
#include <string>
#include <vector>

#include "report/html_text.hpp"
#include "report/markdown_text.hpp"
#include "report/worst_first.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace corsage::report {
namespace {

std::size_t longest_run(std::string_view text) {
  std::size_t longest = 0;
  for (std::size_t i = 0; i < text.size();) {
    auto const end = std::min(text.find_first_not_of('`', i), text.size());
    longest = std::max(longest, end - i);
    i = end + 1;
  }
  return longest;
}

std::size_t fence_of(std::string_view markdown) {
  return markdown.find_first_not_of('`');
}

RC_GTEST_PROP(HtmlText, has_nothing_that_html_obeys, (std::string const& bytes)) {
  auto const html = html_escaped(bytes);
  RC_ASSERT(html.find_first_of("<>\"'") == std::string::npos);
  RC_ASSERT(std::ranges::count(html, '&') == std::ranges::count_if(bytes, [](char byte) {
              return std::string_view("&<>\"'").find(byte) != std::string_view::npos;
            }));
}

RC_GTEST_PROP(MarkdownText, a_fence_is_longer_than_what_stands_in_it, ()) {
  auto const text = *rc::gen::container<std::string>(rc::gen::element('`', 'a', ' ', '|', '\\', '<'));
  for (auto const& markdown : {markdown_code(text), markdown_block(text, "")}) {
    auto const fence = fence_of(markdown);
    auto const inside = std::string_view(markdown).substr(fence, markdown.find_last_of('`') + 1 - 2 * fence);
    RC_ASSERT(longest_run(inside) < fence);
  }
  RC_ASSERT(markdown_cell(text).find('|') == std::string::npos);
}

TEST(MarkdownText, literals_are_code) {
  EXPECT_EQ(markdown_of({{"names "}, {"https://a.example", Role::code}, {"."}}), "names `https://a.example`.");
  EXPECT_EQ(markdown_code("a`b"), "``a`b``");
  EXPECT_EQ(markdown_code("`b"), "`` `b ``");
  EXPECT_EQ(markdown_block("a\n```\nb", "text"), "````text\na\n```\nb\n````\n");
}

TEST(HtmlText, literals_are_code) {
  EXPECT_EQ(html_of({{"a < b "}, {"<c>", Role::code}}), "a &lt; b <code>&lt;c&gt;</code>");
}

TEST(WorstFirst, sorts_as_long_as_there_is_room) {
  WorstFirst parts(1000);
  std::string out;
  parts.add(1, "low ", out);
  parts.add(3, "high ", out);
  parts.add(1, "low, too ", out);
  EXPECT_EQ(out, "");
  parts.flush(out);
  EXPECT_EQ(out, "high low low, too ");
}

TEST(WorstFirst, goes_on_in_order_where_there_is_no_more_room) {
  WorstFirst parts(200);
  std::string out;
  parts.add(1, "low ", out);
  parts.add(3, std::string(300, 'h'), out);
  EXPECT_TRUE(parts.is_streaming());
  EXPECT_TRUE(out.starts_with("hhh"));
  EXPECT_TRUE(out.ends_with("low "));
  parts.add(3, "late", out);
  EXPECT_TRUE(out.ends_with("low late"));
}

}  // namespace
}  // namespace corsage::report
