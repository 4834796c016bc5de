#include "corsage/base/nearest_name.hpp"

#include <algorithm>
#include <vector>

namespace corsage {

std::size_t edit_distance(std::string_view left, std::string_view right) {
  // Three rows of the table of distances between prefixes: a swap looks two rows back.
  std::vector<std::size_t> two_back(right.size() + 1);
  std::vector<std::size_t> back(right.size() + 1);
  std::vector<std::size_t> row(right.size() + 1);
  for (std::size_t j = 0; j <= right.size(); ++j) {
    row[j] = j;
  }
  for (std::size_t i = 1; i <= left.size(); ++i) {
    std::swap(two_back, back);
    std::swap(back, row);
    row[0] = i;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      std::size_t const replaced = back[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
      row[j] = std::min({replaced, back[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) {
        row[j] = std::min(row[j], two_back[j - 2] + 1);
      }
    }
  }
  return row[right.size()];
}

std::optional<std::string> nearest_name(std::string_view typed, std::span<std::string const> names) {
  // A third of what was typed may be wrong: more than that is another word.
  std::size_t nearest_distance = std::max<std::size_t>(1, typed.size() / 3) + 1;
  std::optional<std::string> nearest;
  for (auto const& name : names) {
    auto const distance = edit_distance(typed, name);
    if (distance < nearest_distance) {
      nearest_distance = distance;
      nearest = name;
    }
  }
  return nearest;
}

std::string did_you_mean(std::string_view typed, std::span<std::string const> names) {
  auto const nearest = nearest_name(typed, names);
  return nearest ? "; did you mean '" + *nearest + "'?" : std::string();
}

}  // namespace corsage
