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

PortSet PatternIndex::ports_at(std::string_view scheme, std::string_view host, std::size_t except) const {
  PortSet ports;
  add_ports(OriginShape::exact, scheme, host, host, except, ports);
  auto dot = host.find('.');
  if (dot != std::string_view::npos) {
    add_ports(OriginShape::one_label, scheme, host.substr(dot + 1), host, except, ports);
  }
  for (; dot != std::string_view::npos; dot = host.find('.', dot + 1)) {
    add_ports(OriginShape::any_depth, scheme, host.substr(dot + 1), host, except, ports);
  }
  return ports;
}

void PatternIndex::add_ports(OriginShape shape, std::string_view scheme, std::string_view named, std::string_view host,
                             std::size_t except, PortSet& ports) const {
  auto const found = by_name_.find(key_of(shape, scheme, named));
  if (found == by_name_.end()) {
    return;
  }
  for (auto const place : found->second) {
    if (place != except && !is_dropped_[place] && patterns_[place].matches_host(host)) {
      ports.add(patterns_[place].ports());
    }
  }
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
    return ports_at(pattern.scheme(), host, except).covers(pattern.ports());
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
