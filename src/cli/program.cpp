#include "program.hpp"

#include <csignal>
#include <cstring>
#include <memory>

#include "complain.hpp"
#include "invocation.hpp"
#include "usage_mistake.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace corsage::cli {

namespace {

void describe(CLI::App& program) {
  auto formatter = std::make_shared<CLI::Formatter>();
  formatter->label("OPTIONS", "options");
  formatter->label("SUBCOMMAND", "COMMAND");
  formatter->label("Positionals", "Arguments");
  formatter->label("REQUIRED", "(required)");
  program.formatter(formatter);
  program.name("corsage");
  program.set_help_flag("-h,--help", "Show this help");
  program.set_version_flag("-V,--version", "corsage " CORSAGE_VERSION, "Show the version");
  program.require_subcommand(0, 1);
  program.footer(fmt::format("'corsage COMMAND --help' tells all about a command.\n\n{}", exit_status_table));
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

ExitStatus run_program(std::span<AddCommand const> commands, int argument_count, char const* const* arguments) {
  // A closed pipe shows as a failed write, which StandardOutput knows for what it is.
  std::signal(SIGPIPE, SIG_IGN);
  Invocation invocation;
  CLI::App program("corsage tells why a page is blocked by CORS, every cause of it, and proves the fix");
  describe(program);
  for (auto const add_command : commands) {
    add_command(program, invocation);
  }
  try {
    program.parse(argument_count, arguments);
  } catch (CLI::CallForHelp const&) {
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
