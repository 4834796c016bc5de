#pragma once

#include <string>
#include <vector>

namespace corsage::report {

/// What to do about something.
struct Advice {
  std::string text;                     ///< in `backticks` what is literal
  std::vector<std::string> lines = {};  ///< what to send or to type, as it is
};

}  // namespace corsage::report
