#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace corsage::policy {

/// A policy as somebody wrote it, or as `explain` found it: the `[cors]` table of a policy file. Not validated.
struct Config {
  std::vector<std::string> origins = {};  ///< patterns; {"*"} is everybody
  bool credentials = false;
  std::vector<std::string> methods = {};                ///< beyond GET, HEAD, POST; {"*"} is any
  std::vector<std::string> request_headers = {};        ///< needing leave; {"*"} is any, authorization too
  std::vector<std::string> response_headers = {};       ///< exposed to the page, lower case; {"*"} is all
  std::optional<std::uint64_t> max_age = std::nullopt;  ///< seconds; 0: not cached; nothing: the browser's default
  int preflight_status = 204;
  bool discloses_full_lists = false;  ///< `disclosure = "full"`
  bool timing = false;                ///< Timing-Allow-Origin

  // What is prohibited unless somebody says by name that he wants it.
  bool dangerously_allow_null_origin = false;
  bool dangerously_allow_any_origin_with_credentials = false;
  bool dangerously_allow_insecure_origins_with_credentials = false;
  bool dangerously_allow_public_suffixes = false;

  bool operator==(Config const&) const = default;
};

}  // namespace corsage::policy
