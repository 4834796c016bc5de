#pragma once

#include <cstddef>
#include <cstdint>

namespace corsage::cli {

/// `--color`
enum class ColorChoice : std::uint8_t { automatic, always, never };

/// Whether to colour what goes to this file descriptor: the option decides, then NO_COLOR (https://no-color.org/),
/// then whether it is a terminal that can.
bool uses_color(ColorChoice choice, int descriptor);

/// The columns of the terminal at this file descriptor; 80 when it is none.
std::size_t terminal_width(int descriptor);

}  // namespace corsage::cli
