#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corsage/http/header_list.hpp"

namespace corsage::http {

/// A header's values by its grammar, with the three results of *extract header list values*
/// (https://fetch.spec.whatwg.org/#extract-header-list-values): absent is not an empty list, and neither is failure.
template <typename Value>
class Extracted {
 public:
  static Extracted absent() { return Extracted(State::absent, {}, {}); }
  static Extracted failure(std::string_view offending) { return Extracted(State::failure, {}, offending); }
  static Extracted of(Value value) { return Extracted(State::value, std::move(value), {}); }

  bool is_absent() const { return state_ == State::absent; }
  bool is_failure() const { return state_ == State::failure; }
  bool has_value() const { return state_ == State::value; }

  /// The parsed value; an empty one when absent or failed.
  Value const& value() const { return value_; }

  /// What the grammar refuses, a view into the header list: the element of a list; else the line, or the line too many.
  std::string_view offending() const { return offending_; }

 private:
  enum class State : std::uint8_t { absent, failure, value };
  Extracted(State state, Value value, std::string_view offending)
      : state_(state), value_(std::move(value)), offending_(offending) {}

  State state_;
  Value value_;
  std::string_view offending_;
};

/// Elements of a `#token` list, as views into the header list they were read from: valid while that lives unchanged.
/// The ordinary list is short and lies inside; only a long one allocates.
class TokenList {
 public:
  TokenList() = default;
  TokenList(std::initializer_list<std::string_view> tokens) {
    std::ranges::for_each(tokens, [this](auto token) { push_back(token); });
  }

  void push_back(std::string_view token) {
    if (long_.empty() && size_ < short_.size()) {
      short_[size_++] = token;
      return;
    }
    if (long_.empty()) {
      long_.assign(short_.begin(), short_.end());
    }
    long_.push_back(token);
  }

  std::string_view const* begin() const { return long_.empty() ? short_.data() : long_.data(); }
  std::string_view const* end() const { return begin() + size(); }
  std::size_t size() const { return long_.empty() ? size_ : long_.size(); }
  bool empty() const { return size() == 0; }
  std::string_view operator[](std::size_t index) const { return begin()[index]; }

  bool operator==(TokenList const& other) const { return std::ranges::equal(*this, other); }

 private:
  std::array<std::string_view, 8> short_;
  std::size_t size_ = 0;                ///< of short_, while long_ is empty
  std::vector<std::string_view> long_;  ///< all of them, once they are more than short_ holds
};

/// Reads all lines of `name` as one RFC 9110 `#token` list: empty elements and white space are allowed, an element that
/// is not a token fails the whole header. Copies no bytes.
Extracted<TokenList> extract_tokens(HeaderList const& headers, std::string_view name);

/// Reads `name` as delta-seconds (RFC 9111, section 1.2.2): digits only, one line only. Saturates at the largest value.
Extracted<std::uint64_t> extract_delta_seconds(HeaderList const& headers, std::string_view name);

/// https://fetch.spec.whatwg.org/#concept-header-list-get-decode-split : splits at commas outside quoted strings, trims
/// tab and space, keeps empty items. Nothing when the header is absent.
std::optional<std::vector<std::string>> get_decode_and_split(HeaderList const& headers, std::string_view name);

/// https://fetch.spec.whatwg.org/#header-value-get-decode-and-split, for a value in hand.
std::vector<std::string> decode_and_split(std::string_view value);

/// Whether a range's two ends may be missing is the caller's question; digits are of any length, as in the standard.
struct RangeValue {
  std::string_view start;  ///< digits, empty when null
  std::string_view end;    ///< digits, empty when null

  bool operator==(RangeValue const&) const = default;
};

enum class RangeWhitespace : std::uint8_t { allowed, forbidden };

/// https://fetch.spec.whatwg.org/#simple-range-header-value ("parse a single range header value").
std::optional<RangeValue> parse_single_range(std::string_view value, RangeWhitespace whitespace);

}  // namespace corsage::http
