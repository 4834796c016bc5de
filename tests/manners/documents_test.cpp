#include <filesystem>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "manners/source_tree.hpp"

#include <gtest/gtest.h>

namespace corsage::manners {
namespace {

/// The documents that people write; docs/reasons is generated and has a test of its own.
std::vector<std::filesystem::path> documents() {
  std::vector<std::filesystem::path> found = {"README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md"};
  for (auto const& file : files_below("docs", {".md"})) {
    if (!file.string().starts_with("docs/reasons/")) {
      found.push_back(file);
    }
  }
  return found;
}

TEST(Documents, SayWhatEveryPackageIsFor) {
  auto const explained = content("docs/dependencies.md");
  for (auto const& line : lines(content("packaging/debian-packages.txt"))) {
    std::string package;
    std::istringstream(line) >> package;
    if (!package.empty() && package.front() != '#' && package.front() != '[') {
      EXPECT_NE(explained.find("`" + package + "`"), std::string::npos) << package;
    }
  }
}

TEST(Documents, LinkToWhatIsThere) {
  std::regex const link(R"(\]\(([^)#:]+)(#[^)]*)?\))");
  for (auto const& file : documents()) {
    auto const text = content(file);
    for (std::sregex_iterator found(text.begin(), text.end(), link), end; found != end; ++found) {
      EXPECT_TRUE(std::filesystem::exists(root() / file.parent_path() / (*found)[1].str()))
          << file << " " << found->str();
    }
  }
}

// `make NAME` in a document is a target of the Makefile, and the Makefile's help names every target people call.
TEST(Documents, NameTargetsThatMakeKnows) {
  std::set<std::string> targets;
  for (auto const& line : lines(content("Makefile"))) {
    if (line.find(":") != std::string::npos && line.find("## ") != std::string::npos) {
      targets.insert(line.substr(0, line.find(':')));
    }
  }
  std::regex const call(R"((?:^|`| {4})make ([a-z-]+))", std::regex::multiline);
  for (auto const& file : documents()) {
    auto const text = content(file);
    for (std::sregex_iterator found(text.begin(), text.end(), call), end; found != end; ++found) {
      EXPECT_TRUE(targets.contains((*found)[1].str())) << file << " " << found->str();
    }
  }
}

}  // namespace
}  // namespace corsage::manners
