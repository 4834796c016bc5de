#pragma once

#include <string_view>

#include "support/process.hpp"

namespace corsage::test {

/// Runs the built corsage with these arguments to its end.
Process::Ending corsage(Process::Arguments arguments, std::string_view input = {});

/// The built corsage's path.
std::string corsage_path();

}  // namespace corsage::test
