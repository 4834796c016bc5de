#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>
#include <string>
#include <string_view>

#include "manners/source_tree.hpp"
#include "manners/words.hpp"

#include <gtest/gtest.h>

namespace corsage::manners {
namespace {

/// The room that an include names: "corsage/ROOM/...", or "corsage.h". Empty for others.
std::string included_room(std::string_view include) {
  if (include == "\"corsage.h\"") {
    return "capi";
  }
  constexpr std::string_view prefix = "\"corsage/";
  if (!include.starts_with(prefix)) {
    return {};
  }
  return std::string(include.substr(prefix.size(), include.find('/', prefix.size()) - prefix.size()));
}

TEST(Layering, TheTableIsRead) {
  auto const table = rooms();
  ASSERT_GE(table.size(), 10U);
  EXPECT_EQ(table.at("trace").may_use, (std::set<std::string>{"base"}));
}

// So there are no circles.
TEST(Layering, RoomsUseOnlyRoomsAboveThem) {
  std::set<std::string> above;
  auto const table = rooms();
  for (auto const& name : room_order()) {
    SCOPED_TRACE(name);
    EXPECT_TRUE(std::ranges::includes(above, table.at(name).may_use));
    above.insert(name);
  }
}

TEST(Layering, FetchAndPolicyDoNotKnowEachOther) {
  auto const table = rooms();
  EXPECT_FALSE(table.at("fetch").may_use.contains("policy"));
  EXPECT_FALSE(table.at("policy").may_use.contains("fetch"));
}

TEST(Layering, EveryFolderIsABuiltRoom) {
  std::set<std::string> folders;
  for (auto const* const parent : {"include/corsage", "src"}) {
    for (auto const& file : files_below(parent, {".hpp", ".cpp", ".def"})) {
      folders.insert(room_of(file));
    }
  }
  std::set<std::string> built;
  for (auto const& [name, room] : rooms()) {
    if (room.built) {
      built.insert(name);
    }
  }
  EXPECT_TRUE(std::ranges::includes(built, folders));
}

TEST(Layering, RoomsIncludeOnlyWhatTheTableAllows) {
  auto const table = rooms();
  for (auto const* const parent : {"include/corsage", "src"}) {
    for (auto const& file : files_below(parent, {".hpp", ".cpp", ".def"})) {
      auto const room = room_of(file);
      for (auto const& include : includes(content(file))) {
        SCOPED_TRACE(file.string() + " includes " + include);
        auto const included = included_room(include);
        if (!included.empty()) {
          EXPECT_TRUE(included == room || table.at(room).may_use.contains(included));
          EXPECT_TRUE(std::filesystem::exists(root() / "include" / include.substr(1, include.size() - 2)));
        } else if (include.front() == '"') {
          // A private header stands beside the source that includes it, and public headers include none.
          auto const beside = file.parent_path() / include.substr(1, include.size() - 2);
          EXPECT_EQ(include.find('/'), std::string::npos);
          EXPECT_TRUE(std::filesystem::exists(root() / beside));
          EXPECT_TRUE(file.string().starts_with("src/"));
        }
      }
    }
  }
}

TEST(Layering, RoomsAreLinkedOnlyWithWhatTheTableAllows) {
  std::size_t rooms_seen = 0;
  for (auto const& [name, room] : rooms()) {
    SCOPED_TRACE(name);
    std::istringstream commands(content(std::filesystem::path("src") / name / "CMakeLists.txt"));
    bool in_uses = false;
    for (std::string word; commands >> word;) {
      bool const ends = word.ends_with(')');
      word.erase(std::remove(word.begin(), word.end(), ')'), word.end());
      if (word == "USES") {
        in_uses = true;
        ++rooms_seen;
      } else if (word == "LIBRARIES" || word == "SOURCES") {
        in_uses = false;
      } else if (in_uses && !word.empty()) {
        EXPECT_TRUE(room.may_use.contains(word)) << word;
      }
      in_uses = in_uses && !ends;
    }
  }
  EXPECT_GT(rooms_seen, 0U);
}

}  // namespace
}  // namespace corsage::manners
