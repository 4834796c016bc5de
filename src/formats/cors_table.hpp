#pragma once

#include <optional>
#include <string_view>

#include "corsage/base/diagnostic.hpp"
#include "corsage/policy/config.hpp"
#include "corsage/policy/config_places.hpp"
#include "toml_place.hpp"

namespace corsage::formats {

/// Reads the values of a `cors` table, wherever a file has one. What could be read is left in `config` and `places`; every
/// mistake in its form is added.
void read_cors_table(toml::table const& table, TomlLines const& lines, policy::Config& config,
                     policy::ConfigPlaces& places, Diagnostics& mistakes);

/// What the value of a key of the table must be, in words; nothing where the table has no such key.
std::optional<std::string_view> expected_of_cors_key(std::string_view key);

}  // namespace corsage::formats
