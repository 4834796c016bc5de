#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "corsage/fetch/exchange.hpp"

namespace corsage::explain {

/// How sure a signal is.
enum class Confidence : std::uint8_t {
  likely,   ///< others answer so too
  certain,  ///< nothing else is known to answer so
};

std::string_view to_string(Confidence confidence);

/// A product recognised by its answer, and what the answer means. The texts live in a table and outlast everything.
struct Fingerprint {
  std::string_view product = {};  ///< "Express"
  /// The platform whose configuration mends it: "nginx", "express", or "any".
  std::string_view platform = "any";
  Confidence confidence = Confidence::likely;
  std::string_view signal = {};   ///< what gave it away: "X-Powered-By: Express"
  std::string_view meaning = {};  ///< what it says of the cause; empty where the signal only names the product

  bool operator==(Fingerprint const&) const = default;
};

/// The products recognised in one exchange, those whose answer explains the cause first.
std::vector<Fingerprint> recognise(fetch::Exchange const& exchange);

/// The products recognised in all exchanges, each signal once.
std::vector<Fingerprint> recognise(fetch::Journal const& journal);

/// The platform to print a fix for: the first that is named, otherwise "any".
std::string_view platform_of(std::span<Fingerprint const> fingerprints);

}  // namespace corsage::explain
