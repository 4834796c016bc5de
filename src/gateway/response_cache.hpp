#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "caching_rules.hpp"

#include <boost/multi_index/hashed_index.hpp>
#include <boost/multi_index/member.hpp>
#include <boost/multi_index/sequenced_index.hpp>
#include <boost/multi_index_container.hpp>

namespace corsage::gateway {

/// An answer that is kept for others. Nothing of it changes once it is kept.
struct StoredAnswer {
  std::string head = {};                              ///< as text, without its end
  std::shared_ptr<std::string const> body = nullptr;  ///< shared with what replaces it after it was asked for anew
  std::vector<std::string> vary = {};                 ///< lower case
  std::string variant = {};                           ///< of the request that it answers
  std::string etag = {};                              ///< empty: none
  std::string last_modified = {};                     ///< empty: none
  seconds lifetime{0};
  seconds initial_age{0};
  WallTime received{};

  seconds age(WallTime now) const { return initial_age + std::max(now - received, seconds(0)); }
  bool can_be_asked_for_anew() const { return !etag.empty() || !last_modified.empty(); }
};

/// A relay's answers, by the request-target at the API. No larger than it may be: what nobody has asked for longest goes
/// first. Workers share it.
class ResponseCache {
 public:
  explicit ResponseCache(std::uint64_t most_bytes) : most_bytes_(most_bytes) {}

  /// The most bytes that one answer may have: one does not drive out all the others.
  std::uint64_t most_bytes_of_one() const { return most_bytes_ / 4; }

  /// The answer to such a request, fresh or not; null where there is none. `request` is as the API gets it, without what
  /// the relay adds.
  std::shared_ptr<StoredAnswer const> find(std::string const& target, Head const& request);

  /// Keeps the answer in place of the one to the same request.
  void store(std::string const& target, std::shared_ptr<StoredAnswer const> answer);

  /// What there is for the target is no longer true.
  ///
  /// https://www.rfc-editor.org/rfc/rfc9111#name-invalidating-stored-respons
  void forget(std::string const& target);

  std::uint64_t bytes() const;

 private:
  struct Entry {
    std::string target;
    std::shared_ptr<StoredAnswer const> answer;
  };
  using Entries = boost::multi_index_container<
      Entry, boost::multi_index::indexed_by<boost::multi_index::sequenced<>,
                                            boost::multi_index::hashed_non_unique<
                                                boost::multi_index::member<Entry, std::string, &Entry::target>>>>;

  static std::uint64_t bytes_of(Entry const& entry);
  void remove_oldest();

  mutable std::mutex mutex_;
  std::uint64_t most_bytes_;
  std::uint64_t bytes_ = 0;
  Entries entries_;  ///< what was last asked for is the last
};

}  // namespace corsage::gateway
