#include "ipv4.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "byte_set.hpp"

namespace corsage::url {
namespace {

/// More than any part may be, so that sums of digits stop here and stay in range.
constexpr std::uint64_t too_large = std::uint64_t{1} << 32;

/// https://url.spec.whatwg.org/#ipv4-number-parser ; numbers of 2^32 and above are all `too_large`.
std::optional<std::uint64_t> parse_ipv4_number(std::string_view text) {
  // 1. Nothing is no number.
  if (text.empty()) {
    return std::nullopt;
  }
  // 4.-5. "0x" makes it hexadecimal, any other leading zero octal.
  unsigned radix = 10;
  if (text.size() >= 2 && text[0] == '0') {
    bool const hexadecimal = text[1] == 'x' || text[1] == 'X';
    radix = hexadecimal ? 16 : 8;
    text.remove_prefix(hexadecimal ? 2 : 1);
  }
  // 6. "0x" alone is zero; the loop gives that.
  std::uint64_t number = 0;
  for (char const digit : text) {
    // 7. A digit that the radix does not have.
    if (!ascii_hex_digits.contains(digit) || hex_digit_value(digit) >= radix) {
      return std::nullopt;
    }
    number = std::min(number * radix + hex_digit_value(digit), too_large);
  }
  return number;
}

std::string_view without_trailing_dot(std::string_view domain) {
  return domain.ends_with('.') ? domain.substr(0, domain.size() - 1) : domain;
}

}  // namespace

bool ends_in_a_number(std::string_view ascii_domain) {
  // 2.-4. The last label, or the one before a trailing dot.
  auto const domain = without_trailing_dot(ascii_domain);
  auto const dot = domain.rfind('.');
  auto const last = dot == std::string_view::npos ? domain : domain.substr(dot + 1);
  if (last.empty() || !ascii_digits.contains(last.front())) {
    return false;
  }
  // 5. All digits: even where an octal number cannot have them.
  bool all_digits = true;
  for (char const byte : last) {
    all_digits = all_digits && ascii_digits.contains(byte);
  }
  // 6. Or a number as the IPv4 parser reads them.
  return all_digits || parse_ipv4_number(last).has_value();
}

std::optional<std::uint32_t> parse_ipv4(std::string_view ascii_domain) {
  // 1.-2. The parts between dots; a trailing dot is let through.
  auto rest = without_trailing_dot(ascii_domain);
  std::array<std::uint64_t, 4> numbers{};
  std::size_t size = 0;
  for (bool last = false; !last;) {
    // 4. At most four parts.
    if (size == numbers.size()) {
      return std::nullopt;
    }
    auto const dot = rest.find('.');
    last = dot == std::string_view::npos;
    // 6. Each a number.
    auto const number = parse_ipv4_number(rest.substr(0, dot));
    if (!number) {
      return std::nullopt;
    }
    numbers[size++] = *number;
    rest = last ? std::string_view() : rest.substr(dot + 1);
  }
  // 9. The last part fills all the bytes that are left.
  std::uint64_t address = numbers[size - 1];
  if (address >= std::uint64_t{1} << (8 * (5 - size))) {
    return std::nullopt;
  }
  for (std::size_t counter = 0; counter + 1 < size; ++counter) {
    // 8. The others are one byte each.
    if (numbers[counter] > 255) {
      return std::nullopt;
    }
    // 13. The first part is the highest byte.
    address += numbers[counter] << (8 * (3 - counter));
  }
  return static_cast<std::uint32_t>(address);
}

std::optional<std::uint32_t> parse_dotted_ipv4(std::string_view text) {
  auto const address = parse_ipv4(text);
  if (!address) {
    return std::nullopt;
  }
  // Of all that the lenient parser reads, one form is the dotted one.
  std::string dotted;
  append_ipv4(*address, dotted);
  return dotted == text ? address : std::nullopt;
}

void append_ipv4(std::uint32_t address, std::string& output) {
  std::array<char, 3> digits{};
  for (int shift = 24; shift >= 0; shift -= 8) {
    auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), (address >> shift) & 0xFF).ptr;
    output.append(digits.data(), end);
    if (shift != 0) {
      output.push_back('.');
    }
  }
}

}  // namespace corsage::url
