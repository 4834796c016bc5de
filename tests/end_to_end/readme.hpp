#pragma once

#include <string>
#include <vector>

#include "support/process.hpp"
#include "support/scripted_server.hpp"

/// The README, done as it says.
namespace corsage::test {

/// A command of it, and the lines that it shows of the output.
struct ReadmeCommand {
  std::string line;
  std::vector<std::string> shown;
};

/// The section with that title.
std::string readme_section(std::string const& title);

/// What stands between fences of that kind: a file.
std::string file_of(std::string const& section, std::string const& kind);

/// The commands of its sessions.
std::vector<ReadmeCommand> commands_of(std::string const& section);

/// Whether the lines shown are the output's, in order, with something left out only at a cut.
bool shows(std::vector<std::string> const& shown, std::string const& output);

/// The text with something else in the place of `from`.
std::string with(std::string text, std::string const& from, std::string const& to);

/// What came of the section's only command, `corsage COMMAND`, behind its nginx.
struct ReadmeSession {
  ReadmeCommand command;
  Process::Ending ending;
  std::string port;  ///< of nginx, in place of 8080
};

/// Starts the section's nginx in front of the application, and does what its only command says, with `more` behind it.
ReadmeSession behind_nginx(std::string const& section, ScriptedServer const& application, std::string const& more = {});

}  // namespace corsage::test
