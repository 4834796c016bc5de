#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "exhaustive/oracle.hpp"

namespace corsage::exhaustive {

/// What a scripted server says at one URL.
struct Page {
  oracle::Answer to_preflight = {};
  oracle::Answer to_others = {};
};

using Script = std::map<std::string, Page>;

/// Holds corsage's `fetch` against the oracle, case by case, and keeps the smallest case in which they differ.
class Comparison {
 public:
  void compare(oracle::Question const& question, Script const& script);

  std::size_t cases() const { return cases_; }
  std::size_t differences() const { return differences_; }

  /// The smallest difference in words; empty when there is none.
  std::string const& smallest_difference() const { return smallest_; }

 private:
  std::size_t cases_ = 0;
  std::size_t differences_ = 0;
  std::string smallest_;
};

}  // namespace corsage::exhaustive
