#include "invocation.hpp"

#include "options.hpp"

#include <fmt/format.h>

namespace corsage::cli {

CLI::App& add_command(CLI::App& program, Invocation& invocation, CommandText const& text) {
  CLI::App& command = *program.add_subcommand(text.name, text.description);
  command.group("Commands");
  auto const notes = text.notes.empty() ? std::string() : text.notes + "\n\n";
  command.footer(fmt::format("{}{}\n\nExamples:\n{}", notes, exit_status_table, text.examples));
  add_choice(command, "--color", invocation.color,
             {{"auto", ColorChoice::automatic}, {"always", ColorChoice::always}, {"never", ColorChoice::never}},
             "Colours: auto (the default: on a terminal, unless NO_COLOR is set), always or never")
      .type_name("WHEN");
  return command;
}

}  // namespace corsage::cli
