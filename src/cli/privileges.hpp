#pragma once

#include <string>

namespace corsage::cli {

/// Makes the process that user's, for good: his groups, and nothing of root's. Empty: done, or it is his already; else why
/// it cannot be, in words.
std::string become(std::string const& user);

}  // namespace corsage::cli
