#include "end_to_end/readme.hpp"

#include <fstream>
#include <iterator>
#include <sstream>
#include <string_view>

#include "end_to_end/program.hpp"
#include "support/ports.hpp"
#include "support/temporary_directory.hpp"

#include <gtest/gtest.h>

namespace corsage::test {
namespace {

constexpr std::string_view cut = "…";

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

}  // namespace

std::string readme_section(std::string const& title) {
  std::ifstream stream(CORSAGE_SOURCE_DIR "/README.md");
  std::string const readme{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  auto const start = readme.find("## " + title);
  return readme.substr(start, readme.find("\n## ", start + 1) - start);
}

std::string file_of(std::string const& text, std::string const& kind) {
  std::string file;
  for (auto const& line : fenced(text, kind)) {
    file += line + '\n';
  }
  return file;
}

std::vector<ReadmeCommand> commands_of(std::string const& text) {
  std::vector<ReadmeCommand> commands;
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

ReadmeSession behind_nginx(std::string const& section, ScriptedServer const& application, std::string const& more) {
  auto const free = free_port();
  auto const port = std::to_string(free);
  auto const placed = [&](std::string const& text) {
    return with(with(text, "8080", port), "3000", std::to_string(application.port()));
  };
  TemporaryDirectory const directory;
  directory.write("nginx.conf", placed(file_of(section, "nginx")));
  Process::Options const here{.directory = directory.path().string()};
  Process const nginx({"nginx", "-p", ".", "-c", "nginx.conf"}, here);
  EXPECT_TRUE(wait_for_listener(free));
  auto const commands = commands_of(section);
  EXPECT_EQ(commands.size(), 1U);
  auto const& command = commands.at(0);
  auto const line = with(placed(command.line), "corsage ", corsage_path() + " ") + more;
  return {.command = command, .ending = run({"sh", "-c", line}, {}, here), .port = port};
}

std::string with(std::string text, std::string const& from, std::string const& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

}  // namespace corsage::test
