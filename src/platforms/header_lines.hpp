#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/policy/config.hpp"

namespace corsage::platforms {

/// What a header's value is: text to be quoted, or words of the product's own language, from `Requested`.
enum class ValueKind : std::uint8_t { constant, requested };

/// One header that a policy's answers carry.
struct HeaderLine {
  std::string_view name;
  std::string value;
  ValueKind kind = ValueKind::constant;
};

/// How the reader's product says a value of the request: where a list of the policy is "any" and credentials make `*` a
/// mere name, an answer repeats what was asked for.
struct Requested {
  std::string_view method;
  std::string_view headers;
};

/// The headers whose value is the origin that is allowed: Access-Control-Allow-Origin, and others where the policy has to
/// look who asks (`names_who_asks`). They are left out for an origin that is refused.
std::vector<std::string_view> origin_headers(policy::Config const& config);

/// The headers of every answer but a preflight's, except `origin_headers`, which each platform writes in its
/// own way.
std::vector<HeaderLine> answer_lines(policy::Config const& config);

/// The headers of a preflight's answer, likewise.
std::vector<HeaderLine> preflight_lines(policy::Config const& config, Requested const& requested);

/// Those of a preflight's answer that no other answer has.
std::vector<HeaderLine> preflight_only_lines(policy::Config const& config, Requested const& requested);

/// The headers whose meaning for a page the policy alone decides: what the application behind says of them has to go, also
/// where the policy says nothing.
std::vector<std::string_view> owned_headers(policy::Config const& config);

}  // namespace corsage::platforms
