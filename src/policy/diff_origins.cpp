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

}  // namespace

OriginComparison::OriginComparison(Config const& before, Config const& after)
    : before_(patterns_of(before)), after_(patterns_of(after)) {
  fresh_ = fresh_label_for(before_.patterns(), after_.patterns());
  drop_redundant(before_, fresh_);
  drop_redundant(after_, fresh_);
}

std::string OriginComparison::an_origin_of(OriginPattern const& pattern) const {
  switch (pattern.shape()) {
    case OriginShape::everybody: return "https://" + fresh_ + ".example";
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
    PortSet ports;
    std::string witness;
    for (auto const& host : typical_hosts(pattern, fresh_)) {
      auto const beyond_here = pattern.ports().without(narrow.ports_at(pattern.scheme(), host));
      if (witness.empty() && !beyond_here.empty()) {
        witness = serialize_origin(pattern.scheme(), host, beyond_here.ranges().front().first);
      }
      ports.add(beyond_here);
    }
    found.push_back({.pattern = pattern.with_ports(std::move(ports)).text(), .witness = std::move(witness)});
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
