#include "rate_limiter.hpp"

#include <algorithm>
#include <cstdint>

#include <boost/asio/ip/address.hpp>

namespace corsage::gateway {
namespace {

/// Who is one client: an IPv4 address, or the /64 that a household has of IPv6.
std::string client_of(std::string_view address) {
  boost::system::error_code error;
  auto const read = boost::asio::ip::make_address(std::string(address), error);
  if (error || !read.is_v6() || read.to_v6().is_v4_mapped()) {
    return std::string(address);
  }
  auto bytes = read.to_v6().to_bytes();
  std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
  return boost::asio::ip::address_v6(bytes).to_string();
}

}  // namespace

RateLimiter::RateLimiter(std::optional<Rate> client, std::optional<Rate> route, TokenBucket::Time now)
    : client_rate_(client), route_(route ? std::optional(TokenBucket(*route, now)) : std::nullopt) {}

TokenBucket& RateLimiter::bucket_of(std::string_view client, TokenBucket::Time now) {
  auto const address = client_of(client);
  auto& by_address = clients_.get<1>();
  if (auto const found = by_address.find(address); found != by_address.end()) {
    clients_.relocate(clients_.end(), clients_.project<0>(found));
    return found->bucket;
  }
  if (clients_.size() == most_clients) {
    clients_.pop_front();
  }
  return clients_.push_back({.address = address, .bucket = TokenBucket(*client_rate_, now)}).first->bucket;
}

std::optional<std::chrono::seconds> RateLimiter::take(std::string_view client, TokenBucket::Time now) {
  std::scoped_lock const lock(mutex_);
  if (client_rate_) {
    if (auto& bucket = bucket_of(client, now); !bucket.take(now)) {
      return bucket.retry_after();
    }
  }
  if (route_ && !route_->take(now)) {
    return route_->retry_after();
  }
  return std::nullopt;
}

}  // namespace corsage::gateway
