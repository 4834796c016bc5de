#include "ipv6.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "byte_set.hpp"

namespace corsage::url {
namespace {

/// https://url.spec.whatwg.org/#concept-ipv6-parser , with the standard's variables.
class Ipv6Parser {
 public:
  explicit Ipv6Parser(std::string_view text) : text_(text) {}

  std::optional<Ipv6Address> parse() {
    // 5. A leading colon is half of a "::".
    if (at(':')) {
      if (!text_.substr(1).starts_with(':')) {
        return std::nullopt;
      }
      pointer_ += 2;
      compress_ = ++piece_index_;
    }
    // 6. Piece by piece.
    while (pointer_ < text_.size()) {
      if (!parse_piece()) {
        return std::nullopt;
      }
    }
    // 8. Without "::" all eight have to be there.
    if (!compress_) {
      return piece_index_ == address_.size() ? std::optional(address_) : std::nullopt;
    }
    // 7. What stands behind the "::" belongs at the end.
    std::rotate(address_.begin() + offset(*compress_), address_.begin() + offset(piece_index_), address_.end());
    return address_;
  }

 private:
  static std::ptrdiff_t offset(std::size_t index) { return static_cast<std::ptrdiff_t>(index); }
  bool at(char byte) const { return pointer_ < text_.size() && text_[pointer_] == byte; }
  bool at_digit() const { return pointer_ < text_.size() && ascii_digits.contains(text_[pointer_]); }

  /// One turn of step 6: false is failure.
  bool parse_piece() {
    // 6.1. A ninth piece.
    if (piece_index_ == address_.size()) {
      return false;
    }
    // 6.2. A second colon: here the zeros go, once.
    if (at(':')) {
      if (compress_) {
        return false;
      }
      ++pointer_;
      compress_ = ++piece_index_;
      return true;
    }
    // 6.4. Up to four hex digits.
    unsigned value = 0;
    std::size_t length = 0;
    while (length < 4 && pointer_ < text_.size() && ascii_hex_digits.contains(text_[pointer_])) {
      value = value * 16 + hex_digit_value(text_[pointer_]);
      ++pointer_;
      ++length;
    }
    // 6.5. They were the start of an IPv4 tail.
    if (at('.')) {
      pointer_ -= length;
      return length != 0 && parse_ipv4_tail();
    }
    // 6.6.-6.7. A colon with more behind it, or the end.
    if (at(':')) {
      if (++pointer_ == text_.size()) {
        return false;
      }
    } else if (pointer_ < text_.size()) {
      return false;
    }
    address_[piece_index_++] = static_cast<std::uint16_t>(value);
    return true;
  }

  /// Step 6.5: four decimal numbers fill two pieces, and nothing follows.
  bool parse_ipv4_tail() {
    if (piece_index_ > 6) {
      return false;
    }
    for (std::size_t numbers_seen = 0; numbers_seen < 4; ++numbers_seen) {
      if (numbers_seen > 0 && !at('.')) {
        return false;
      }
      pointer_ += numbers_seen > 0 ? 1U : 0U;
      auto const ipv4_piece = parse_ipv4_piece();
      if (!ipv4_piece) {
        return false;
      }
      auto& piece = address_[piece_index_ + numbers_seen / 2];
      piece = static_cast<std::uint16_t>(piece * 256U + *ipv4_piece);
    }
    piece_index_ += 2;
    return pointer_ == text_.size();
  }

  /// 0 to 255 without leading zeros.
  std::optional<unsigned> parse_ipv4_piece() {
    std::optional<unsigned> ipv4_piece;
    while (at_digit()) {
      auto const number = static_cast<unsigned>(text_[pointer_] - '0');
      if (ipv4_piece == 0U) {
        return std::nullopt;
      }
      ipv4_piece = ipv4_piece.value_or(0) * 10 + number;
      if (*ipv4_piece > 255) {
        return std::nullopt;
      }
      ++pointer_;
    }
    return ipv4_piece;
  }

  std::string_view text_;
  std::size_t pointer_ = 0;
  Ipv6Address address_{};
  std::size_t piece_index_ = 0;
  std::optional<std::size_t> compress_;
};

struct Run {
  std::size_t start = 0;
  std::size_t length = 0;
};

/// https://url.spec.whatwg.org/#find-the-ipv6-address-compressed-piece-index : the first longest run of zeros; length 0
/// when none is longer than one.
Run compressed_run(Ipv6Address const& address) {
  Run longest;
  Run current;
  for (std::size_t i = 0; i < address.size(); ++i) {
    if (address[i] != 0) {
      current = {.start = i + 1, .length = 0};
    } else if (++current.length > longest.length) {
      longest = current;
    }
  }
  return longest.length > 1 ? longest : Run{};
}

}  // namespace

std::optional<Ipv6Address> parse_ipv6(std::string_view text) {
  return Ipv6Parser(text).parse();
}

void append_ipv6(Ipv6Address const& address, std::string& output) {
  auto const compressed = compressed_run(address);
  std::array<char, 4> digits{};
  for (std::size_t i = 0; i < address.size(); ++i) {
    if (compressed.length > 0 && i == compressed.start) {
      // The piece before has written one colon already.
      output.append(i == 0 ? "::" : ":");
      i += compressed.length - 1;
      continue;
    }
    auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), address[i], 16).ptr;
    output.append(digits.data(), end);
    if (i + 1 < address.size()) {
      output.push_back(':');
    }
  }
}

}  // namespace corsage::url
