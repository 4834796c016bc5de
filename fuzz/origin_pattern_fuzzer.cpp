#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "corsage/policy/origin_pattern.hpp"

/// The first line is a pattern, the second an origin or another pattern.
namespace corsage::policy {
namespace {

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

/// An origin that the pattern means.
std::string some_origin(OriginPattern const& pattern, std::string const& host) {
  return serialize_origin(pattern.scheme(), host, pattern.ports().ranges().front().first);
}

void check_alone(OriginPattern const& pattern) {
  auto const again = OriginPattern::parse(pattern.text());
  require(again.has_value() && *again == pattern);
  require(covers(pattern, pattern) && intersects(pattern, pattern));
  require(covers(OriginPattern::everybody(), pattern));
  if (pattern.is_tuple()) {
    for (auto const& host : typical_hosts(pattern, fresh_label({pattern.host()}))) {
      require(pattern.matches(some_origin(pattern, host)));
    }
  }
}

void check_pair(OriginPattern const& left, OriginPattern const& right) {
  bool const intersect = intersects(left, right);
  require(intersect == intersects(right, left));
  bool const is_wider = covers(left, right);
  require(!is_wider || intersect);
  // Two that cover each other mean the same, and there is one way to write it.
  require(!(is_wider && covers(right, left)) || left == right);
}

void check_origin(OriginPattern const& pattern, std::string_view origin) {
  auto const exact = OriginPattern::parse(origin);
  bool const is_one_origin = exact && exact->text() == origin && exact->matches(origin);
  if (is_one_origin && exact->shape() == OriginShape::exact && exact->ports().ranges().size() == 1) {
    require(pattern.matches(origin) == covers(pattern, *exact));
  }
  if (pattern.matches(origin) && pattern.shape() != OriginShape::everybody) {
    require(origin.size() <= 512);
  }
}

}  // namespace
}  // namespace corsage::policy

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace corsage::policy;
  std::string_view const input(reinterpret_cast<char const*>(data), size);
  auto const end = input.find('\n');
  auto const text = input.substr(0, end);
  auto const other = end == std::string_view::npos ? std::string_view() : input.substr(end + 1);
  auto const pattern = OriginPattern::parse(text);
  if (!pattern) {
    require(pattern.error().size() == 1 && pattern.error().front().value == text);
    require(!pattern.error().front().expected.empty());
    return 0;
  }
  check_alone(*pattern);
  check_origin(*pattern, other);
  if (auto const second = OriginPattern::parse(other)) {
    check_pair(*pattern, *second);
  }
  return 0;
}
