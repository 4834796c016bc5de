#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "corsage/policy/config.hpp"

namespace corsage::platforms {

/// One header that a policy's answers carry.
struct HeaderLine {
  std::string_view name;
  std::string value;
};

/// The headers of every answer but a preflight's, except Access-Control-Allow-Origin, which each platform writes in its
/// own way.
std::vector<HeaderLine> answer_lines(policy::Config const& config);

/// What the reader's product says where a list of the policy is "any" and credentials make `*` a mere name: the values
/// that the preflight asked for.
struct Requested {
  std::string_view method;
  std::string_view headers;
};

/// The headers of a preflight's answer, likewise.
std::vector<HeaderLine> preflight_lines(policy::Config const& config, Requested const& requested);

}  // namespace corsage::platforms
