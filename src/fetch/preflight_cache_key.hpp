#pragma once

#include "fetch_params.hpp"
#include "redirect_taint.hpp"

namespace corsage::fetch {

/// What the request's entries in the preflight cache are found by; a view into the request.
inline PreflightCache::Key preflight_cache_key(FetchParams const& params) {
  return {.byte_serialized_origin = serialized_request_origin(params),
          .url = params.request.current_url().href(),
          .credentials = params.made.credentials == CredentialsMode::include,
          .now = params.now(),
          .reuses_wildcards = params.profile.reuses_cached_wildcards,
          .credentialed_serves_all = params.profile.caches_credentialed_for_all,
          .wildcard_covers_authorization = params.profile.cached_wildcard_covers_authorization};
}

}  // namespace corsage::fetch
