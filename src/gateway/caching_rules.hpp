#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "head.hpp"

/// What a cache that clients share may keep, and for how long: https://www.rfc-editor.org/rfc/rfc9111 . Here the shared
/// cache is a relay's, in front of one API; the relay's own secrets are the same for every request, and part none of them.
namespace corsage::gateway {

using WallTime = std::chrono::sys_seconds;
using std::chrono::seconds;

/// What Cache-Control says, as far as it is asked here.
///
/// https://www.rfc-editor.org/rfc/rfc9111#name-cache-control
struct CacheControl {
  bool no_store = false;
  bool no_cache = false;  ///< with names or without
  bool is_private = false;
  bool only_if_cached = false;
  std::optional<seconds> max_age = std::nullopt;  ///< the least of those written
  std::optional<seconds> s_maxage = std::nullopt;
  std::optional<seconds> min_fresh = std::nullopt;
};
CacheControl cache_control_of(Head const& head);

/// When an HTTP date is; nothing where it is none.
///
/// https://www.rfc-editor.org/rfc/rfc9110#name-date-time-formats
std::optional<WallTime> time_of(std::string_view date);

/// Whether a request may be answered from the cache, and its answer be kept; `request` is as the API gets it, without what
/// the relay adds.
bool may_use_cache(Head const& request);

/// Whether an answer may be kept for others.
///
/// https://www.rfc-editor.org/rfc/rfc9111#name-storing-responses-in-caches
bool may_be_stored(Head const& answer);

/// For how long an answer says that it is fresh; 0 where it does not say.
///
/// https://www.rfc-editor.org/rfc/rfc9111#name-calculating-freshness-lifeti
seconds lifetime_of(Head const& answer);

/// How old an answer was when it came, `delay` after it was asked for.
///
/// https://www.rfc-editor.org/rfc/rfc9111#name-calculating-age
seconds initial_age_of(Head const& answer, WallTime received, seconds delay);

/// Whether an answer of that age, fresh for `lifetime`, does for the request.
bool is_fresh_for(Head const& request, seconds age, seconds lifetime);

/// The request's lines that Vary names, as one text: two requests with the same text get the same answer. Nothing where
/// no other request does: `*`.
///
/// https://www.rfc-editor.org/rfc/rfc9111#name-calculating-cache-keys-with
std::optional<std::string> variant_of(Head const& request, std::vector<std::string> const& vary);
std::vector<std::string> varied_names(Head const& answer);

/// Whether the client has the stored answer already, by its own validators.
///
/// https://www.rfc-editor.org/rfc/rfc9110#name-precedence-of-preconditions
bool has_already(Head const& request, Head const& stored);

}  // namespace corsage::gateway
