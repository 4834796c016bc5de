#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace corsage::formats {

/// One test point.
struct TapPoint {
  bool is_ok = true;
  std::string description = {};
  /// What is told of it besides: keys that are words, and texts of one line or many.
  std::vector<std::pair<std::string, std::string>> details = {};
};

/// A report in the Test Anything Protocol, version 14 (https://testanything.org/tap-version-14-specification.html). Texts
/// may hold any bytes: control characters and what is no UTF-8 become escapes such as `\x1B`.
std::string tap(std::span<TapPoint const> points);

}  // namespace corsage::formats
