#include "transport/answer_collector.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace corsage::transport {
namespace {

struct HeadRow {
  std::string name;
  std::vector<std::string> lines;
  bool has_head = true;
  int status = 200;
  std::string reason_phrase = {};
  http::HeaderList headers = {};
};

TEST(AnswerCollector, ReadsHeads) {
  HeadRow const rows[] = {
      {.name = "nothing came", .lines = {}, .has_head = false},
      {.name = "a head that is not whole is none",
       .lines = {"HTTP/1.1 201 Made\r\n", "a: 1\r\n"},
       .has_head = false,
       .status = 201,
       .reason_phrase = "Made",
       .headers = {{"a", "1"}}},
      {.name = "order, case, doubles and odd bytes are kept, white space around values is not",
       .lines = {"HTTP/1.1 200 OK\r\n", "B:1\r\n", "a:  \t2 \r\n", "B: \xe9\r\n", "\r\n"},
       .reason_phrase = "OK",
       .headers = {{"B", "1"}, {"a", "2"}, {"B", "\xe9"}}},
      {.name = "HTTP/2 has no reason phrase",
       .lines = {"HTTP/2 404 \r\n", "a: 1\r\n", "\r\n"},
       .status = 404,
       .headers = {{"a", "1"}}},
      {.name = "a reason phrase may have spaces",
       .lines = {"HTTP/1.1 418 I am a teapot\r\n", "\r\n"},
       .status = 418,
       .reason_phrase = "I am a teapot"},
      {.name = "white space before the colon belongs to the name",
       .lines = {"HTTP/1.1 200\r\n", "a : 1\r\n", "\r\n"},
       .headers = {{"a ", "1"}}},
      {.name = "a value may be empty", .lines = {"HTTP/1.1 200\r\n", "a:\r\n", "\r\n"}, .headers = {{"a", ""}}},
      {.name = "a bare line feed ends a line", .lines = {"HTTP/1.1 200\n", "a: 1\n", "\n"}, .headers = {{"a", "1"}}},
      {.name = "a folded line goes on with the value before it",
       .lines = {"HTTP/1.1 200\r\n", "b: 0\r\n", "a: 1\r\n", "\t2\r\n", "  3 \r\n", "\r\n"},
       .headers = {{"b", "0"}, {"a", "1 2 3"}}},
      {.name = "white space before the first header is no header",
       .lines = {"HTTP/1.1 200\r\n", " 2\r\n", "a: 1\r\n", "\r\n"},
       .headers = {{"a", "1"}}},
      {.name = "a line without a colon is no header",
       .lines = {"HTTP/1.1 200\r\n", "nonsense\r\n", "a: 1\r\n", "\r\n"},
       .headers = {{"a", "1"}}},
      {.name = "interim answers are left out",
       .lines = {"HTTP/1.1 100 Continue\r\n", "a: 0\r\n", "\r\n", "HTTP/1.1 103 Early Hints\r\n", "link: x\r\n", "\r\n",
                 "HTTP/1.1 200 OK\r\n", "a: 1\r\n", "\r\n"},
       .reason_phrase = "OK",
       .headers = {{"a", "1"}}},
      {.name = "an interim answer alone is no head",
       .lines = {"HTTP/1.1 103 Early Hints\r\n", "\r\n"},
       .has_head = false,
       .status = 103,
       .reason_phrase = "Early Hints"},
      {.name = "trailers are left out",
       .lines = {"HTTP/1.1 200 OK\r\n", "a: 1\r\n", "\r\n", "b: 2\r\n", "\r\n"},
       .reason_phrase = "OK",
       .headers = {{"a", "1"}}},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    AnswerCollector collector({.body_bytes = 0});
    for (auto const& line : row.lines) {
      collector.add_line(line);
    }
    EXPECT_EQ(collector.has_head(), row.has_head);
    EXPECT_EQ(collector.response().status, row.status);
    EXPECT_EQ(collector.response().reason_phrase, row.reason_phrase);
    EXPECT_EQ(collector.response().headers, row.headers);
  }
}

TEST(AnswerCollector, KeepsWhatComesWithoutAHeadApart) {
  AnswerCollector collector({.body_bytes = 5});
  EXPECT_FALSE(collector.add_body("SSH-2.0"));
  EXPECT_EQ(collector.stray(), "SSH-2.0");
  EXPECT_EQ(collector.response().body, "");
  EXPECT_FALSE(collector.is_cut());
}

TEST(AnswerCollector, KeepsAsMuchOfTheBodyAsIsAskedFor) {
  AnswerCollector collector({.body_bytes = 5});
  collector.add_line("HTTP/1.1 200 OK\r\n");
  collector.add_line("\r\n");
  EXPECT_TRUE(collector.add_body("abc"));
  EXPECT_TRUE(collector.add_body("de"));
  EXPECT_FALSE(collector.is_cut());
  EXPECT_FALSE(collector.add_body("f"));
  EXPECT_TRUE(collector.is_cut());
  EXPECT_EQ(collector.response().body, "abcde");
}

TEST(AnswerCollector, KeepsNoHeadThatIsLongerThanItsRoom) {
  std::string_view const hints = "HTTP/1.1 103 Early Hints\r\n";
  std::string_view const line = "HTTP/1.1 200 OK\r\n";
  AnswerCollector collector({.head_bytes = hints.size() + line.size() + 4});
  EXPECT_TRUE(collector.add_line(hints));
  EXPECT_TRUE(collector.add_line("\r\n"));
  EXPECT_TRUE(collector.add_line(line));
  EXPECT_FALSE(collector.is_head_cut());
  EXPECT_FALSE(collector.add_line("a: 1\r\n"));
  EXPECT_TRUE(collector.is_head_cut());
  EXPECT_FALSE(collector.has_head());
}

}  // namespace
}  // namespace corsage::transport
