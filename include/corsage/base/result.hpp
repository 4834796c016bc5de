#pragma once

#include <expected>
#include <utility>

#include "corsage/base/diagnostic.hpp"

namespace corsage {

/// A value, or every mistake in the input it was to be made of.
template <typename Value>
using Result = std::expected<Value, Diagnostics>;

/// A failed Result with one mistake.
inline std::unexpected<Diagnostics> failure(Diagnostic diagnostic) {
  return std::unexpected(Diagnostics{std::move(diagnostic)});
}

}  // namespace corsage
