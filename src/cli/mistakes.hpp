#pragma once

#include <optional>
#include <string_view>
#include <utility>

#include "corsage/base/result.hpp"

namespace corsage::cli {

/// Collects the mistakes of many options.
class Mistakes {
 public:
  void add(std::string_view option, Diagnostic mistake) {
    mistake.range.source = option;
    all_.push_back(std::move(mistake));
  }

  /// The value, or its mistakes as the option's.
  template <typename Value>
  std::optional<Value> take(std::string_view option, Result<Value> result) {
    if (result) {
      return *std::move(result);
    }
    take_mistakes(option, std::move(result).error());
    return std::nullopt;
  }
  void take(std::string_view option, Result<void> result) {
    if (!result) {
      take_mistakes(option, std::move(result).error());
    }
  }

  bool empty() const { return all_.empty(); }
  Diagnostics take_all() { return std::move(all_); }

 private:
  /// What stands in a file has its place already.
  void take_mistakes(std::string_view option, Diagnostics mistakes) {
    for (auto& mistake : mistakes) {
      if (mistake.range.line == 0) {
        mistake.range.source = option;
      }
      all_.push_back(std::move(mistake));
    }
  }

  Diagnostics all_;
};

}  // namespace corsage::cli
