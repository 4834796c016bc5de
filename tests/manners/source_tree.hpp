#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// The repository's own files, as the tests of manners read them.
namespace corsage::manners {

/// Where the repository is.
std::filesystem::path root();

/// The files below the folder (relative to the root) that have one of these endings, sorted; relative to the root.
std::vector<std::filesystem::path> files_below(std::filesystem::path const& folder,
                                               std::set<std::string> const& endings);

/// Every header and source of the folders that hold our code.
std::vector<std::filesystem::path> all_code();

/// The bytes of a file of the repository.
std::string content(std::filesystem::path const& file);

/// The lines of a text, without their ends.
std::vector<std::string> lines(std::string_view text);

/// The room that a file under include/corsage or src is in; empty for others.
std::string room_of(std::filesystem::path const& file);

/// A row of the table of rooms in ARCHITECTURE.md.
struct Room {
  bool built = false;
  std::set<std::string> may_use;
};

/// The table of rooms, by name.
std::map<std::string, Room> rooms();

/// The names of the rooms, in the table's order.
std::vector<std::string> room_order();

}  // namespace corsage::manners
