#pragma once

#include <algorithm>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/base/diagnostic.hpp"
#include "corsage/base/nearest_name.hpp"
#include "toml_place.hpp"

#include <fmt/format.h>

namespace corsage::formats {

/// One key that a table may have.
template <typename Reader>
struct TableKey {
  std::string_view name;
  bool (Reader::*take)(toml::node const&);  ///< takes its value; false where it is not what it should be
  std::string expected;                     ///< what the value must be, in words
};

/// What a mistake in a document is called, and in its tables' keys and values.
struct TableMistakes {
  DiagnosticCode not_toml = DiagnosticCode::file_not_toml;
  DiagnosticCode character_foreign = DiagnosticCode::file_character_foreign;
  DiagnosticCode key_unknown;
  DiagnosticCode value_wrong;
  std::string_view keys_are_listed;  ///< where the keys can be read
};

/// Hands each value of a table to its key; tells what the table may not have, and what is not what it should be.
template <typename Reader>
void read_table(toml::table const& table, std::span<TableKey<Reader> const> keys, Reader& reader,
                TableMistakes const& codes, TomlLines const& lines, Diagnostics& mistakes) {
  for (auto const& [name, value] : table) {
    auto const key = std::ranges::find(keys, name.str(), &TableKey<Reader>::name);
    if (key == keys.end()) {
      std::vector<std::string> names;
      std::ranges::transform(keys, std::back_inserter(names),
                             [](auto const& known) { return std::string(known.name); });
      mistakes.push_back({.code = codes.key_unknown,
                          .value = std::string(name.str()),
                          .expected = std::string(codes.keys_are_listed) + did_you_mean(name.str(), names),
                          .range = lines.range_of(name.source())});
    } else if (!(reader.*key->take)(value)) {
      mistakes.push_back({.code = codes.value_wrong,
                          .value = fmt::format("the value of {}", name.str()),
                          .expected = key->expected,
                          .range = lines.range_of(value.source())});
    }
  }
}

}  // namespace corsage::formats
