#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/base/result.hpp"
#include "corsage/policy/config.hpp"

/// Server products, and how a policy is written for each.
namespace corsage::platforms {

/// Whether the configuration also answers preflights, or only adds headers to the answers there are.
enum class Preflights : std::uint8_t { answer, leave };

/// Who gives a preflight its status where the configuration is in force.
enum class PreflightStatus : std::uint8_t {
  own,                        ///< the platform: 200 or 204, whatever is behind it says
  own_unless_login_is_first,  ///< the platform, but not to a preflight that a login in front of it has refused
  of_what_is_behind,          ///< the server behind: the platform only adds headers
};

/// What the text is written for, besides the policy.
struct Place {
  Preflights preflights = Preflights::answer;
  /// Lines that answers have already and that the policy's replace ("Access-Control-Allow-Origin: *"), made harmless for
  /// a comment: printable, one line each.
  std::vector<std::string> replaced = {};
  /// The paths of the URLs whose answers it is for, as URLs have them; empty where they are not known.
  std::vector<std::string> paths = {};
};

/// One product.
struct Platform {
  std::string_view token;  ///< on the command line: "nginx"
  std::string_view name;   ///< to people: "nginx"
  /// The policy as this product's configuration, with its traps as comments. An error where the product cannot say
  /// exactly this: the text never allows more than the policy. It may disclose more: a fixed configuration answers every
  /// preflight with whole lists.
  Result<std::string> (*render)(policy::Config const& config, Place const& place);
  PreflightStatus preflight_status = PreflightStatus::own;
};

/// All of them, in the order in which they are listed to people.
std::span<Platform const> all_platforms();

/// The platform of that token; null when there is none.
Platform const* platform_named(std::string_view token);

}  // namespace corsage::platforms
