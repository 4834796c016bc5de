#include "corsage/fetch/preflight_cache.hpp"

#include <algorithm>

#include "cors_request_headers.hpp"
#include "corsage/base/bytes.hpp"

namespace corsage::fetch {
namespace {

/// https://fetch.spec.whatwg.org/#concept-cache-match
bool matches(CacheEntry const& entry, PreflightCache::Key const& key) {
  bool const credentials_fit =
      entry.credentials == key.credentials || (entry.credentials && key.credentialed_serves_all);
  return entry.expires > key.now && credentials_fit && entry.url == key.url &&
         entry.byte_serialized_origin == key.byte_serialized_origin;
}

/// DEVIATION: by the text, `*` remembered from a preflight with credentials, where it meant the literal name, would match
/// everything later. No browser does that: such an entry is the literal name here too.
bool is_wildcard(std::string_view token, CacheEntry const& entry, PreflightCache::Key const& key) {
  return token == "*" && !entry.credentials && key.reuses_wildcards;
}

}  // namespace

bool PreflightCache::matches_method(Key const& key, std::string_view method) const {
  return std::ranges::any_of(entries_, [&](CacheEntry const& entry) {
    return !entry.method.empty() && (entry.method == method || is_wildcard(entry.method, entry, key)) &&
           matches(entry, key);
  });
}

bool PreflightCache::matches_header_name(Key const& key, std::string_view name) const {
  bool const may_be_covered = !is_cors_non_wildcard_request_header_name(name) || key.wildcard_covers_authorization;
  return std::ranges::any_of(entries_, [&](CacheEntry const& entry) {
    return !entry.header_name.empty() &&
           (byte_case_insensitive_equal(entry.header_name, name) ||
            (may_be_covered && is_wildcard(entry.header_name, entry, key))) &&
           matches(entry, key);
  });
}

void PreflightCache::store(Key const& key, CacheEntry&& entry, Time max_age) {
  entry.byte_serialized_origin = key.byte_serialized_origin;
  entry.url = key.url;
  entry.credentials = key.credentials;
  entry.expires = key.now + max_age;
  auto const is_same = [&](CacheEntry const& other) {
    return other.method == entry.method && other.header_name == entry.header_name && other.url == entry.url &&
           other.credentials == entry.credentials && other.byte_serialized_origin == entry.byte_serialized_origin;
  };
  if (auto const known = std::ranges::find_if(entries_, is_same); known != entries_.end()) {
    known->expires = entry.expires;
    return;
  }
  if (entries_.size() == most_entries) {
    entries_.erase(entries_.begin());
  }
  entries_.push_back(std::move(entry));
}

void PreflightCache::store_method(Key const& key, std::string_view method, Time max_age) {
  CacheEntry entry;
  entry.method = method;
  store(key, std::move(entry), max_age);
}

void PreflightCache::store_header_name(Key const& key, std::string_view name, Time max_age) {
  CacheEntry entry;
  entry.header_name = byte_lowercase(name);
  store(key, std::move(entry), max_age);
}

void PreflightCache::clear(std::string_view byte_serialized_origin, std::string_view url) {
  std::erase_if(entries_, [&](CacheEntry const& entry) {
    return entry.url == url && entry.byte_serialized_origin == byte_serialized_origin;
  });
}

}  // namespace corsage::fetch
