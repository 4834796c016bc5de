#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/fetch/exchange.hpp"

namespace corsage::fetch {

/// https://fetch.spec.whatwg.org/#cache-entry : one method or one header name that a server allowed for a while. What the
/// entries of one preflight share (origin, URL, credentials) stands once, in `CachedAnswer`.
struct CacheEntry {
  Time expires = 0;
  std::string method = {};       ///< empty when the entry is for a header name
  std::string header_name = {};  ///< lower case; empty when the entry is for a method

  bool operator==(CacheEntry const&) const = default;
};

/// What a server allowed to one origin for one URL, with credentials or without.
struct CachedAnswer {
  std::string byte_serialized_origin;
  std::string url;  ///< whole: query and fragment count
  bool credentials = false;
  std::vector<CacheEntry> entries = {};

  bool operator==(CachedAnswer const&) const = default;
};

/// https://fetch.spec.whatwg.org/#concept-cache : a value; a run takes one in and leaves one behind.
class PreflightCache {
 public:
  static constexpr std::size_t most_entries = 1024;

  /// What an entry is looked for with.
  struct Key {
    std::string_view byte_serialized_origin;
    std::string_view url;
    bool credentials = false;  ///< whether the request's credentials mode is "include"
    Time now = 0;
    bool reuses_wildcards = true;                ///< Profile::reuses_cached_wildcards
    bool credentialed_serves_all = true;         ///< Profile::caches_credentialed_for_all
    bool wildcard_covers_authorization = false;  ///< Profile::cached_wildcard_covers_authorization
  };

  /// https://fetch.spec.whatwg.org/#method-cache-entry-match
  bool matches_method(Key const& key, std::string_view method) const;

  /// https://fetch.spec.whatwg.org/#header-name-cache-entry-match
  bool matches_header_name(Key const& key, std::string_view name) const;

  /// Whether anything is remembered of an earlier preflight for the key.
  bool has_entry(Key const& key) const;

  void store_method(Key const& key, std::string_view method, Time max_age);
  void store_header_name(Key const& key, std::string_view name, Time max_age);

  /// https://fetch.spec.whatwg.org/#concept-cache-clear
  void clear(std::string_view byte_serialized_origin, std::string_view url);

  /// Forgets everything.
  void clear() { answers_.clear(); }

  std::vector<CachedAnswer> const& answers() const { return answers_; }

  /// How many entries there are, over all answers.
  std::size_t size() const;

  bool operator==(PreflightCache const&) const = default;

 private:
  /// The answer with the key's origin, URL and credentials; made when there is none.
  CachedAnswer& answer_for(Key const& key);

  /// Refreshes the entry there is, or adds it; the oldest answer goes when there are too many.
  void store(Key const& key, CacheEntry&& entry);

  std::vector<CachedAnswer> answers_;
};

}  // namespace corsage::fetch
