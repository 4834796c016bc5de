#pragma once

#include <functional>
#include <string>

#include "exit_status.hpp"
#include "standard_output.hpp"
#include "terminal.hpp"

namespace CLI {
class App;
}

namespace corsage::cli {

/// One run of the program: what the options that all commands share say, and what the chosen command does.
///
/// A command is a file `command_NAME.cpp` with `void add_NAME(CLI::App& program, Invocation& invocation)`: it describes
/// its options with `add_command`, and when it is chosen it sets `run`.
struct Invocation {
  ColorChoice color = ColorChoice::automatic;
  StandardOutput output;
  std::function<ExitStatus()> run;

  /// Whether what `run` came to is the exit status though the reader of standard output went away: scripts stop on it.
  bool keeps_status = false;
};

/// What `--help` says of a command besides its options.
struct CommandText {
  std::string name;
  std::string description;  ///< one line, without a full stop
  std::string examples;     ///< one a line, each indented by two spaces
  std::string notes = {};   ///< lines that the options do not say
};

/// Adds a command with what all commands have in common: `--help`, `--color`, and the table of exit statuses.
CLI::App& add_command(CLI::App& program, Invocation& invocation, CommandText const& text);

}  // namespace corsage::cli
