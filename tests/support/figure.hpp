#pragma once

#include <iostream>
#include <string>
#include <string_view>

namespace corsage::test {

/// Prints a figure that stands in docs/conformance.md (tools/conformance.sh gathers these lines): the same on every
/// machine, and nothing that a clock says.
inline void tell_figure(std::string_view name, std::string_view value) {
  std::cout << "figure: " << name << ": " << value << std::endl;
}

/// "12 of 13".
inline std::string of(std::size_t part, std::size_t whole) {
  return std::to_string(part) + " of " + std::to_string(whole);
}

}  // namespace corsage::test
