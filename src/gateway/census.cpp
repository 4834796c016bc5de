#include "census.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace corsage::gateway {
namespace {

/// How many beyond the limit are still told that it is reached.
constexpr std::size_t margin_of(std::size_t limit) {
  return 8 + limit / 16;
}

/// Whoever has one IPv6 address has all of its /64.
AddressBytes client_of(AddressBytes address) {
  constexpr AddressBytes ipv4_mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (!std::ranges::equal(address.begin(), address.begin() + 12, ipv4_mapped.begin(), ipv4_mapped.begin() + 12)) {
    std::fill(address.begin() + 8, address.end(), std::uint8_t{0});
  }
  return address;
}

}  // namespace

std::size_t Census::Hash::operator()(AddressBytes const& address) const {
  std::array<char, std::tuple_size_v<AddressBytes>> bytes{};
  std::ranges::copy(address, bytes.begin());
  return std::hash<std::string_view>()({bytes.data(), bytes.size()});
}

Census::Place Census::enter(AddressBytes const& address, Limits const& limits, bool counts_for_client) {
  auto const client = counts_for_client ? client_of(address) : AddressBytes();
  std::lock_guard const lock(mutex_);
  auto const known = of_client_.find(client);
  auto const of_client = counts_for_client && known != of_client_.end() ? known->second : 0;
  auto const all_over = all_ - std::min(all_, limits.connections);
  auto const client_over = of_client - std::min(of_client, limits.connections_per_client);
  if (all_over >= margin_of(limits.connections) || client_over >= margin_of(limits.connections_per_client)) {
    return {nullptr, client, Admission::turned_away};
  }
  auto const admission = all_ >= limits.connections                   ? Admission::too_many
                         : of_client >= limits.connections_per_client ? Admission::too_many_of_client
                                                                      : Admission::welcome;
  ++all_;
  ++of_client_[client];
  return {this, client, admission};
}

void Census::leave(AddressBytes const& client) {
  std::lock_guard const lock(mutex_);
  --all_;
  if (auto const found = of_client_.find(client); --found->second == 0) {
    of_client_.erase(found);
  }
}

Census::Place::~Place() {
  if (census_ != nullptr) {
    census_->leave(client_);
  }
}

}  // namespace corsage::gateway
