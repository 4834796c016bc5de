#pragma once

#include "exit_status.hpp"
#include "invocation.hpp"
#include "test_options.hpp"

namespace corsage::cli {

/// `corsage test --init`: asks the URL as each page, and as some that should be refused, and writes a contract that holds
/// now. Comments say what was seen.
ExitStatus write_first_contract(TestOptions options, Invocation& invocation);

}  // namespace corsage::cli
