#include "usage_mistake.hpp"

#include <string_view>
#include <vector>

#include "corsage/base/nearest_name.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace corsage::cli {

namespace {

/// "corsage why", or "corsage" where no command was chosen.
std::string command_line_of(CLI::App const& program, CLI::App const& command) {
  return &program == &command ? program.get_name() : fmt::format("{} {}", program.get_name(), command.get_name());
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

std::vector<std::string> command_names(CLI::App const& program) {
  std::vector<std::string> names;
  for (auto const* const command : program.get_subcommands([](CLI::App const*) { return true; })) {
    names.push_back(command->get_name());
  }
  return names;
}

/// The first thing on the command line that nothing could be made of.
std::string unknown(CLI::App const& program, CLI::App const& command, std::string const& typed) {
  bool const is_option = typed.size() > 1 && typed.front() == '-';
  if (is_option) {
    auto const name = typed.substr(0, typed.find('='));
    auto const suggestion = did_you_mean(name, option_names(command));
    return fmt::format(
        "there is no option '{}'{}", name,
        suggestion.empty() ? fmt::format("; '{} --help' lists them", command_line_of(program, command)) : suggestion);
  }
  if (&program == &command) {
    auto const names = command_names(program);
    auto const suggestion = did_you_mean(typed, names);
    return fmt::format("there is no command '{}'{}", typed,
                       suggestion.empty() ? fmt::format("; the commands are {}", fmt::join(names, ", ")) : suggestion);
  }
  return fmt::format("'{}' is one argument too many; '{} --help' shows the form", typed,
                     command_line_of(program, command));
}

}  // namespace

std::string usage_mistake(CLI::App const& program, CLI::ParseError const& error) {
  auto const chosen = program.get_subcommands();
  CLI::App const& command = chosen.empty() ? program : *chosen.front();
  // An unknown word explains more than the missing argument that it may have caused.
  if (auto const remaining = program.remaining(true); !remaining.empty()) {
    return unknown(program, command, remaining.front());
  }
  std::string_view what = error.what();
  constexpr std::string_view required = " is required";
  if (error.get_name() == "RequiredError" && what.ends_with(required)) {
    what.remove_suffix(required.size());
    return fmt::format("{} is missing; '{} --help' shows the form", what, command_line_of(program, command));
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
