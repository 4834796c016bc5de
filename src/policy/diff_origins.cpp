#include "diff_origins.hpp"

#include <algorithm>

namespace corsage::policy {
namespace {

std::vector<OriginPattern> patterns_of(Config const& config) {
  std::vector<OriginPattern> patterns;
  patterns.reserve(config.origins.size());
  for (auto const& text : config.origins) {
    if (auto pattern = OriginPattern::parse(text)) {
      patterns.push_back(*std::move(pattern));
    }
  }
  return patterns;
}

bool means_everybody(PatternIndex const& index) {
  return index.has(OriginShape::everybody);
}

struct PortsAtHost {
  std::string host;
  PortSet ports;
};

/// The ports as sets that a pattern can be written with: a list of ports cannot name the one that origins do not name.
std::vector<PortSet> writable_parts(std::string_view scheme, PortSet const& ports) {
  PortSet const unnamed(PortSet::unnamed);
  auto named = ports.without(unnamed);
  if (!ports.contains(PortSet::unnamed) || named.empty() || ports == PortSet::all_of(scheme)) {
    return {ports};
  }
  return {unnamed, std::move(named)};
}

/// The first of the origins that has one of these ports.
std::string an_origin_at(std::string_view scheme, std::vector<PortsAtHost> const& origins, PortSet const& ports) {
  for (auto const& [host, own] : origins) {
    if (auto const shared = own.intersection(ports); !shared.empty()) {
      return serialize_origin(scheme, host, shared.ranges().front().first);
    }
  }
  return {};
}

}  // namespace

OriginComparison::OriginComparison(Config const& before, Config const& after)
    : before_(patterns_of(before)), after_(patterns_of(after)) {
  fresh_ = fresh_label_for(before_.patterns(), after_.patterns());
  drop_redundant(before_, fresh_);
  drop_redundant(after_, fresh_);
}

std::string OriginComparison::an_origin_of_strangers() const {
  // A name below `example` reads best, but a wildcard may mean it. No pattern ends in a label that none names.
  constexpr std::string_view scheme = "https";
  auto const host = fresh_ + ".example";
  bool const is_named = !before_.ports_at(scheme, host).empty() || !after_.ports_at(scheme, host).empty();
  return serialize_origin(scheme, is_named ? fresh_ + "." + fresh_ : host, implied_port(scheme));
}

std::string OriginComparison::an_origin_of(OriginPattern const& pattern) const {
  switch (pattern.shape()) {
    case OriginShape::everybody: return an_origin_of_strangers();
    case OriginShape::opaque: return "null";
    case OriginShape::exact:
    case OriginShape::one_label:
    case OriginShape::any_depth: break;
  }
  return serialize_origin(pattern.scheme(), typical_hosts(pattern, fresh_).front(),
                          pattern.ports().ranges().front().first);
}

std::vector<OriginsBeyond> OriginComparison::beyond(PatternIndex const& wide, PatternIndex const& narrow) const {
  std::vector<OriginsBeyond> found;
  for (std::size_t i = 0; i < wide.patterns().size(); ++i) {
    auto const& pattern = wide.patterns()[i];
    if (wide.is_dropped(i) || narrow.covers(pattern, fresh_)) {
      continue;
    }
    if (!pattern.is_tuple()) {
      found.push_back({.pattern = pattern.text(), .witness = an_origin_of(pattern)});
      continue;
    }
    // All hosts that the pattern means fare as its typical ones do, or better.
    std::vector<PortsAtHost> beyond_at;
    PortSet ports;
    for (auto& host : typical_hosts(pattern, fresh_)) {
      auto beyond_here = pattern.ports().without(narrow.ports_at(pattern.scheme(), host));
      ports.add(beyond_here);
      beyond_at.push_back({.host = std::move(host), .ports = std::move(beyond_here)});
    }
    for (auto& part : writable_parts(pattern.scheme(), ports)) {
      auto witness = an_origin_at(pattern.scheme(), beyond_at, part);
      found.push_back({.pattern = pattern.with_ports(std::move(part)).text(), .witness = std::move(witness)});
    }
  }
  return found;
}

std::optional<std::string> OriginComparison::shared_by(PatternIndex const& one, PatternIndex const& other) const {
  for (std::size_t i = 0; i < one.patterns().size(); ++i) {
    auto const& pattern = one.patterns()[i];
    if (one.is_dropped(i)) {
      continue;
    }
    if (means_everybody(other) || (!pattern.is_tuple() && other.has(pattern.shape()))) {
      return an_origin_of(pattern);
    }
    for (auto const& host : typical_hosts(pattern, fresh_)) {
      auto const ports = pattern.ports().intersection(other.ports_at(pattern.scheme(), host));
      if (!ports.empty()) {
        return serialize_origin(pattern.scheme(), host, ports.ranges().front().first);
      }
    }
  }
  return std::nullopt;
}

OriginComparison::Meant OriginComparison::meant_origins() const {
  // Two patterns share an origin only where one that is typical of the one is meant by the other.
  auto shared = shared_by(after_, before_);
  if (!shared) {
    shared = shared_by(before_, after_);
  }
  if (shared) {
    return {.before = *shared, .after = *shared};
  }
  return {.before = an_origin_of(before_.patterns().front()), .after = an_origin_of(after_.patterns().front())};
}

}  // namespace corsage::policy
