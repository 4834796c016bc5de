#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace corsage::cli {

/// The commands below this one, in the order in which help lists them; none below most.
std::vector<CLI::App const*> commands_below(CLI::App const& command);

/// Whether the command line has a word where a command is awaited, and it is none.
bool has_unknown_command(CLI::App const& program);

/// "a command is missing; ..." where only a command that has others below it was chosen, or none at all.
std::string command_missing(CLI::App const& program);

/// What is wrong with the command line, and what would be right, in one line.
std::string usage_mistake(CLI::App const& program, CLI::ParseError const& error);

}  // namespace corsage::cli
