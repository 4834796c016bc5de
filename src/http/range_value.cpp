#include <algorithm>

#include "corsage/base/bytes.hpp"
#include "corsage/http/field_values.hpp"

namespace corsage::http {
namespace {

/// What is left of a range value while it is read from the front.
class RangeReader {
 public:
  RangeReader(std::string_view rest, RangeWhitespace whitespace) : rest_(rest), whitespace_(whitespace) {}

  /// Takes `expected` from the front; false when something else stands there.
  bool take(std::string_view expected) {
    if (!rest_.starts_with(expected)) {
      return false;
    }
    rest_.remove_prefix(expected.size());
    return true;
  }

  void skip_whitespace() {
    if (whitespace_ == RangeWhitespace::allowed) {
      rest_.remove_prefix(std::min(rest_.find_first_not_of(http_tab_or_space), rest_.size()));
    }
  }

  std::string_view take_digits() {
    auto const after = std::ranges::find_if_not(rest_, is_ascii_digit);
    auto const digits = rest_.substr(0, static_cast<std::size_t>(after - rest_.begin()));
    rest_.remove_prefix(digits.size());
    return digits;
  }

  bool is_at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
  RangeWhitespace whitespace_;
};

/// Compares two numbers of any length, written in digits.
bool is_greater(std::string_view left, std::string_view right) {
  left.remove_prefix(std::min(left.find_first_not_of('0'), left.size()));
  right.remove_prefix(std::min(right.find_first_not_of('0'), right.size()));
  return left.size() != right.size() ? left.size() > right.size() : left > right;
}

}  // namespace

std::optional<RangeValue> parse_single_range(std::string_view value, RangeWhitespace whitespace) {
  RangeReader reader(value, whitespace);
  // 2. The unit is `bytes` in lower case, whatever HTTP says of units.
  if (!reader.take("bytes")) {
    return std::nullopt;
  }
  // 4-7. The equals sign.
  reader.skip_whitespace();
  if (!reader.take("=")) {
    return std::nullopt;
  }
  reader.skip_whitespace();
  // 8-9. The start, null where there are no digits.
  RangeValue range{.start = reader.take_digits(), .end = {}};
  // 10-13. The hyphen.
  reader.skip_whitespace();
  if (!reader.take("-")) {
    return std::nullopt;
  }
  reader.skip_whitespace();
  // 14-15. The end, null where there are no digits.
  range.end = reader.take_digits();
  // 16. Nothing may follow: a second range, say.
  if (!reader.is_at_end()) {
    return std::nullopt;
  }
  // 17. One of the two must be a number.
  if (range.start.empty() && range.end.empty()) {
    return std::nullopt;
  }
  // 18. A range does not run backwards.
  if (!range.start.empty() && !range.end.empty() && is_greater(range.start, range.end)) {
    return std::nullopt;
  }
  return range;
}

}  // namespace corsage::http
