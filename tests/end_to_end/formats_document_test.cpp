#include <algorithm>
#include <cstddef>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "end_to_end/program.hpp"
#include "support/temporary_directory.hpp"

#include <gtest/gtest.h>

namespace corsage::test {
namespace {

/// The blocks of JSON in docs/formats.md, each a line with its line feed.
std::vector<std::string> examples() {
  std::ifstream page(CORSAGE_SOURCE_DIR "/docs/formats.md");
  std::vector<std::string> found;
  for (std::string line; std::getline(page, line);) {
    if (line == "```json" && std::getline(page, line)) {
      found.push_back(line + '\n');
    }
  }
  return found;
}

struct Row {
  std::string name;
  Process::Arguments arguments;
};

TEST(FormatsDocument, ShowsWhatIsAnswered) {
  TemporaryDirectory const directory;
  auto const policy = directory.write("corsage.toml", "[cors]\norigins = [\"https://app.example\"]\n");
  std::vector<Row> const rows = {{"predict", {"predict", "-"}},
                                 {"fetch --stdio", {"fetch", "--stdio"}},
                                 {"policy decide", {"policy", "decide", policy}}};
  auto const shown = examples();
  ASSERT_EQ(shown.size(), 2 * rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    SCOPED_TRACE(rows[i].name);
    EXPECT_EQ(corsage(rows[i].arguments, shown[2 * i]).output, shown[2 * i + 1]);
  }
}

/// Every row of the reader's table of keys can be looked up.
TEST(FormatsDocument, HasEveryKeyOfPolicyFiles) {
  std::ifstream page(CORSAGE_SOURCE_DIR "/docs/formats.md");
  std::string const text{std::istreambuf_iterator<char>(page), std::istreambuf_iterator<char>()};
  std::ifstream source(CORSAGE_SOURCE_DIR "/src/formats/cors_table.cpp");
  std::size_t keys = 0;
  for (std::string line; std::getline(source, line);) {
    auto const start = line.find("{\"");
    auto const end = line.find("\", &Reader::take_");
    auto const stop = end != std::string::npos ? end : line.size() - std::min<std::size_t>(line.size(), 2);
    if (line.starts_with("      {\"") && stop > start + 2) {
      auto const key = line.substr(start + 2, stop - start - 2);
      EXPECT_NE(text.find("| `" + key + "` |"), std::string::npos) << key;
      ++keys;
    }
  }
  EXPECT_GT(keys, 10U);
}

/// And every row of that of a contract's expectations.
TEST(FormatsDocument, HasEveryKeyOfContracts) {
  std::ifstream page(CORSAGE_SOURCE_DIR "/docs/formats.md");
  std::string const text{std::istreambuf_iterator<char>(page), std::istreambuf_iterator<char>()};
  std::ifstream source(CORSAGE_SOURCE_DIR "/src/formats/contract_expectation.cpp");
  std::size_t keys = 0;
  for (std::string line; std::getline(source, line);) {
    auto const end = line.find("\", &ExpectationReader::take");
    if (line.starts_with("    {\"") && end != std::string::npos) {
      EXPECT_NE(text.find("| `" + line.substr(6, end - 6) + "` |"), std::string::npos) << line;
      ++keys;
    }
  }
  EXPECT_EQ(keys, 10U);
}

}  // namespace
}  // namespace corsage::test
