#pragma once

#include <span>

#include "exit_status.hpp"

namespace CLI {
class App;
}

namespace corsage::cli {

struct Invocation;

/// Describes a command's options to the program, and says what runs when it is chosen.
using AddCommand = void (*)(CLI::App& program, Invocation& invocation);

/// The whole program with these commands: reads the command line, runs the command, and gives the exit status.
ExitStatus run_program(std::span<AddCommand const> commands, int argument_count, char const* const* arguments);

}  // namespace corsage::cli
