#pragma once

#include <string>

#include "corsage/platforms/nearest.hpp"
#include "written_fix.hpp"

namespace corsage::report {

/// In which way a platform's configuration is another than the policy that was wanted.
struct Departed {
  platforms::Departure departure{};
  platforms::Platform const* platform = nullptr;
  policy::Config const* wanted = nullptr;
  policy::Config const* written = nullptr;
};

/// What that means, in a sentence. Nothing in it stands in backticks.
std::string told_of(Departed const& departed, Shorten const& shorten);

}  // namespace corsage::report
