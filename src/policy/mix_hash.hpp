#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "corsage/base/eight_bytes.hpp"

/// A hash for tables whose keys come from a policy: quick on short texts, and no defence against chosen keys, which nobody
/// but the policy's author chooses.
namespace corsage::policy {

/// Multiplies to 128 bits and folds them.
inline std::uint64_t mixed(std::uint64_t left, std::uint64_t right) {
  __extension__ using Wide = unsigned __int128;
  auto const product = static_cast<Wide>(left) * right;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

/// What is or-ed into each byte before it counts.
inline constexpr EightBytes as_written = 0;
inline constexpr EightBytes in_lower_case = eight_times(0x20);

/// Fewer than eight bytes as one number; different for texts of one length that differ.
inline EightBytes few_bytes(std::string_view text) {
  if (text.size() >= sizeof(std::uint32_t)) {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    std::memcpy(&first, text.data(), sizeof first);
    std::memcpy(&last, text.data() + text.size() - sizeof last, sizeof last);
    return (EightBytes{last} << 32U) | first;
  }
  if (text.empty()) {
    return 0;
  }
  auto const byte_at = [text](std::size_t place) { return EightBytes{static_cast<unsigned char>(text[place])}; };
  return byte_at(0) | (byte_at(text.size() / 2) << 8U) | (byte_at(text.size() - 1) << 16U);
}

inline std::uint64_t mix_hash(std::string_view text, EightBytes fold = as_written) {
  constexpr std::uint64_t odd = 0x9E3779B97F4A7C15;  // 2^64 / golden ratio
  constexpr std::uint64_t other_odd = 0xD6E8FEB86659FD93;
  constexpr auto width = sizeof(EightBytes);
  std::uint64_t hash = text.size() * other_odd;
  if (text.size() < width) {
    return mixed(hash ^ (few_bytes(text) | fold), odd);
  }
  for (std::size_t place = 0; place + width < text.size(); place += width) {
    hash = mixed(hash ^ (eight_bytes(text.data() + place) | fold), odd);
  }
  // The last eight overlap the ones before: quicker than byte by byte.
  return mixed(hash ^ (eight_bytes(text.data() + text.size() - width) | fold), other_odd);
}

}  // namespace corsage::policy
