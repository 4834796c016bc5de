#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "line_blocks.hpp"
#include "standard_output.hpp"

namespace corsage::cli {

/// Appends the answers to a block's lines.
using BlockWork = std::function<void(LineBlock const& block, std::string& answers)>;

/// Works on the input's blocks and writes the answers in the order of the input, each as soon as it can be. Each of
/// `jobs` threads (none besides the caller's when it is one) has its own work, which `make_work` makes. What is read but
/// not yet written is bounded. Ends with the input, or when the output takes no more.
void work_in_order(LineBlocks& input, StandardOutput& output, std::size_t jobs,
                   std::function<BlockWork()> const& make_work);

}  // namespace corsage::cli
