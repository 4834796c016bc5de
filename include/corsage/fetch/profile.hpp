#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace corsage::fetch {

/// A header that a browser safelists besides the standard's five, and what its value has to be.
struct SafelistedHeader {
  enum class Value : std::uint8_t {
    digits,           ///< 1*DIGIT
    number,           ///< 1*DIGIT [ "." 1*DIGIT ]
    on,               ///< "on", in any case
    connection_type,  ///< "slow-2g", "2g", "3g" or "4g"
    any,
  };
  std::string_view name;
  Value value = Value::any;
};

/// Where a browser leaves the standard, as data. The standard itself is the row in which nothing departs.
///
/// Each trait is one measured difference; `profiles.cpp` holds the rows with their sources. Algorithms ask for a trait,
/// never for a browser.
struct Profile {
  std::string_view name;      ///< "spec", "chromium", "firefox", "webkit"
  std::string_view measured;  ///< the version the row was measured on

  // The author's headers.
  bool combines_before_safelisting = false;  ///< repeated safelisted headers are joined, then judged
  bool limits_safelisted_total = true;       ///< more than 1024 bytes of safelisted values are unsafe
  bool repeats_unsafe_names = false;         ///< a header given twice stands twice in Access-Control-Request-Headers
  bool sends_values_as_utf8 = false;         ///< bytes 0x80 to 0xFF of an author's value go out as UTF-8
  bool caches_despite_conditions = false;    ///< If-None-Match and the like do not switch the cache off
  bool last_author_value_wins = false;       ///< of several Content-Type or Authorization headers only the last is kept
  bool high_bytes_are_unsafe = false;        ///< bytes 0x80 to 0xFF in Accept and Content-Type
  bool reads_ranges_loosely = false;         ///< any case of "bytes=", a "+" before digits
  bool limits_ranges_to_64_bits = false;     ///< a larger number is no range
  std::span<SafelistedHeader const> also_safelisted = {};         ///< besides the standard's five names
  std::span<std::string_view const> dropped_author_headers = {};  ///< silently not sent
  std::span<std::string_view const> refused_author_headers = {};  ///< the fetch fails

  // Bodies.
  enum class StreamBody : std::uint8_t {
    sent,     ///< as the standard has it
    as_text,  ///< the stream's name is sent in its stead: "[object ReadableStream]"
    refused,  ///< the fetch fails
  };
  StreamBody stream_body = StreamBody::sent;

  // Preflight.
  bool wildcard_covers_authorization = false;  ///< `Access-Control-Allow-Headers: *` allows Authorization
  bool preflight_ignores_taint = false;  ///< its Origin and its check use the page's origin after tainting redirects
  bool trusts_preflight_of_own_origin = false;  ///< no CORS check on a preflight that goes to the page's own origin
  bool preflight_outlives_method_change =
      false;  ///< a fetch preflighted before POST became GET goes on being preflighted
  bool lists_removed_authorization =
      false;  ///< after a foreign hop ACRH still names the Authorization that is not sent
  bool removed_authorization_returns = false;  ///< a later hop within the foreign origin sends Authorization again
  std::uint8_t lists_removed_content_type_from_hop = 0;  ///< hops after POST became GET until ACRH names it; 0: never
  std::uint8_t sends_removed_content_type_from_hop = 0;  ///< ... and until it is sent again
  double max_age_limit = 86400;                          ///< seconds; the standard leaves it to the browser
  bool caches_unreadable_max_age = true;    ///< an unparsable value counts as absent (5 seconds); else it is not cached
  bool caches_negative_max_age = true;      ///< "-1" counts as unparsable; else it is not cached
  bool reuses_cached_wildcards = true;      ///< an entry `*` serves later requests
  bool caches_credentialed_for_all = true;  ///< an entry made with credentials serves requests without
  bool exempts_cached_head = true;          ///< HEAD needs no entry
  bool cached_wildcard_covers_authorization = false;  ///< a cached `*` serves later requests with Authorization
  bool keeps_one_preflight_result = false;            ///< a new answer for the same URL replaces what was remembered

  // Redirects.
  enum class EmptyLocation : std::uint8_t { same_url, final_response, failure };
  EmptyLocation empty_location = EmptyLocation::same_url;
  enum class RepeatedLocation : std::uint8_t { failure, failure_unless_equal, joined };
  RepeatedLocation repeated_location = RepeatedLocation::failure;
  bool follows_other_3xx = false;                    ///< 309 to 399 with a Location
  bool refuses_location_credentials = false;         ///< a Location with user:password@ always fails
  bool network_layer_keeps_origin = false;           ///< same-origin POST that became GET keeps its Origin header
  bool keeps_credentials_in_no_cors = false;         ///< a no-cors request from home takes its cookies to other origins
  bool network_layer_turns_delete_into_get = false;  ///< DELETE redirected to another origin becomes GET

  // Responses.
  bool ignores_empty_repeated_lines = false;  ///< of a repeated header, lines without a value do not count
  bool strips_space_before_colon = false;     ///< "name : value" is read as "name: value"
  bool reads_body_of_205 = false;
  bool shows_body_without_location = false;  ///< of a redirect in mode manual that leads nowhere
  bool decodes_values_as_utf8 = false;       ///< a byte that is not UTF-8 reads as U+FFFD
  bool data_url_has_content_length = false;
  bool refuses_opaque_about_blank = false;  ///< no-cors fetch of about:blank fails

  // What blocks besides CORS.
  bool loopback_is_trustworthy = true;  ///< an https page may fetch http on loopback
  bool enforces_local_network_access = false;
  bool guards_loopback_from_local = true;        ///< ... also on the way from the local network to the machine itself
  bool blanks_origin_by_referrer_policy = true;  ///< rule 79: a no-cors POST may say `Origin: null`
};

Profile const& spec_profile();
Profile const& chromium_profile();
Profile const& firefox_profile();
Profile const& webkit_profile();

/// The profile of that name; null when there is none.
Profile const* profile_named(std::string_view name);

/// All four, the standard first.
std::span<Profile const* const> all_profiles();

}  // namespace corsage::fetch
