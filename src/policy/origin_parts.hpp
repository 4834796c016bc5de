#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "corsage/base/byte_set.hpp"

namespace corsage::policy {

/// The most bytes of an Origin header that are looked at: no pattern means a longer one.
inline constexpr std::size_t longest_origin = 512;

/// An Origin header's value, cut up: views into it.
struct OriginParts {
  std::string_view scheme;
  std::string_view host;   ///< IPv6 in brackets; not validated
  std::uint16_t port = 0;  ///< the scheme's default where none is named, or PortSet::unnamed
};

/// Nothing when no browser writes an origin so: too long, without scheme or host, a port that is none, or a default port
/// written out. Takes a time bounded by `longest_origin`.
std::optional<OriginParts> split_origin(std::string_view serialized);

/// The bytes of labels as DNS has them in practice, in the case in which browsers write them.
inline constexpr ByteSet label_bytes = ByteSet().with_range('a', 'z').with_range('0', '9').with("-_");

/// Whether a wildcard stands for the text: labels as DNS has them in practice, with single dots between them. What a
/// browser could never connect to is not taken, though the URL standard has it.
bool are_labels(std::string_view text);

}  // namespace corsage::policy
