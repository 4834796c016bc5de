#pragma once

#include <string>
#include <vector>

#include "corsage/explain/hops.hpp"
#include "corsage/report/terminal_text.hpp"
#include "corsage/report/why_text.hpp"

namespace corsage::report {

/// One layer: where it was asked, and everything that its own answer to "why?" is made of. Its products are those that no
/// layer behind it shows; its judgements are empty where it gave no answer.
struct Hop {
  std::string address;  ///< a URL
  Why why;
};

/// Everything that the comparison of a deployment's layers is made of, inside out.
struct Hops {
  std::vector<explain::Layer> layers = {};
  std::vector<Hop> hops = {};  ///< one for each layer, in the same order
  std::vector<explain::LayerFinding> findings = {};
  std::string stranger = {};  ///< the second origin that was asked with
};

/// Whether some layer does something that it should not.
bool has_fault(Hops const& hops);

/// The comparison, for people: the verdict, the layers, each fault with both sides' lines and what to do about it.
std::string hops_text(Hops const& hops, Look const& look);

}  // namespace corsage::report
