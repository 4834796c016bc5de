#pragma once

#include <cstddef>
#include <cstdint>

#include "corsage/report/terminal_text.hpp"

namespace corsage::cli {

/// `--color`
enum class ColorChoice : std::uint8_t { automatic, always, never };

/// Whether to colour what goes to this file descriptor: the option decides, then NO_COLOR (https://no-color.org/),
/// then whether it is a terminal that can.
bool uses_color(ColorChoice choice, int descriptor);

/// The columns of the terminal at this file descriptor; 80 when it is none.
std::size_t terminal_width(int descriptor);

/// How many of them text for people uses: lines that are longer are hard to read.
std::size_t text_width(int descriptor);

/// How reports look on this file descriptor: its width, and at most 100 columns, which are enough to read; colours as
/// `uses_color` says; plain signs where the locale is not UTF-8.
report::Look look_of(int descriptor, ColorChoice choice);

}  // namespace corsage::cli
