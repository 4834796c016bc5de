#include "pattern_index.hpp"

#include <algorithm>

namespace corsage::policy {
namespace {

std::string key_of(OriginShape shape, std::string_view scheme, std::string_view host) {
  return std::to_string(static_cast<int>(shape)).append(scheme).append("://").append(host);
}

}  // namespace

PatternIndex::PatternIndex(std::vector<OriginPattern> patterns)
    : patterns_(std::move(patterns)), is_dropped_(patterns_.size()) {
  for (std::size_t i = 0; i < patterns_.size(); ++i) {
    by_name_[key_of(patterns_[i].shape(), patterns_[i].scheme(), patterns_[i].host())].push_back(i);
  }
}

template <typename Take>
bool PatternIndex::visit_named(OriginShape shape, std::string_view scheme, std::string_view named,
                               std::string_view host, std::size_t except, Take& take) const {
  auto const found = by_name_.find(key_of(shape, scheme, named));
  return found != by_name_.end() && std::ranges::any_of(found->second, [&](std::size_t place) {
           return place != except && !is_dropped_[place] && patterns_[place].matches_host(host) && take(place);
         });
}

template <typename Take>
void PatternIndex::visit(std::string_view scheme, std::string_view host, std::size_t except, Take take) const {
  auto dot = host.find('.');
  if (visit_named(OriginShape::exact, scheme, host, host, except, take) || dot == std::string_view::npos ||
      visit_named(OriginShape::one_label, scheme, host.substr(dot + 1), host, except, take)) {
    return;
  }
  for (; dot != std::string_view::npos; dot = host.find('.', dot + 1)) {
    if (visit_named(OriginShape::any_depth, scheme, host.substr(dot + 1), host, except, take)) {
      return;
    }
  }
}

PortSet PatternIndex::ports_at(std::string_view scheme, std::string_view host, std::size_t except) const {
  PortSet ports;
  visit(scheme, host, except, [&](std::size_t place) {
    ports.add(patterns_[place].ports());
    return false;
  });
  return ports;
}

bool PatternIndex::has_ports_at(std::string_view scheme, std::string_view host, PortSet const& wanted,
                                std::size_t except) const {
  PortSet ports;
  bool has_all = false;
  visit(scheme, host, except, [&](std::size_t place) {
    ports.add(patterns_[place].ports());
    has_all = ports.covers(wanted);
    return has_all;
  });
  return has_all;
}

std::size_t PatternIndex::find_cover(OriginPattern const& pattern, std::string_view fresh, std::size_t except) const {
  auto cover = nobody;
  visit(pattern.scheme(), typical_hosts(pattern, fresh).front(), except, [&](std::size_t place) {
    cover = corsage::policy::covers(patterns_[place], pattern) ? place : nobody;
    return cover != nobody;
  });
  return cover;
}

bool PatternIndex::has(OriginShape shape, std::size_t except) const {
  auto const found = by_name_.find(key_of(shape, {}, {}));
  return found != by_name_.end() &&
         std::ranges::any_of(found->second, [&](std::size_t place) { return place != except && !is_dropped_[place]; });
}

bool PatternIndex::covers(OriginPattern const& pattern, std::string_view fresh, std::size_t except) const {
  if (has(OriginShape::everybody, except)) {
    return true;
  }
  if (!pattern.is_tuple()) {
    return has(pattern.shape(), except);
  }
  return std::ranges::all_of(typical_hosts(pattern, fresh), [&](std::string const& host) {
    return has_ports_at(pattern.scheme(), host, pattern.ports(), except);
  });
}

void drop_redundant(PatternIndex& index, std::string_view fresh) {
  for (auto i = index.patterns().size(); i-- > 0;) {
    if (index.covers(index.patterns()[i], fresh, i)) {
      index.drop(i);
    }
  }
}

std::string fresh_label_for(std::vector<OriginPattern> const& one, std::vector<OriginPattern> const& other) {
  std::vector<std::string_view> hosts;
  for (auto const* const patterns : {&one, &other}) {
    for (auto const& pattern : *patterns) {
      hosts.push_back(pattern.host());
    }
  }
  return fresh_label(hosts);
}

}  // namespace corsage::policy
