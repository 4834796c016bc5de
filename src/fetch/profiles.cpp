#include <algorithm>
#include <array>

#include "corsage/fetch/profile.hpp"

/// Browsers' departures from the standard, one row a browser. Sources: measured with 3,700 scripted exchanges
/// (tests/data/browser-verdicts), and the browsers' own code where named.
namespace corsage::fetch {
namespace {

constexpr double hours = 3600;

using Value = SafelistedHeader::Value;

// Rows b18 and 23. Measured: the numbers, and that "1" is no value of ect and save-data. The rest from
// IsCorsSafelistedHeader in Chromium's services/network/public/cpp/cors/cors.cc, without the names that are forbidden to
// pages anyway (sec-ch-...).
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
    .combines_before_safelisting = true,
    .caches_despite_conditions = true,
    .limits_ranges_to_64_bits = true,
    .also_safelisted = chromium_safelisted,
    .dropped_author_headers = chromium_dropped,
    .refused_author_headers = chromium_refused,
    .wildcard_covers_authorization = true,
    .max_age_limit = 2 * hours,
    .caches_negative_max_age = false,
    .keeps_one_preflight_result = true,
    .empty_location = Profile::EmptyLocation::final_response,
    .repeated_location = Profile::RepeatedLocation::failure_unless_equal,
    .refuses_location_credentials = true,
    .strips_space_before_colon = true,
    .refuses_opaque_about_blank = true,
    .enforces_local_network_access = true,
    .guards_loopback_from_local = false,
    .blanks_origin_by_referrer_policy = false,
};

constexpr Profile firefox{
    .name = "firefox",
    .measured = "Firefox ESR 153.7.0",
    .limits_safelisted_total = false,
    .repeats_unsafe_names = true,
    .last_author_value_wins = true,
    .high_bytes_are_unsafe = true,
    .limits_ranges_to_64_bits = true,
    .stream_body = Profile::StreamBody::as_text,
    .wildcard_covers_authorization = true,
    .preflight_ignores_taint = true,
    .trusts_preflight_of_own_origin = true,
    .preflight_outlives_method_change = true,
    .removed_authorization_returns = true,
    .lists_removed_content_type_from_hop = 2,
    .max_age_limit = 24 * hours,
    .caches_unreadable_max_age = false,
    .caches_negative_max_age = false,
    .reuses_cached_wildcards = false,
    .caches_credentialed_for_all = false,
    .exempts_cached_head = false,
    .repeated_location = Profile::RepeatedLocation::failure_unless_equal,
    .ignores_empty_repeated_lines = true,
    .data_url_has_content_length = true,
};

constexpr Profile webkit{
    .name = "webkit",
    .measured = "WebKitGTK 2.50.6",
    .combines_before_safelisting = true,
    .sends_values_as_utf8 = true,
    .reads_ranges_loosely = true,
    .limits_ranges_to_64_bits = true,
    .stream_body = Profile::StreamBody::refused,
    .wildcard_covers_authorization = true,
    .preflight_outlives_method_change = true,
    .lists_removed_authorization = true,
    .lists_removed_content_type_from_hop = 1,
    .sends_removed_content_type_from_hop = 2,
    .max_age_limit = 600,
    .caches_negative_max_age = false,
    .cached_wildcard_covers_authorization = true,
    .keeps_one_preflight_result = true,
    .empty_location = Profile::EmptyLocation::failure,
    .repeated_location = Profile::RepeatedLocation::joined,
    .follows_other_3xx = true,
    .network_layer_keeps_origin = true,
    .keeps_credentials_in_no_cors = true,
    .network_layer_turns_delete_into_get = true,
    .reads_body_of_205 = true,
    .shows_body_without_location = true,
    .decodes_values_as_utf8 = true,
    .refuses_opaque_about_blank = true,
    .loopback_is_trustworthy = false,
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
