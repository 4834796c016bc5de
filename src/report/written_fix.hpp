#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "advice.hpp"
#include "corsage/platforms/nearest.hpp"
#include "corsage/report/why_text.hpp"

namespace corsage::report {

/// The fix as configuration.
struct WrittenFix {
  Judgement const* judgement = nullptr;           ///< whose fetch it lets through
  platforms::Platform const* platform = nullptr;  ///< what it is written for: any server where another cannot say it
  platforms::Nearest nearest = {};
  /// What the platform that was asked for cannot say; empty where `platform` is that one.
  std::vector<std::string> not_said = {};
};

/// The fix of the first judgement whose fetch some policy lets through; nothing where there is none.
std::optional<WrittenFix> written_fix(Why const& why);

/// The preflight's answer whose status these lines do not mend, though a cause is that it is no success; null where there
/// is none.
fetch::Answered const* unmended_preflight(WrittenFix const& fix);

/// How a value is made fit for a line.
using Shorten = std::function<std::string(std::string)>;

/// What somebody has to know who copies the lines: `shorten` is for origins and URLs. Nothing in them stands
/// in backticks.
std::vector<Advice> warnings_of(WrittenFix const& fix, http::Secrets secrets, Shorten const& shorten);

}  // namespace corsage::report
