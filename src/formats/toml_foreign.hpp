#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace corsage::formats {

/// Whether there is nothing that the other two look for, in a fraction of their time.
bool is_ascii_only(std::string_view toml);

/// The first byte that is not ASCII and stands neither in a string nor in a comment, where TOML allows no such byte
/// (https://toml.io/en/v1.0.0#abnf-grammar): a typographic quotation mark, mostly. Exact where the document is
/// TOML but for such bytes.
std::optional<std::size_t> first_foreign_byte(std::string_view toml);

/// The document with an `x` for each character that is not ASCII: the same lines, columns and mistakes. What toml++ 3.3
/// does with such a character where it expects none is undefined, so this is what it is shown first.
std::string with_ascii_only(std::string_view toml);

}  // namespace corsage::formats
