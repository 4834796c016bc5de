#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace corsage::test {

enum class Golden : std::uint8_t { compare, bless };

/// What to do with the files, as the program's command line says.
void set_golden(Golden golden);

/// Expects `text` to be what tests/golden/expected/NAME holds; with --bless writes it there.
void expect_golden(std::string_view name, std::string const& text);

}  // namespace corsage::test
