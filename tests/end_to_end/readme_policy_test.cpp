// The README's section on policies, done as it says: its files are written, its commands typed, and what it shows is what
// comes.

#include <cstdint>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "end_to_end/program.hpp"
#include "support/ports.hpp"
#include "support/scripted_server.hpp"
#include "support/temporary_directory.hpp"

#include <gtest/gtest.h>

namespace corsage::test {
namespace {

constexpr std::string_view cut = "…";

struct Command {
  std::string line;
  std::vector<std::string> shown;
};

std::string section() {
  std::ifstream stream(CORSAGE_SOURCE_DIR "/README.md");
  std::string const readme{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  auto const start = readme.find("## A server's policy");
  return readme.substr(start, readme.find("\n## ", start + 1) - start);
}

/// The lines between fences of that kind.
std::vector<std::string> fenced(std::string const& text, std::string const& kind) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  bool is_inside = false;
  for (std::string line; std::getline(stream, line);) {
    if (line.starts_with("```")) {
      is_inside = line == "```" + kind;
    } else if (is_inside) {
      lines.push_back(line);
    }
  }
  return lines;
}

std::string file_of(std::string const& text, std::string const& kind) {
  std::string file;
  for (auto const& line : fenced(text, kind)) {
    file += line + '\n';
  }
  return file;
}

std::vector<Command> commands_of(std::string const& text) {
  std::vector<Command> commands;
  for (auto const& line : fenced(text, "sh-session")) {
    if (line.starts_with("$ ")) {
      commands.push_back({.line = line.substr(2), .shown = {}});
    } else if (commands.back().shown.empty() && commands.back().line.ends_with('\\')) {
      commands.back().line += '\n' + line;
    } else {
      commands.back().shown.push_back(line);
    }
  }
  return commands;
}

/// Whether the lines shown are the output's, in order, with something left out only at a cut.
bool shows(std::vector<std::string> const& shown, std::string const& output) {
  std::istringstream stream(output);
  std::string line;
  bool may_skip = false;
  for (auto const& wanted : shown) {
    if (wanted == cut) {
      may_skip = true;
      continue;
    }
    bool has_line = static_cast<bool>(std::getline(stream, line));
    while (has_line && may_skip && line != wanted) {
      has_line = static_cast<bool>(std::getline(stream, line));
    }
    if (!has_line || line != wanted) {
      return false;
    }
    may_skip = false;
  }
  return may_skip || !std::getline(stream, line);
}

std::string with(std::string text, std::string const& from, std::string const& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

TEST(Readme, APolicyIsWrittenCheckedRenderedAndPutInFrontOfAServer) {
  auto const text = section();
  TemporaryDirectory const directory;
  directory.write("corsage.toml", file_of(text, "toml"));
  // What answers behind sets CORS headers of its own, and wrong ones.
  ScriptedServer const application({{.status = 200,
                                     .headers = {{"Access-Control-Allow-Origin", "*"}, {"Content-Type", "text/plain"}},
                                     .body = "1"}});
  auto const port = std::to_string(free_port());
  auto const applications_port = application.origin().substr(application.origin().rfind(':') + 1);
  directory.write("nginx.conf", with(with(file_of(text, "nginx"), "8080", port), "3000", applications_port));
  std::string const corsage_directory = corsage_path().substr(0, corsage_path().rfind('/'));
  Process::Options const here{.directory = directory.path().string(),
                              .environment = {{"PATH", corsage_directory + ":" + std::getenv("PATH")}}};
  auto const commands = commands_of(text);
  ASSERT_EQ(commands.size(), 4U);
  std::unique_ptr<Process> nginx;
  for (auto const& command : commands) {
    SCOPED_TRACE(command.line);
    if (command.line.starts_with("corsage why") && nginx == nullptr) {
      nginx = std::make_unique<Process>(Process::Arguments{"nginx", "-p", ".", "-c", "nginx.conf"}, here);
      ASSERT_TRUE(wait_for_listener(static_cast<std::uint16_t>(std::stoi(port))));
    }
    auto const ending = run({"sh", "-c", with(command.line, "8080", port)}, {}, here);
    EXPECT_TRUE(shows(command.shown, with(ending.output, port, "8080"))) << ending.output << ending.error;
  }
}

}  // namespace
}  // namespace corsage::test
