#include "manners/words.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace corsage::manners {
namespace {

struct Row {
  std::string_view name;
  std::string_view source;
  std::string_view code;
};

// The tests of manners are only as good as their reading of C++.
constexpr Row rows[] = {
    {.name = "a comment to the line's end", .source = "a; // throw\nb;", .code = "a;         \nb;"},
    {.name = "a comment over lines", .source = "a /* throw\n */ b", .code = "a         \n    b"},
    {.name = "a string", .source = R"(f("throw // \" ", c))", .code = "f(              , c)"},
    {.name = "a raw string", .source = "f(R\"x(\" throw)x\", c)", .code = "f(R             , c)"},
    {.name = "a character that is a quote", .source = R"(f('"', '\'', c))", .code = "f(   ,     , c)"},
    {.name = "a digit separator", .source = "1'000'000 + c", .code = "1'000'000 + c"},
};

TEST(Words, AreReadOutsideCommentsAndLiterals) {
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(without_comments_and_literals(row.source), row.code);
  }
}

TEST(Words, KnowWhatStandsAroundThem) {
  auto const found = words("throw time (x.time(),\n y->time, std::time(0))");
  std::vector<std::string> told;
  for (auto const& word : found) {
    told.push_back(word.text + (word.called ? " called" : "") + (word.is_member ? " member" : "") +
                   (word.is_qualified ? " qualified" : "") + " " + std::to_string(word.line));
  }
  EXPECT_EQ(told, (std::vector<std::string>{"throw 1", "time called 1", "x 1", "time called member 1", "y 2",
                                            "time member 2", "std 2", "time called qualified 2", "0 2"}));
}

TEST(Words, IncludesKeepTheirBrackets) {
  EXPECT_EQ(includes("#include <vector>\n#include \"corsage/url/url.hpp\"  // why\n"),
            (std::vector<std::string>{"<vector>", "\"corsage/url/url.hpp\""}));
}

}  // namespace
}  // namespace corsage::manners
