#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "caching_rules.hpp"
#include "head.hpp"
#include "response_cache.hpp"

namespace corsage::gateway {

/// What one request does with a relay's cache: looks for its answer, and leaves the one that it gets.
class CacheVisit {
 public:
  /// `cache` is null where the relay has none.
  explicit CacheVisit(ResponseCache* cache) : cache_(cache) {}

  enum class Found : std::uint8_t {
    nothing,   ///< or nothing that would do, or that may be used
    fresh,     ///< `stored()` is the answer
    stale,     ///< `stale()` is the answer if the API says that it still holds
    required,  ///< nothing, and the client wants nothing else
  };
  /// Looks for the answer to a request as the API gets it, without what the relay adds.
  Found look(std::string key, Head const& request);

  std::shared_ptr<StoredAnswer const> const& stored() const { return stored_; }
  StoredAnswer const* stale() const { return stale_.get(); }

  /// The request is sent now.
  void ask() { asked_ = std::chrono::system_clock::now(); }

  /// It went elsewhere: what comes is no answer to what was looked for.
  void leave();

  /// Whether an answer would be kept, as the API has given it.
  bool would_keep(Head const& answer) const;
  /// Keeps the answer, as clients get it, if its body comes whole.
  void begin(Head const& answer, Head const& request);
  void take_body(std::string_view piece);
  void finish();

  /// The stale answer still holds, by an answer with this head: it is `stored()` now.
  void renew(Head const& update, bool may_be_kept);

  /// The request has changed what there is.
  void forget();

 private:
  StoredAnswer stored_now(Head const& answer, Head const& received) const;

  ResponseCache* cache_;
  bool is_used_ = false;
  std::string key_;
  std::shared_ptr<StoredAnswer const> stored_;
  std::shared_ptr<StoredAnswer const> stale_;
  std::shared_ptr<StoredAnswer> collected_;
  std::string body_;
  std::chrono::system_clock::time_point asked_;
};

}  // namespace corsage::gateway
