#include <algorithm>
#include <array>

#include "corsage/fetch/profile.hpp"

/// Browsers' departures from the standard, one row a browser. Each trait names its source: `corpus` (measured with the
/// scripted exchanges of tests/data/browser-verdicts), `wpt` (measured with the pages of web-platform-tests named, on the
/// same versions), `probe` (measured with a page made for it), or the browser's own file.
///
/// Left out, since nothing here could act on it:
/// - Firefox repeats an XMLHttpRequest with the user name and password of its URL when a 401 asks for them (wpt
///   access-control-preflight-credential-*): no answer is asked for a second time here, whoever asks.
/// - Pages from file: have an opaque origin everywhere, and `Origin: null`. That Chromium lets no such page fetch a
///   file, and Firefox takes each file for an origin of its own, shows nowhere: the standard fetches no files either.
/// - Firefox reads two equal Content-Length lines as one (measured): no name is readable for it that was not
///   before, and what frames a body is for the transport to judge.
/// - Chromium and Firefox withhold HTML, JSON and XML from elements in mode no-cors (wpt fetch/orb, not run for this):
///   that turns on the first bytes of the body, and the page can read them in no case.
/// - Firefox may send `Origin: null` from .onion pages: a preference, off but in Tor Browser
///   (nsCORSListenerProxy.cpp, network.http.referer.hideOnionSource).
/// - Chromium and WebKit tell a preflight's Sec-Fetch-Site by its own URL, not by those before it
///   (services/network/cors/preflight_controller.cc, CrossOriginAccessControl.cpp): read in the code, never measured.
namespace corsage::fetch {
namespace {

constexpr double hours = 3600;

using Value = SafelistedHeader::Value;

// corpus: the numbers, and that "1" is no value of ect and save-data. The rest from
// IsCorsSafelistedHeader in Chromium's services/network/public/cpp/cors/cors.cc, without the names that are forbidden
// to pages anyway (sec-ch-...).
constexpr std::array<SafelistedHeader, 9> chromium_safelisted{{{"device-memory", Value::number},
                                                               {"downlink", Value::number},
                                                               {"dpr", Value::number},
                                                               {"ect", Value::connection_type},
                                                               {"intervention", Value::any},
                                                               {"rtt", Value::digits},
                                                               {"save-data", Value::on},
                                                               {"viewport-width", Value::digits},
                                                               {"width", Value::digits}}};
// https://crbug.com/571722
constexpr std::array<std::string_view, 1> chromium_dropped{"user-agent"};
constexpr std::array<std::string_view, 1> chromium_refused{"available-dictionary"};

constexpr Profile spec{.name = "spec", .measured = "Fetch standard, 2026-07-02"};

constexpr Profile chromium{
    .name = "chromium",
    .measured = "Chromium 156.0.8078.79",
    .combines_before_safelisting = true,  // corpus
    .caches_despite_conditions = true,    // corpus
    .limits_ranges_to_64_bits = true,     // corpus
    .also_safelisted = chromium_safelisted,
    .dropped_author_headers = chromium_dropped,                // corpus
    .refused_author_headers = chromium_refused,                // corpus
    .wildcard_covers_authorization = true,                     // corpus; https://github.com/whatwg/fetch/issues/1919
    .max_age_limit = 2 * hours,                                // services/network/cors/preflight_result.cc
    .caches_negative_max_age = false,                          // wpt cors/preflight-cache
    .keeps_one_preflight_result = true,                        // services/network/cors/preflight_cache.cc
    .empty_location = Profile::EmptyLocation::final_response,  // corpus
    .repeated_location = Profile::RepeatedLocation::failure_unless_equal,  // corpus
    .refuses_location_credentials = true,                                  // corpus
    .strips_space_before_colon = true,                                     // corpus
    .refuses_opaque_about_blank = true,                                    // corpus
    .enforces_local_network_access = true,      // probe; https://developer.chrome.com/blog/local-network-access
    .guards_loopback_from_local = false,        // probe
    .blanks_origin_by_referrer_policy = false,  // wpt fetch/origin/assorted
};

constexpr Profile firefox{
    .name = "firefox",
    .measured = "Firefox ESR 153.7.0",
    .limits_safelisted_total = false,             // corpus
    .repeats_unsafe_names = true,                 // corpus
    .last_author_value_wins = true,               // corpus
    .high_bytes_are_unsafe = true,                // corpus
    .limits_ranges_to_64_bits = true,             // corpus
    .stream_body = Profile::StreamBody::as_text,  // wpt fetch/api/request/request-init-stream
    .wildcard_covers_authorization = true,        // corpus; network.cors_preflight.authorization_covered_by_wildcard
    .preflight_ignores_taint = true,              // corpus
    .trusts_preflight_of_own_origin = true,       // corpus
    .preflight_outlives_method_change = true,     // corpus
    .removed_authorization_returns = true,        // corpus
    .lists_removed_content_type_from_hop = 2,     // corpus
    .max_age_limit = 24 * hours,                  // nsCORSListenerProxy.cpp, AddResultToCache
    .caches_unreadable_max_age = false,           // probe
    .caches_negative_max_age = false,             // wpt cors/preflight-cache
    .reuses_cached_wildcards = false,             // probe; nsCORSListenerProxy.cpp, CheckRequest
    .caches_credentialed_for_all = false,         // probe
    .exempts_cached_head = false,                 // probe; nsCORSListenerProxy.cpp, CheckRequest
    .repeated_location = Profile::RepeatedLocation::failure_unless_equal,  // corpus
    .ignores_empty_repeated_lines = true,                                  // corpus
    .data_url_has_content_length = true,                                   // corpus
};

constexpr Profile webkit{
    .name = "webkit",
    .measured = "WebKitGTK 2.50.6",
    .combines_before_safelisting = true,                // corpus
    .sends_values_as_utf8 = true,                       // corpus
    .reads_ranges_loosely = true,                       // corpus
    .limits_ranges_to_64_bits = true,                   // corpus
    .stream_body = Profile::StreamBody::refused,        // wpt fetch/api/request/request-init-stream
    .wildcard_covers_authorization = true,              // corpus
    .preflight_outlives_method_change = true,           // corpus
    .lists_removed_authorization = true,                // corpus
    .lists_removed_content_type_from_hop = 1,           // corpus
    .sends_removed_content_type_from_hop = 2,           // corpus
    .max_age_limit = 600,                               // CrossOriginPreflightResultCache.cpp, maxPreflightCacheTimeout
    .caches_negative_max_age = false,                   // wpt cors/preflight-cache
    .cached_wildcard_covers_authorization = true,       // probe
    .keeps_one_preflight_result = true,                 // CrossOriginAccessControl.cpp, validatePreflightResponse
    .empty_location = Profile::EmptyLocation::failure,  // corpus
    .repeated_location = Profile::RepeatedLocation::joined,  // corpus
    .follows_other_3xx = true,                               // wpt xhr/send-redirect
    .network_layer_keeps_origin = true,                      // corpus
    .keeps_credentials_in_no_cors = true,                    // corpus
    .network_layer_turns_delete_into_get = true,             // corpus
    .reads_body_of_205 = true,                               // corpus
    .shows_body_without_location = true,                     // corpus
    .decodes_values_as_utf8 = true,                          // corpus
    .refuses_opaque_about_blank = true,                      // corpus
    .loopback_is_trustworthy = false,                        // corpus
};

constexpr std::array<Profile const*, 4> profiles{&spec, &chromium, &firefox, &webkit};

}  // namespace

Profile const& spec_profile() {
  return spec;
}
Profile const& chromium_profile() {
  return chromium;
}
Profile const& firefox_profile() {
  return firefox;
}
Profile const& webkit_profile() {
  return webkit;
}

Profile const* profile_named(std::string_view name) {
  auto const* const found = std::ranges::find(profiles, name, [](Profile const* profile) { return profile->name; });
  return found == profiles.end() ? nullptr : *found;
}

std::span<Profile const* const> all_profiles() {
  return profiles;
}

}  // namespace corsage::fetch
