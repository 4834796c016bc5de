#include "cache_changes.hpp"

#include <algorithm>

namespace corsage::cli {
namespace {

using fetch::CachedAnswer;
using fetch::PreflightCache;

bool is_in(PreflightCache const& cache, CachedAnswer const& answer) {
  return std::ranges::find(cache.answers(), answer) != cache.answers().end();
}

/// Stores every entry of the answer, each with the expiry that it has.
void store(PreflightCache& cache, CachedAnswer const& answer) {
  PreflightCache::Key const key{.byte_serialized_origin = answer.byte_serialized_origin,
                                .url = answer.url,
                                .credentials = answer.credentials,
                                .now = 0};
  for (auto const& entry : answer.entries) {
    if (entry.method.empty()) {
      cache.store_header_name(key, entry.header_name, entry.expires);
    } else {
      cache.store_method(key, entry.method, entry.expires);
    }
  }
}

}  // namespace

void adopt_changes(PreflightCache& shared, PreflightCache const& before, PreflightCache const& after) {
  // An origin and URL are cleared as a whole, and so they are where anything of them is gone.
  for (auto const& answer : before.answers()) {
    if (!is_in(after, answer)) {
      shared.clear(answer.byte_serialized_origin, answer.url);
    }
  }
  for (auto const& answer : after.answers()) {
    bool const is_cleared = std::ranges::any_of(before.answers(), [&](CachedAnswer const& old) {
      return old.byte_serialized_origin == answer.byte_serialized_origin && old.url == answer.url && !is_in(after, old);
    });
    if (is_cleared || !is_in(before, answer)) {
      store(shared, answer);
    }
  }
}

}  // namespace corsage::cli
