#include "listed_urls.hpp"

#include <string>
#include <vector>

#include "support/temporary_directory.hpp"

#include <gtest/gtest.h>

namespace corsage::cli {
namespace {

struct Read {
  std::vector<std::string> urls = {};
  std::vector<std::string> mistakes = {};  ///< LINE:COLUMN+LENGTH
};

std::string place_of(SourceRange const& range) {
  return std::to_string(range.line) + ":" + std::to_string(range.column) + "+" + std::to_string(range.length);
}

Read read_list(std::string const& text) {
  test::TemporaryDirectory const directory;
  auto const file = directory.write("urls.txt", text);
  Read read;
  ListedUrls urls([&read](Diagnostics const& mistakes) {
    for (auto const& mistake : mistakes) {
      read.mistakes.push_back(place_of(mistake.range));
    }
  });
  EXPECT_TRUE(urls.add_list(file));
  while (auto const listed = urls.next()) {
    read.urls.push_back(std::string(listed->url.href()) + " " + place_of(listed->place));
  }
  EXPECT_TRUE(urls.is_ended());
  EXPECT_EQ(urls.has_mistakes(), !read.mistakes.empty());
  return read;
}

TEST(ListedUrls, ReadsLists) {
  struct Row {
    std::string name;
    std::string text;
    std::vector<std::string> urls = {};
    std::vector<std::string> mistakes = {};
  };
  Row const rows[] = {
      {.name = "nothing", .text = ""},
      {.name = "one a line",
       .text = "http://a.test/\nhttps://b.test/x?y\n",
       .urls = {"http://a.test/ 1:1+14", "https://b.test/x?y 2:1+18"}},
      {.name = "the last without a line end", .text = "http://a.test/", .urls = {"http://a.test/ 1:1+14"}},
      {.name = "comments, blank lines and spaces",
       .text = "# all\n\n \t\n  http://a.test/ \t\n   # more\n",
       .urls = {"http://a.test/ 4:3+14"}},
      {.name = "comments behind URLs, but fragments stay",
       .text = "http://a.test/ # ours\nhttp://b.test/\t#theirs\nhttp://c.test/#x # y # z\nhttp://d.test/?#x\n",
       .urls = {"http://a.test/ 1:1+14", "http://b.test/ 2:1+14", "http://c.test/#x 3:1+16",
                "http://d.test/?#x 4:1+17"}},
      {.name = "as Windows writes them",
       .text = "\xEF\xBB\xBFhttp://a.test/\r\n\r\nhttp://b.test/\r\n",
       .urls = {"http://a.test/ 1:4+14", "http://b.test/ 3:1+14"}},
      {.name = "each once, whatever its fragment",
       .text = "http://a.test\nhttp://a.test/\nHTTP://A.test/#x\nhttp://a.test/?\n",
       .urls = {"http://a.test/ 1:1+13", "http://a.test/? 4:1+15"}},
      {.name = "what is no URL, and goes on",
       .text = "a.test\n  http://a b/\nftp://a.test/\nhttp://a.test/\n",
       .urls = {"http://a.test/ 4:1+14"},
       .mistakes = {"1:1+6", "2:12+2", "3:1+3"}},
      {.name = "two on a line, whatever is between them",
       .text = "http://a.test/ http://b.test/\nhttp://a.test/\tb # ours\n http://a.test/, http://b.test/\n"
               "http://a.test/,https://b.test/\nhttp://a.test/x,y\nhttp://a.test/?x=http://b.test/,http://c.test/\n",
       .urls = {"http://a.test/x,y 5:1+17", "http://a.test/?x=http://b.test/,http://c.test/ 6:1+46"},
       .mistakes = {"1:16+14", "2:16+1", "3:18+14", "4:16+15"}},
      {.name = "bytes that are no text", .text = "\x1b[31m\xff\n", .mistakes = {"1:1+6"}},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const read = read_list(row.text);
    EXPECT_EQ(read.urls, row.urls);
    EXPECT_EQ(read.mistakes, row.mistakes);
  }
}

TEST(ListedUrls, TakesTheCommandLineBeforeLists) {
  test::TemporaryDirectory const directory;
  ListedUrls urls([](Diagnostics const&) {});
  EXPECT_TRUE(urls.add_list(directory.write("a", "http://a.test/\nhttp://c.test/\n")));
  EXPECT_TRUE(urls.add_list(directory.write("b", "http://b.test/\n")));
  EXPECT_TRUE(urls.add_url("http://c.test/"));
  EXPECT_FALSE(urls.add_url("c.test"));
  EXPECT_FALSE(urls.add_url("data:,x"));
  EXPECT_FALSE(urls.add_list(directory.path() / "none"));
  EXPECT_FALSE(urls.add_list(directory.path()));
  std::vector<std::string> hosts;
  while (auto const listed = urls.next()) {
    hosts.emplace_back(listed->url.host());
  }
  EXPECT_EQ(hosts, (std::vector<std::string>{"c.test", "a.test", "b.test"}));
}

TEST(ListedUrls, GuessesWhatIsLeftOfFiles) {
  test::TemporaryDirectory const directory;
  std::string text;
  for (int i = 1000; i < 2000; ++i) {
    text += "http://" + std::to_string(i) + ".test/\n";
  }
  ListedUrls urls([](Diagnostics const&) {});
  EXPECT_TRUE(urls.add_list(directory.write("a", text)));
  for (int i = 0; i < 500; ++i) {
    ASSERT_TRUE(urls.next());
  }
  EXPECT_EQ(urls.left(), 500U);
  EXPECT_TRUE(urls.add_list("/dev/zero"));
  EXPECT_EQ(urls.left(), std::nullopt);
  urls.leave_streams();
  EXPECT_EQ(urls.left(), 500U);
}

}  // namespace
}  // namespace corsage::cli
