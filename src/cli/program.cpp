#include "program.hpp"

#include <algorithm>
#include <csignal>
#include <cstring>
#include <iterator>
#include <memory>
#include <string_view>
#include <vector>

#include "complain.hpp"
#include "help_formatter.hpp"
#include "invocation.hpp"
#include "usage_mistake.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

namespace corsage::cli {

namespace {

void describe(CLI::App& program) {
  program.formatter(std::make_shared<HelpFormatter>(text_width(STDOUT_FILENO)));
  program.name("corsage");
  program.set_help_flag("-h,--help", "Show this help");
  program.set_version_flag("-V,--version", "corsage " CORSAGE_VERSION, "Show the version");
  program.require_subcommand(0, 1);
  program.footer(fmt::format("'corsage COMMAND --help' tells all about a command.\n\n{}", exit_status_table));
}

/// Makes `corsage help COMMAND` to `corsage COMMAND --help`, and the same of `help` below a command that has others.
void replace_help_command(CLI::App const& program, std::vector<char const*>& words) {
  auto const* command = &program;
  for (auto word = words.begin() + std::min<std::ptrdiff_t>(1, std::ssize(words)); word != words.end(); ++word) {
    auto const below = commands_below(*command);
    if (!below.empty() && std::string_view(*word) == "help") {
      words.erase(word);
      words.push_back("--help");
      return;
    }
    auto const named = std::ranges::find(below, std::string_view(*word), &CLI::App::get_name);
    if (named == below.end()) {
      return;
    }
    command = *named;
  }
}

/// The commands to describe: the one that the first word names, without the others' hundred options; else all, for help and
/// for what is said of a mistake.
std::span<Command const> commands_to_add(std::span<Command const> commands, std::span<char const* const> words) {
  auto const named = words.size() < 2 ? commands.end() : std::ranges::find(commands, words[1], &Command::name);
  return named == commands.end() ? commands : std::span(named, 1);
}

ExitStatus finish(Invocation const& invocation, ExitStatus status) {
  auto const& output = invocation.output;
  if (output.is_closed()) {
    return invocation.keeps_status ? status : ExitStatus::allowed;
  }
  if (output.failure() != 0) {
    complain(fmt::format("standard output cannot be written: {}", std::strerror(output.failure())));
    return ExitStatus::usage;
  }
  return status;
}

}  // namespace

ExitStatus run_program(std::span<Command const> commands, int argument_count, char const* const* arguments) {
  // A closed pipe shows as a failed write, which StandardOutput knows for what it is.
  std::signal(SIGPIPE, SIG_IGN);
  Invocation invocation;
  CLI::App program("corsage tells why a page is blocked by CORS, every cause of it, and proves the fix");
  describe(program);
  std::vector<char const*> words(arguments, arguments + argument_count);
  for (auto const& command : commands_to_add(commands, words)) {
    command.add(program, invocation);
  }
  replace_help_command(program, words);
  try {
    program.parse(static_cast<int>(words.size()), words.data());
  } catch (CLI::CallForHelp const& help) {
    if (has_unknown_command(program)) {
      complain(usage_mistake(program, help));
      return ExitStatus::usage;
    }
    invocation.output.write(program.help());
    return finish(invocation, ExitStatus::allowed);
  } catch (CLI::CallForVersion const& version) {
    invocation.output.write(fmt::format("{}\n", version.what()));
    return finish(invocation, ExitStatus::allowed);
  } catch (CLI::ParseError const& error) {
    complain(usage_mistake(program, error));
    return ExitStatus::usage;
  }
  if (!invocation.run) {
    complain(command_missing(program));
    return ExitStatus::usage;
  }
  auto const status = invocation.run();
  return finish(invocation, status);
}

}  // namespace corsage::cli
