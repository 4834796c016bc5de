#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "corsage/audit/finding.hpp"
#include "corsage/base/result.hpp"

namespace corsage::formats {

/// Findings that an earlier run had, by their fingerprints, and how severe each was at its worst: what has grown worse
/// since is another matter.
using Baseline = std::unordered_map<std::string, audit::Severity>;

/// Reads what `corsage audit` wrote as `json` or `jsonl`, reformatted or not. Findings that were ignored are left out: an
/// ignore file answers for those, and its rows expire. One whose severity was taken out is accepted whatever it is. `name` is what places of mistakes are said to be in.
Result<Baseline> read_baseline(std::string_view text, std::string_view name);

}  // namespace corsage::formats
