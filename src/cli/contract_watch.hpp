#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "exit_status.hpp"

namespace corsage::cli {

/// What a signal ends the program with from now on, while it watches: the last run's status, before anybody sees its output.
void end_with(ExitStatus status);

/// Runs now, and again whenever one of the files changes, when `interval` seconds have passed, and at Enter on a terminal.
/// A signal that ends programs ends this one, with the last status that `end_with` was told.
ExitStatus run_again_and_again(std::vector<std::string> const& files, std::optional<int> interval,
                               std::function<ExitStatus()> const& run);

}  // namespace corsage::cli
