#include "corsage/fetch/preflight_cache.hpp"

#include <algorithm>
#include <utility>

#include "cors_request_headers.hpp"
#include "corsage/base/bytes.hpp"

namespace corsage::fetch {
namespace {

/// https://fetch.spec.whatwg.org/#concept-cache-match , without the expiry.
bool matches(CachedAnswer const& answer, PreflightCache::Key const& key) {
  bool const credentials_fit =
      answer.credentials == key.credentials || (answer.credentials && key.credentialed_serves_all);
  return credentials_fit && answer.url == key.url && answer.byte_serialized_origin == key.byte_serialized_origin;
}

/// DEVIATION: by the text, `*` remembered from a preflight with credentials, where it meant the literal name, would match
/// everything later. No browser does that: such an entry is the literal name here too.
bool has_wildcards(CachedAnswer const& answer, PreflightCache::Key const& key) {
  return !answer.credentials && key.reuses_wildcards;
}

}  // namespace

bool PreflightCache::matches_method(Key const& key, std::string_view method) const {
  return std::ranges::any_of(answers_, [&](CachedAnswer const& answer) {
    return matches(answer, key) && std::ranges::any_of(answer.entries, [&](CacheEntry const& entry) {
             return entry.expires > key.now &&
                    (entry.method == method || (entry.method == "*" && has_wildcards(answer, key)));
           });
  });
}

bool PreflightCache::matches_header_name(Key const& key, std::string_view name) const {
  bool const may_be_covered = !is_cors_non_wildcard_request_header_name(name) || key.wildcard_covers_authorization;
  return std::ranges::any_of(answers_, [&](CachedAnswer const& answer) {
    return matches(answer, key) && std::ranges::any_of(answer.entries, [&](CacheEntry const& entry) {
             bool const is_covered = may_be_covered && entry.header_name == "*" && has_wildcards(answer, key);
             return entry.expires > key.now && (byte_case_insensitive_equal(entry.header_name, name) || is_covered);
           });
  });
}

bool PreflightCache::has_entry(Key const& key) const {
  return std::ranges::any_of(answers_, [&](CachedAnswer const& answer) {
    return matches(answer, key) &&
           std::ranges::any_of(answer.entries, [&](CacheEntry const& entry) { return entry.expires > key.now; });
  });
}

std::size_t PreflightCache::size() const {
  std::size_t entries = 0;
  for (auto const& answer : answers_) {
    entries += answer.entries.size();
  }
  return entries;
}

CachedAnswer& PreflightCache::answer_for(Key const& key) {
  auto const is_same = [&](CachedAnswer const& answer) {
    return answer.credentials == key.credentials && answer.url == key.url &&
           answer.byte_serialized_origin == key.byte_serialized_origin;
  };
  if (auto const known = std::ranges::find_if(answers_, is_same); known != answers_.end()) {
    return *known;
  }
  return answers_.emplace_back(CachedAnswer{.byte_serialized_origin = std::string(key.byte_serialized_origin),
                                            .url = std::string(key.url),
                                            .credentials = key.credentials});
}

// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0 , steps 7.12 to 7.15.
//
// DEVIATION: by the text, any entry that would serve the name is refreshed in its stead, be it `*` or one made with
// credentials. What was said of one name would then change how long everything is allowed, and to whom. No browser does
// that: Chromium and WebKit replace the whole answer, Firefox keeps a list of names as they were given. Here each name has
// its own entry.
void PreflightCache::store(Key const& key, CacheEntry&& entry) {
  auto& entries = answer_for(key).entries;
  auto const is_same = [&](CacheEntry const& other) {
    return other.method == entry.method && other.header_name == entry.header_name;
  };
  if (auto const known = std::ranges::find_if(entries, is_same); known != entries.end()) {
    known->expires = entry.expires;
    return;
  }
  entries.push_back(std::move(entry));
  if (size() <= most_entries) {
    return;
  }
  // The oldest entry makes room.
  auto& oldest = answers_.front().entries;
  oldest.erase(oldest.begin());
  if (oldest.empty()) {
    answers_.erase(answers_.begin());
  }
}

void PreflightCache::store_method(Key const& key, std::string_view method, Time max_age) {
  store(key, {.expires = key.now + max_age, .method = std::string(method)});
}

void PreflightCache::store_header_name(Key const& key, std::string_view name, Time max_age) {
  store(key, {.expires = key.now + max_age, .header_name = byte_lowercase(name)});
}

void PreflightCache::clear(std::string_view byte_serialized_origin, std::string_view url) {
  std::erase_if(answers_, [&](CachedAnswer const& answer) {
    return answer.url == url && answer.byte_serialized_origin == byte_serialized_origin;
  });
}

}  // namespace corsage::fetch
