#pragma once

#include <concepts>
#include <ranges>
#include <string>
#include <string_view>
#include <utility>

namespace corsage {

/// The texts in their order, with `between` between each two: "GET, PUT". An empty text counts like any other.
template <std::ranges::input_range Texts>
  requires std::convertible_to<std::ranges::range_reference_t<Texts>, std::string_view>
std::string joined(Texts&& texts, std::string_view between = ", ") {
  std::string all;
  bool is_first = true;
  for (auto const& text : texts) {
    if (!std::exchange(is_first, false)) {
      all.append(between);
    }
    all.append(std::string_view(text));
  }
  return all;
}

}  // namespace corsage
