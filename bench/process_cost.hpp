#pragma once

#include <string>
#include <vector>

namespace corsage::bench {

using Command = std::vector<std::string>;

/// What a process cost from its start to its end.
struct ProcessCost {
  double wall_milliseconds = 0;
  double processor_seconds = 0;
  double peak_mebibytes = 0;  ///< begins with that of who starts it
};

/// Runs a command to its end, what it writes thrown away. Throws where it cannot be started or its exit status is above
/// `worst_status`.
ProcessCost cost_of(Command const& command, int worst_status);

}  // namespace corsage::bench
