#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/base/diagnostic.hpp"
#include "corsage/policy/config.hpp"
#include "corsage/policy/origin_pattern.hpp"

/// What products that take settings, and no code, share: how they want lists, and what they have no setting for.
namespace corsage::platforms {

/// GET, HEAD and POST, which need no leave from browsers but have to be listed where a product asks for each method, and
/// the policy's own; each once.
std::vector<std::string> all_methods(policy::Config const& config);

/// The policy's request headers; where it says "any", `*` and Authorization, which `*` does not cover.
std::vector<std::string> header_names(policy::Config const& config);

/// That the product has no such pattern: of one label, or else of these ports.
Diagnostic pattern_not_expressible(policy::OriginPattern const& origin);

/// Every origin as products write it whose `*` stands for any letters: https://**.example.com is https://*.example.com
/// there. One label, and lists of ports, are mistakes.
std::vector<std::string> with_wide_wildcards(policy::Config const& config, Diagnostics& mistakes);

/// The longest that products keep a preflight's answer whose setting is an integer of 32 bits, or of 64: Amazon S3,
/// CloudFront, Google Cloud Storage, Azure Storage and the Gateway API have the one, Traefik the other.
inline constexpr std::uint64_t longest_int32_age = std::numeric_limits<std::int32_t>::max();
inline constexpr std::uint64_t longest_int64_age = std::numeric_limits<std::int64_t>::max();

/// The policy's max_age in seconds, and no more than the product takes: a shorter time allows nothing more.
std::optional<std::uint64_t> max_age_within(policy::Config const& config, std::uint64_t longest);

/// A comment's line that says so where the product's longest is shorter than the policy's; else empty.
std::string comment_on_max_age(std::string_view mark, policy::Config const& config, std::uint64_t longest);

/// That the product has no Timing-Allow-Origin, where the policy wants it.
void check_timing(policy::Config const& config, Diagnostics& mistakes);

/// That `*` in lists is a mere name with credentials, where the product cannot repeat what was asked for.
void check_wildcards_with_credentials(policy::Config const& config, Diagnostics& mistakes);

/// Methods that the product does not know; a policy's `*` is one of them. GET, HEAD and POST it knows, beside `known`.
void check_methods(policy::Config const& config, std::vector<std::string_view> const& known, Diagnostics& mistakes);

/// A policy's list of header names, and its key.
struct HeaderNames {
  std::string_view key;
  std::vector<std::string> const* names;
};

/// Those that pages send, and those that they read.
std::array<HeaderNames, 2> header_lists(policy::Config const& config);

/// Names of headers with a `*` in them, where the product takes it for any letters.
void check_wildcards_in_names(policy::Config const& config, Diagnostics& mistakes);

/// That credentials cannot be kept from origins that are named, where the product of that name gives them to each.
void check_named_origins_without_credentials(policy::Config const& config, std::string_view product,
                                             Diagnostics& mistakes);

/// That credentials for everybody need an answer that names who asks.
void check_reflection(policy::Config const& config, Diagnostics& mistakes);

/// That the product has no way to say that a preflight's answer is not to be kept.
void check_age_of_nothing(policy::Config const& config, Diagnostics& mistakes);

}  // namespace corsage::platforms
