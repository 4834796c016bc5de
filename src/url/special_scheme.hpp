#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace corsage::url {

/// One row of https://url.spec.whatwg.org/#special-scheme
struct SpecialScheme {
  std::string_view scheme;
  std::optional<std::uint16_t> default_port;
};

/// The commonest first: the table is searched from its start.
inline constexpr std::array special_schemes{
    SpecialScheme{"https", 443}, SpecialScheme{"http", 80}, SpecialScheme{"wss", 443},
    SpecialScheme{"ws", 80},     SpecialScheme{"ftp", 21},  SpecialScheme{"file", std::nullopt},
};

/// The row of a special scheme (in lower case); null for any other.
constexpr SpecialScheme const* find_special_scheme(std::string_view scheme) {
  for (auto const& row : special_schemes) {
    if (row.scheme == scheme) {
      return &row;
    }
  }
  return nullptr;
}

}  // namespace corsage::url
