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

/// The command line, with `corsage help COMMAND` as `corsage COMMAND --help`.
std::vector<char const*> without_help_command(int argument_count, char const* const* arguments) {
  std::vector<char const*> words(arguments, arguments + argument_count);
  if (words.size() > 1 && std::string_view(words[1]) == "help") {
    words.erase(words.begin() + 1);
    words.insert(words.begin() + std::min<std::ptrdiff_t>(2, std::ssize(words)), "--help");
  }
  return words;
}

/// The commands to describe: the one that the first word names, without the others' hundred options; else all, for help and
/// for what is said of a mistake.
std::span<Command const> commands_to_add(std::span<Command const> commands, std::span<char const* const> words) {
  auto const named = words.size() < 2 ? commands.end() : std::ranges::find(commands, words[1], &Command::name);
  return named == commands.end() ? commands : std::span(named, 1);
}

ExitStatus finish(StandardOutput const& output, ExitStatus status) {
  if (output.is_closed()) {
    return ExitStatus::allowed;
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
  auto const words = without_help_command(argument_count, arguments);
  for (auto const& command : commands_to_add(commands, words)) {
    command.add(program, invocation);
  }
  try {
    program.parse(static_cast<int>(words.size()), words.data());
  } catch (CLI::CallForHelp const& help) {
    if (program.get_subcommands().empty() && program.remaining_size(true) > 0) {
      complain(usage_mistake(program, help));
      return ExitStatus::usage;
    }
    invocation.output.write(program.help());
    return finish(invocation.output, ExitStatus::allowed);
  } catch (CLI::CallForVersion const& version) {
    invocation.output.write(fmt::format("{}\n", version.what()));
    return finish(invocation.output, ExitStatus::allowed);
  } catch (CLI::ParseError const& error) {
    complain(usage_mistake(program, error));
    return ExitStatus::usage;
  }
  if (!invocation.run) {
    complain("a command is missing; 'corsage --help' lists them");
    return ExitStatus::usage;
  }
  return finish(invocation.output, invocation.run());
}

}  // namespace corsage::cli
