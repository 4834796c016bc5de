#include "corsage/policy/port_set.hpp"

#include <algorithm>
#include <cstdint>

#include "corsage/url/url.hpp"

namespace corsage::policy {
namespace {

constexpr std::uint16_t last_port = 65535;

std::string text_of(PortSet::Range range) {
  auto text = std::to_string(range.first);
  if (range.last != range.first) {
    text.append("-").append(std::to_string(range.last));
  }
  return text;
}

}  // namespace

PortSet::PortSet(std::initializer_list<Range> ranges) {
  for (auto const range : ranges) {
    add(range);
  }
}

PortSet PortSet::all_of(std::string_view scheme) {
  // Where a scheme implies a port, that port is the one which origins do not name.
  auto const first = implied_port(scheme) == unnamed ? unnamed : std::uint16_t{1};
  return PortSet{{first, last_port}};
}

bool PortSet::contains(std::uint16_t port) const {
  auto const after = std::ranges::upper_bound(ranges_, port, {}, &Range::first);
  return after != ranges_.begin() && port <= std::prev(after)->last;
}

void PortSet::add(Range range) {
  std::vector<Range> merged;
  merged.reserve(ranges_.size() + 1);
  for (auto const other : ranges_) {
    bool const touches = other.first <= range.last + 1 && range.first <= other.last + 1;
    if (touches) {
      range = {std::min(range.first, other.first), std::max(range.last, other.last)};
    } else {
      merged.push_back(other);
    }
  }
  merged.insert(std::ranges::upper_bound(merged, range.first, {}, &Range::first), range);
  ranges_ = std::move(merged);
}

void PortSet::add(PortSet const& other) {
  for (auto const range : other.ranges_) {
    add(range);
  }
}

PortSet PortSet::without(PortSet const& other) const {
  PortSet left;
  for (auto const range : ranges_) {
    int first = range.first;
    for (auto const gone : other.ranges_) {
      if (gone.last < first || gone.first > range.last) {
        continue;
      }
      if (gone.first > first) {
        left.ranges_.push_back({static_cast<std::uint16_t>(first), static_cast<std::uint16_t>(gone.first - 1)});
      }
      first = gone.last + 1;
    }
    if (first <= range.last) {
      left.ranges_.push_back({static_cast<std::uint16_t>(first), range.last});
    }
  }
  return left;
}

PortSet PortSet::intersection(PortSet const& other) const {
  return without(without(other));
}

std::string PortSet::text_for(std::string_view scheme) const {
  if (*this == PortSet(implied_port(scheme))) {
    return {};
  }
  if (*this == all_of(scheme)) {
    return ":*";
  }
  if (ranges_.size() == 1 && ranges_.front().first == ranges_.front().last) {
    return ":" + text_of(ranges_.front());
  }
  std::string text;
  for (auto const range : ranges_) {
    text.append(text.empty() ? ":[" : ",").append(text_of(range));
  }
  return text.append("]");
}

std::uint16_t implied_port(std::string_view scheme) {
  return url::default_port(scheme).value_or(PortSet::unnamed);
}

}  // namespace corsage::policy
