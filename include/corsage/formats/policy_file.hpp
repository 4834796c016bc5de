#pragma once

#include <string>
#include <string_view>

#include "corsage/base/diagnostic.hpp"
#include "corsage/policy/config.hpp"
#include "corsage/policy/config_places.hpp"

namespace corsage::formats {

/// The `[cors]` table of a policy file: what could be read of it, and every mistake in its form. Whether the values make
/// a policy is for `policy::compile` to say, which wants the places.
struct PolicyFile {
  policy::Config config = {};
  policy::ConfigPlaces places = {};
  Diagnostics mistakes = {};  ///< in the order of the file
};

/// Reads a policy file (TOML, https://toml.io/en/v1.0.0). `name` is what its places are said to be in.
PolicyFile read_policy_file(std::string_view text, std::string_view name);

/// The policy as a file that reads back as the same policy. What is as it would be anyway is left out.
std::string write_policy_file(policy::Config const& config);

}  // namespace corsage::formats
