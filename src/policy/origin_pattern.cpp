#include "corsage/policy/origin_pattern.hpp"

#include <algorithm>
#include <cstdint>

#include "origin_parts.hpp"

namespace corsage::policy {
namespace {

std::string_view wildcard_of(OriginShape shape) {
  switch (shape) {
    case OriginShape::everybody: return "*";
    case OriginShape::opaque: return "null";
    case OriginShape::exact: return "";
    case OriginShape::one_label: return "*.";
    case OriginShape::any_depth: return "**.";
  }
  return "";
}

/// What stands before ".host"; nothing where the text does not end so.
std::string_view before_host(std::string_view text, std::string_view host) {
  bool const ends_so =
      text.size() > host.size() + 1 && text.ends_with(host) && text[text.size() - host.size() - 1] == '.';
  return ends_so ? text.substr(0, text.size() - host.size() - 1) : std::string_view();
}

}  // namespace

std::string OriginPattern::text() const {
  std::string text;
  if (is_tuple()) {
    text.append(scheme_).append("://");
  }
  text.append(wildcard_of(shape_)).append(host_);
  return is_tuple() ? text.append(ports_.text_for(scheme_)) : text;
}

bool OriginPattern::matches_host(std::string_view host) const {
  switch (shape_) {
    case OriginShape::everybody: return true;
    case OriginShape::opaque: return false;
    case OriginShape::exact: return host == host_;
    case OriginShape::one_label: {
      auto const label = before_host(host, host_);
      return are_labels(label) && label.find('.') == std::string_view::npos;
    }
    case OriginShape::any_depth: return are_labels(before_host(host, host_));
  }
  return false;
}

bool OriginPattern::matches(std::string_view serialized_origin) const {
  if (!is_tuple()) {
    return shape_ == OriginShape::everybody || serialized_origin == "null";
  }
  auto const origin = split_origin(serialized_origin);
  return origin && origin->scheme == scheme_ && matches_host(origin->host) && ports_.contains(origin->port);
}

bool covers(OriginPattern const& wide, OriginPattern const& narrow) {
  if (!wide.is_tuple() || !narrow.is_tuple()) {
    return wide.shape() == OriginShape::everybody || wide.shape() == narrow.shape();
  }
  auto const hosts = typical_hosts(narrow, fresh_label({wide.host()}));
  return wide.scheme() == narrow.scheme() && wide.ports().covers(narrow.ports()) &&
         std::ranges::all_of(hosts, [&](std::string const& host) { return wide.matches_host(host); });
}

bool intersects(OriginPattern const& left, OriginPattern const& right) {
  if (!left.is_tuple() || !right.is_tuple()) {
    return left.shape() == OriginShape::everybody || right.shape() == OriginShape::everybody ||
           left.shape() == right.shape();
  }
  if (left.scheme() != right.scheme() || left.ports().intersection(right.ports()).empty()) {
    return false;
  }
  // Two sets of hosts share one only where a host that is typical of the one belongs to the other.
  auto const fresh = fresh_label({left.host(), right.host()});
  auto const shares = [&](OriginPattern const& one, OriginPattern const& other) {
    auto const hosts = typical_hosts(one, fresh);
    return std::ranges::any_of(hosts, [&](std::string const& host) { return other.matches_host(host); });
  };
  return shares(left, right) || shares(right, left);
}

std::vector<std::string> typical_hosts(OriginPattern const& pattern, std::string_view fresh) {
  std::string const host(pattern.host());
  if (!pattern.has_wildcard_host()) {
    return {host};
  }
  auto const one_more = std::string(fresh).append(".").append(host);
  if (pattern.shape() == OriginShape::one_label) {
    return {one_more};
  }
  return {one_more, std::string(fresh).append(".").append(one_more)};
}

std::string fresh_label(std::vector<std::string_view> const& texts) {
  std::string label = "some";
  for (std::size_t number = 1;
       std::ranges::any_of(texts, [&](std::string_view text) { return text.find(label) != std::string_view::npos; });
       ++number) {
    label = "some" + std::to_string(number);
  }
  return label;
}

std::string serialize_origin(std::string_view scheme, std::string_view host, std::uint16_t port) {
  std::string text(scheme);
  text.append("://").append(host);
  return port == implied_port(scheme) ? text : text.append(":").append(std::to_string(port));
}

}  // namespace corsage::policy
