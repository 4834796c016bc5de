#pragma once

#include <string>

namespace corsage::cli {

/// Makes the process that user's, for good: his groups, and nothing of root's. Empty: done, or it is his already; else why
/// it cannot be, in words.
std::string become(std::string const& user);

/// Makes a log file that root has opened that user's, who will open it again. Empty: done, or it is no file of its own
/// (a pipe, a terminal, a link), which stays whose it is; else why it cannot be, in words.
std::string hand_over(std::string const& file, std::string const& user);

}  // namespace corsage::cli
