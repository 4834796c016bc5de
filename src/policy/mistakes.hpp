#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "corsage/base/diagnostic.hpp"
#include "corsage/policy/config_places.hpp"

namespace corsage::policy {

/// The mistakes found so far, each put in its place.
class Mistakes {
 public:
  void add(DiagnosticCode code, std::string_view value, SourceRange const& range, std::string expected = {}) {
    found_.push_back({.code = code, .value = std::string(value), .expected = std::move(expected), .range = range});
  }

  bool empty() const { return found_.empty(); }

  /// All of them, in the order of the input where their places are known.
  Diagnostics take();

 private:
  Diagnostics found_;
};

/// The place of a list's entry; of the list itself where the entry's is not known.
SourceRange const& place_of(ConfigPlaces::List const& list, std::size_t entry);

}  // namespace corsage::policy
