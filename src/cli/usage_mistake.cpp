#include "usage_mistake.hpp"

#include <string_view>
#include <vector>

#include "corsage/base/nearest_name.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace corsage::cli {

namespace {

/// The program and each command that was chosen, down to the last.
std::vector<CLI::App const*> chosen_commands(CLI::App const& program) {
  std::vector<CLI::App const*> chosen{&program};
  for (auto below = program.get_subcommands(); !below.empty(); below = below.front()->get_subcommands()) {
    chosen.push_back(below.front());
  }
  return chosen;
}

/// "corsage policy check", or "corsage" where no command was chosen.
std::string command_line_of(CLI::App const& program) {
  std::string line;
  for (auto const* const command : chosen_commands(program)) {
    line.append(line.empty() ? "" : " ").append(command->get_name());
  }
  return line;
}

std::vector<std::string> option_names(CLI::App const& command) {
  std::vector<std::string> names;
  for (auto const* const option : command.get_options()) {
    for (auto const& name : option->get_lnames()) {
      names.push_back("--" + name);
    }
  }
  return names;
}

std::vector<std::string> names_of(std::vector<CLI::App const*> const& commands) {
  std::vector<std::string> names;
  names.reserve(commands.size());
  for (auto const* const command : commands) {
    names.push_back(command->get_name());
  }
  return names;
}

/// The first thing on the command line that nothing could be made of.
std::string unknown(CLI::App const& program, std::string const& typed) {
  auto const& command = *chosen_commands(program).back();
  auto const line = command_line_of(program);
  bool const is_option = typed.size() > 1 && typed.front() == '-';
  if (is_option) {
    auto const name = typed.substr(0, typed.find('='));
    auto const suggestion = did_you_mean(name, option_names(command));
    return fmt::format("there is no option '{}'{}", name,
                       suggestion.empty() ? fmt::format("; '{} --help' lists them", line) : suggestion);
  }
  if (auto const names = names_of(commands_below(command)); !names.empty()) {
    auto const suggestion = did_you_mean(typed, names);
    auto const whole = fmt::format("{} {}", line, typed).substr(program.get_name().size() + 1);
    return fmt::format("there is no command '{}'{}", whole,
                       suggestion.empty() ? fmt::format("; the commands are {}", fmt::join(names, ", ")) : suggestion);
  }
  return fmt::format("'{}' is one argument too many; '{} --help' shows the form", typed, line);
}

}  // namespace

std::vector<CLI::App const*> commands_below(CLI::App const& command) {
  return command.get_subcommands([](CLI::App const*) { return true; });
}

bool has_unknown_command(CLI::App const& program) {
  return program.remaining_size(true) > 0 && !commands_below(*chosen_commands(program).back()).empty();
}

std::string command_missing(CLI::App const& program) {
  return fmt::format("a command is missing; '{} --help' lists them", command_line_of(program));
}

std::string usage_mistake(CLI::App const& program, CLI::ParseError const& error) {
  // An unknown word explains more than the missing argument that it may have caused.
  if (auto const remaining = program.remaining(true); !remaining.empty()) {
    return unknown(program, remaining.front());
  }
  if (!commands_below(*chosen_commands(program).back()).empty() && error.get_name() == "RequiredError") {
    return command_missing(program);
  }
  std::string_view what = error.what();
  constexpr std::string_view required = " is required";
  if (error.get_name() == "RequiredError" && what.ends_with(required)) {
    what.remove_suffix(required.size());
    return fmt::format("{} is missing; '{} --help' shows the form", what, command_line_of(program));
  }
  if (error.get_name() == "ArgumentMismatch" && what.find("At Most 1") != std::string_view::npos) {
    return fmt::format("{} is given more than once", what.substr(0, what.find(':')));
  }
  if (error.get_name() == "ArgumentMismatch") {
    return fmt::format("{} needs a value", what.substr(0, what.find(':')));
  }
  return std::string(what);
}

}  // namespace corsage::cli
