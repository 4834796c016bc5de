#pragma once

#include <optional>
#include <string_view>

#include "corsage/base/diagnostic.hpp"
#include "corsage/policy/config.hpp"
#include "corsage/policy/config_places.hpp"
#include "corsage/policy/policy.hpp"

namespace corsage::formats {

/// What a policy file's text came to.
struct CompiledPolicy {
  std::optional<policy::Policy> policy = std::nullopt;  ///< nothing where there is a mistake
  policy::Config written = {};                          ///< as the file has it
  policy::ConfigPlaces places = {};                     ///< of `written`
  Diagnostics mistakes = {};                            ///< in the order of the file
  Diagnostics advice = {};                              ///< warnings and notes, in the order of the file
};

/// Reads a policy file and compiles it; every mistake of form and of meaning at once. `name` is what places are said to be in.
CompiledPolicy compile_policy_file(std::string_view text, std::string_view name);

}  // namespace corsage::formats
