#pragma once

#include <string>
#include <vector>

#include "corsage/fetch/session.hpp"

namespace corsage::tests {

/// What of a fetch a page and its server can observe, in a form that compares and prints.
struct ObservedOutcome {
  bool allowed = false;
  std::string type = {};  ///< empty where the fetch was blocked
  int status = 0;
  bool redirected = false;
  bool body_readable = false;
  std::vector<std::string> readable = {};   ///< names, lower case, sorted
  std::vector<std::string> exchanges = {};  ///< "METHOD host/path origin=... ..." with the headers that CORS decides

  bool operator==(ObservedOutcome const&) const = default;
};

std::string to_string(ObservedOutcome const& outcome);

/// What a browser was seen to do: a line of an out-*.jsonl file.
ObservedOutcome observed_in_browser(std::string const& line);

/// What corsage predicts.
ObservedOutcome observed_in_run(fetch::Run const& run);

}  // namespace corsage::tests
