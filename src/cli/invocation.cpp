#include "invocation.hpp"

#include "options.hpp"

#include <fmt/format.h>

namespace corsage::cli {

CLI::App& add_command(CLI::App& program, Invocation& invocation, CommandText const& text) {
  CLI::App& command = *program.add_subcommand(text.name, text.description);
  command.group("Commands");
  command.footer(fmt::format("Examples:\n{}\n\n{}", text.examples, exit_status_table));
  add_choice(command, "--color", invocation.color,
             {{"auto", ColorChoice::automatic}, {"always", ColorChoice::always}, {"never", ColorChoice::never}},
             "Colours: auto (the default: on a terminal, unless NO_COLOR is set), always or never")
      .type_name("WHEN");
  return command;
}

}  // namespace corsage::cli
