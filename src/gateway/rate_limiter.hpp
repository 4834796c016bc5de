#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "corsage/gateway/relay.hpp"
#include "token_bucket.hpp"

#include <boost/multi_index/hashed_index.hpp>
#include <boost/multi_index/member.hpp>
#include <boost/multi_index/sequenced_index.hpp>
#include <boost/multi_index_container.hpp>

namespace corsage::gateway {

/// Keeps a route to its rates: that of all clients together, and that of each. Workers share it, since a client's
/// connections are spread over them; who has no rate has no limiter.
class RateLimiter {
 public:
  /// A client more, and the one that has been silent for longest is forgotten.
  static constexpr std::size_t most_clients = 16UL * 1024;

  RateLimiter(std::optional<Rate> client, std::optional<Rate> route, TokenBucket::Time now);

  /// Counts a request of the client's (a numeric address). Nothing: it may go on; else when to come again.
  std::optional<std::chrono::seconds> take(std::string_view client, TokenBucket::Time now);

 private:
  struct Client {
    std::string address;
    mutable TokenBucket bucket;  ///< no index is by it
  };
  using Clients = boost::multi_index_container<
      Client, boost::multi_index::indexed_by<boost::multi_index::sequenced<>,
                                             boost::multi_index::hashed_unique<
                                                 boost::multi_index::member<Client, std::string, &Client::address>>>>;

  TokenBucket& bucket_of(std::string_view client, TokenBucket::Time now);

  std::mutex mutex_;
  std::optional<Rate> client_rate_;
  std::optional<TokenBucket> route_;
  Clients clients_;  ///< the one that was last heard is the last
};

}  // namespace corsage::gateway
