#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

#include "corsage/base/result.hpp"

namespace corsage::formats {

/// Findings that an earlier run had, by their fingerprints.
using Baseline = std::unordered_set<std::string>;

/// Reads what `corsage audit` wrote as `json` or `jsonl`, reformatted or not. Findings that were ignored are left out: an
/// ignore file answers for those, and its rows expire. `name` is what places of mistakes are said to be in.
Result<Baseline> read_baseline(std::string_view text, std::string_view name);

}  // namespace corsage::formats
