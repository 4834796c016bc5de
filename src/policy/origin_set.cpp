#include "origin_set.hpp"

#include <bit>
#include <cstdint>
#include <utility>

#include "mix_hash.hpp"

namespace corsage::policy {
namespace {

std::uint16_t tag_of(std::uint64_t hash) {
  return static_cast<std::uint16_t>(hash >> 48U);
}

/// `scheme_hash` is mix_hash of the scheme.
std::uint64_t group_hash(OriginShape shape, std::uint64_t scheme_hash, std::string_view host) {
  return mixed(mix_hash(host) + static_cast<std::uint64_t>(shape), scheme_hash | 1U);
}

bool has_single_port(OriginPattern const& pattern) {
  auto const& ranges = pattern.ports().ranges();
  return ranges.size() == 1 && ranges.front().first == ranges.front().last;
}

}  // namespace

void OriginSet::reserve(std::size_t origins, std::size_t bytes) {
  bytes_.reserve(bytes);
  grow_slots(origins);
}

bool OriginSet::add(OriginPattern const& pattern, std::string_view text) {
  switch (pattern.shape()) {
    case OriginShape::everybody: return !std::exchange(has_everybody_, true);
    case OriginShape::opaque: return add_serialized("null");
    case OriginShape::exact: return has_single_port(pattern) ? add_serialized(text) : add_to_groups(pattern);
    case OriginShape::one_label:
    case OriginShape::any_depth: wildcard_host_lengths_.set(pattern.host().size()); break;
  }
  return add_to_groups(pattern);
}

bool OriginSet::add_serialized(std::string_view origin) {
  if (contains_serialized(origin)) {
    return false;
  }
  if (2 * (count_ + 1) > slots_.size()) {
    grow_slots(2 * (count_ + 1));
  }
  auto const hash = mix_hash(origin);
  insert_slot(hash, {.offset = static_cast<std::uint32_t>(bytes_.size()),
                     .length = static_cast<std::uint16_t>(origin.size()),
                     .tag = tag_of(hash)});
  bytes_.append(origin);
  ++count_;
  return true;
}

bool OriginSet::contains(std::string_view serialized_origin) const {
  if (has_everybody_) {
    return true;
  }
  // No pattern means an origin that is empty or longer: this bounds all the work below.
  if (serialized_origin.empty() || serialized_origin.size() > longest_origin) {
    return false;
  }
  return contains_serialized(serialized_origin) || (!groups_.empty() && contains_in_groups(serialized_origin));
}

bool OriginSet::contains_serialized(std::string_view origin) const {
  if (count_ == 0) {
    return false;
  }
  auto const hash = mix_hash(origin);
  auto const tag = tag_of(hash);
  for (auto place = static_cast<std::size_t>(hash) & (slots_.size() - 1); slots_[place].length != 0;
       place = (place + 1) & (slots_.size() - 1)) {
    auto const& slot = slots_[place];
    if (slot.tag == tag && slot.length == origin.size() &&
        std::string_view(bytes_.data() + slot.offset, slot.length) == origin) {
      return true;
    }
  }
  return false;
}

bool OriginSet::contains_in_groups(std::string_view origin) const {
  auto const parts = split_origin(origin);
  if (!parts) {
    return false;
  }
  Asked const asked{.parts = *parts, .scheme_hash = mix_hash(parts->scheme)};
  return allows(OriginShape::exact, asked, parts->host) || allows_by_wildcard(asked);
}

bool OriginSet::allows_by_wildcard(Asked const& asked) const {
  auto const& host = asked.parts.host;
  std::size_t label_start = 0;
  for (std::size_t place = 0; place < host.size(); ++place) {
    if (host[place] != '.') {
      if (!label_bytes.contains(host[place])) {
        return false;
      }
      continue;
    }
    if (place == label_start) {
      return false;
    }
    // Behind each dot may begin what stands behind a wildcard, as long as the wildcard stands for labels.
    auto const behind = host.substr(place + 1);
    bool const is_first = label_start == 0;
    bool const is_known_length = behind.size() < wildcard_host_lengths_.size() && wildcard_host_lengths_[behind.size()];
    if (is_known_length && ((is_first && allows(OriginShape::one_label, asked, behind)) ||
                            allows(OriginShape::any_depth, asked, behind))) {
      return true;
    }
    label_start = place + 1;
  }
  return false;
}

bool OriginSet::allows(OriginShape shape, Asked const& asked, std::string_view host) const {
  if (!has_shape_[static_cast<std::size_t>(shape)]) {
    return false;
  }
  auto const* const group = find_group(shape, asked.parts.scheme, asked.scheme_hash, host);
  return group != nullptr && group->ports.contains(asked.parts.port);
}

OriginSet::Group const* OriginSet::find_group(OriginShape shape, std::string_view scheme, std::uint64_t scheme_hash,
                                              std::string_view host) const {
  if (groups_.empty()) {
    return nullptr;
  }
  auto place = static_cast<std::size_t>(group_hash(shape, scheme_hash, host)) & (group_slots_.size() - 1);
  for (; group_slots_[place] != 0; place = (place + 1) & (group_slots_.size() - 1)) {
    auto const& group = groups_[group_slots_[place] - 1];
    if (group.shape == shape && group.scheme == scheme && group.host == host) {
      return &group;
    }
  }
  return nullptr;
}

bool OriginSet::add_to_groups(OriginPattern const& pattern) {
  if (auto const* const found =
          find_group(pattern.shape(), pattern.scheme(), mix_hash(pattern.scheme()), pattern.host())) {
    bool const is_new = !found->ports.covers(pattern.ports());
    groups_[static_cast<std::size_t>(found - groups_.data())].ports.add(pattern.ports());
    return is_new;
  }
  has_shape_[static_cast<std::size_t>(pattern.shape())] = true;
  groups_.push_back({.shape = pattern.shape(),
                     .scheme = std::string(pattern.scheme()),
                     .host = std::string(pattern.host()),
                     .ports = pattern.ports()});
  if (2 * groups_.size() > group_slots_.size()) {
    group_slots_.assign(std::bit_ceil(4 * groups_.size()), 0);
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      insert_group_slot(i);
    }
  } else {
    insert_group_slot(groups_.size() - 1);
  }
  return true;
}

void OriginSet::insert_group_slot(std::size_t index) {
  auto const& group = groups_[index];
  auto place =
      static_cast<std::size_t>(group_hash(group.shape, mix_hash(group.scheme), group.host)) & (group_slots_.size() - 1);
  while (group_slots_[place] != 0) {
    place = (place + 1) & (group_slots_.size() - 1);
  }
  group_slots_[place] = static_cast<std::uint32_t>(index + 1);
}

void OriginSet::grow_slots(std::size_t origins) {
  auto const old = std::move(slots_);
  slots_.assign(std::bit_ceil(2 * origins + 2), {});
  for (auto const& slot : old) {
    if (slot.length != 0) {
      insert_slot(mix_hash(std::string_view(bytes_).substr(slot.offset, slot.length)), slot);
    }
  }
}

void OriginSet::insert_slot(std::uint64_t hash, Slot slot) {
  auto place = static_cast<std::size_t>(hash) & (slots_.size() - 1);
  while (slots_[place].length != 0) {
    place = (place + 1) & (slots_.size() - 1);
  }
  slots_[place] = slot;
}

}  // namespace corsage::policy
