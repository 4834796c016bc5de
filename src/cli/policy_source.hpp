#pragma once

#include <optional>
#include <string>

#include "corsage/base/diagnostic.hpp"
#include "corsage/policy/config.hpp"
#include "corsage/policy/config_places.hpp"
#include "corsage/policy/policy.hpp"
#include "invocation.hpp"

namespace corsage::cli {

/// A policy file, read and compiled.
struct PolicySource {
  std::string name;                                     ///< as messages call it
  std::optional<policy::Policy> policy = std::nullopt;  ///< nothing where there is a mistake
  policy::Config written = {};                          ///< as the file has it
  policy::ConfigPlaces places = {};                     ///< of `written`
  Diagnostics mistakes = {};                            ///< in the order of the file
  Diagnostics advice = {};                              ///< warnings and notes, in the order of the file
};

/// Reads the file of that name; "-" is standard input.
PolicySource read_policy(std::string const& name);

/// Tells the mistakes on standard error, each with a caret under it where its place is known.
void complain_of_policy(Diagnostics const& mistakes, ColorChoice color);

/// The file's policy. Where it has none, every mistake has been told on standard error, with a caret under it.
std::optional<policy::Policy> policy_or_complaint(std::string const& name, ColorChoice color);

}  // namespace corsage::cli
