#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "corsage/base/diagnostic.hpp"
#include "table_reader.hpp"

namespace corsage::formats {

/// What the value of a key must be, in words; nothing where a file has no such key.
using ExpectedOfKey = std::function<std::optional<std::string_view>(std::string_view key)>;

/// A document as its lines may be shown: without its secrets, and as long as before.
using ShownDocument = std::function<std::string(std::string_view toml)>;

/// Reads a TOML document (https://toml.io/en/v1.0.0) with `read`, which adds the mistakes that it finds. Where the text is
/// no TOML, that is the mistake; a number that TOML cannot hold is one, and hides no other. All come in the order of the
/// file. `name` is what their places are said to be in, `codes` what the mistakes are called. They show their lines as `shown`
/// has them; where there is none, as they are written.
Diagnostics read_toml_document(std::string_view text, std::string_view name, TableMistakes const& codes,
                               ExpectedOfKey const& expected_of_key,
                               std::function<void(toml::table const&, TomlLines const&, Diagnostics&)> const& read,
                               ShownDocument const& shown = {});

}  // namespace corsage::formats
