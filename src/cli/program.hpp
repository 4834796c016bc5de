#pragma once

#include <span>
#include <string_view>

#include "exit_status.hpp"

namespace CLI {
class App;
}

namespace corsage::cli {

struct Invocation;

/// One command of the program.
struct Command {
  std::string_view name;
  /// Describes the command's options to the program, and says what runs when it is chosen.
  void (*add)(CLI::App& program, Invocation& invocation) = nullptr;
};

/// The whole program with these commands: reads the command line, runs the command, and gives the exit status.
ExitStatus run_program(std::span<Command const> commands, int argument_count, char const* const* arguments);

}  // namespace corsage::cli
