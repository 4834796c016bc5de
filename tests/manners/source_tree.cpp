#include "manners/source_tree.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>
#include <utility>

namespace corsage::manners {
namespace {

/// The parts between the bars of a table's row.
std::vector<std::string> cells(std::string const& row) {
  std::vector<std::string> found;
  std::istringstream stream(row);
  std::string cell;
  std::getline(stream, cell, '|');  // before the first bar
  while (std::getline(stream, cell, '|')) {
    found.push_back(cell);
  }
  return found;
}

/// The words between backticks.
std::vector<std::string> quoted_words(std::string const& cell) {
  std::vector<std::string> words;
  std::istringstream stream(cell);
  std::string outside;
  std::string word;
  while (std::getline(stream, outside, '`') && std::getline(stream, word, '`')) {
    words.push_back(word);
  }
  return words;
}

/// Name and row, in order: the rows of the one table whose second cell says "built" or "planned".
std::vector<std::pair<std::string, Room>> table() {
  std::vector<std::pair<std::string, Room>> rows;
  for (auto const& line : lines(content("ARCHITECTURE.md"))) {
    auto const row = cells(line);
    if (row.size() < 4 || (row[1] != " built " && row[1] != " planned ")) {
      continue;
    }
    auto const uses = quoted_words(row[3]);
    rows.emplace_back(quoted_words(row[0]).at(0), Room{row[1] == " built ", {uses.begin(), uses.end()}});
  }
  return rows;
}

}  // namespace

std::filesystem::path root() {
  return CORSAGE_SOURCE_DIR;
}

std::vector<std::filesystem::path> files_below(std::filesystem::path const& folder,
                                               std::set<std::string> const& endings) {
  std::vector<std::filesystem::path> files;
  if (!std::filesystem::exists(root() / folder)) {
    return files;
  }
  for (auto const& entry : std::filesystem::recursive_directory_iterator(root() / folder)) {
    auto const name = entry.path().filename().string();
    bool const fits = std::ranges::any_of(endings, [&](auto const& ending) { return name.ends_with(ending); });
    if (entry.is_regular_file() && fits) {
      files.push_back(std::filesystem::relative(entry.path(), root()));
    }
  }
  std::ranges::sort(files);
  return files;
}

std::vector<std::filesystem::path> all_code() {
  std::vector<std::filesystem::path> files;
  for (auto const* const folder : {"include", "src", "tests", "fuzz", "bench", "examples", "tools"}) {
    auto const found = files_below(folder, {".hpp", ".cpp", ".def"});
    files.insert(files.end(), found.begin(), found.end());
  }
  return files;
}

std::string content(std::filesystem::path const& file) {
  std::ifstream stream(root() / file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::vector<std::string> lines(std::string_view text) {
  std::vector<std::string> found;
  std::istringstream stream{std::string(text)};
  std::string line;
  while (std::getline(stream, line)) {
    found.push_back(line);
  }
  return found;
}

std::string room_of(std::filesystem::path const& file) {
  auto const path = file.generic_string();
  for (std::string_view const prefix : {"include/corsage/", "src/"}) {
    if (path.starts_with(prefix)) {
      return path.substr(prefix.size(), path.find('/', prefix.size()) - prefix.size());
    }
  }
  return {};
}

std::map<std::string, Room> rooms() {
  auto const rows = table();
  return {rows.begin(), rows.end()};
}

std::vector<std::string> room_order() {
  std::vector<std::string> names;
  for (auto const& [name, room] : table()) {
    names.push_back(name);
  }
  return names;
}

}  // namespace corsage::manners
