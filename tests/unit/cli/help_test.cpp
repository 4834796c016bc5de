#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "commands.hpp"
#include "invocation.hpp"
#include "program.hpp"

#include <CLI/CLI.hpp>
#include <gtest/gtest.h>

namespace corsage::cli {
namespace {

std::vector<Command> const commands{
    {"why", add_why}, {"fetch", add_fetch}, {"predict", add_predict}, {"policy", add_policy}, {"explain", add_explain}};

struct Told {
  ExitStatus status;
  std::string output;
  std::string errors;
};

Told run(std::vector<char const*> arguments) {
  arguments.insert(arguments.begin(), "corsage");
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  auto const status = run_program(commands, static_cast<int>(arguments.size()), arguments.data());
  return {.status = status,
          .output = testing::internal::GetCapturedStdout(),
          .errors = testing::internal::GetCapturedStderr()};
}

/// The words, one space between them.
std::string words_of(std::string const& text) {
  std::istringstream stream(text);
  std::string words;
  for (std::string word; stream >> word;) {
    words += (words.empty() ? "" : " ") + word;
  }
  return words;
}

TEST(Help, FitsIntoEightyColumnsAndBreaksNoWord) {
  Invocation invocation;
  CLI::App program;
  program.set_help_flag("-h,--help", "Show this help");
  for (auto const& command : commands) {
    command.add(program, invocation);
  }
  for (auto const* const command : program.get_subcommands([](CLI::App const*) { return true; })) {
    SCOPED_TRACE(command->get_name());
    auto const help = run({command->get_name().c_str(), "--help"}).output;
    std::istringstream lines(help);
    for (std::string line; std::getline(lines, line);) {
      EXPECT_LE(line.size(), 80U) << line;
    }
    auto const words = words_of(help);
    EXPECT_NE(words.find(words_of(command->get_description())), std::string::npos) << help;
    for (auto const* const option : command->get_options()) {
      EXPECT_NE(words.find(words_of(option->get_description())), std::string::npos) << option->get_description();
    }
  }
}

TEST(Help, EndsWithExamples) {
  for (auto const* const name : {"why", "fetch", "predict", "explain"}) {
    SCOPED_TRACE(name);
    auto const help = run({name, "--help"}).output;
    auto const examples = help.find("\nExamples:\n  corsage " + std::string(name));
    ASSERT_NE(examples, std::string::npos) << help;
    std::istringstream rest(help.substr(examples + 1));
    std::string line;
    std::getline(rest, line);
    while (std::getline(rest, line)) {
      EXPECT_TRUE(line.starts_with("  ")) << line;
    }
  }
}

TEST(Help, SaysNothingOfTheParser) {
  auto const help = run({"fetch", "--help"}).output;
  for (auto const* const noise : {"Excludes", "Needs", "TEXT:"}) {
    EXPECT_EQ(help.find(noise), std::string::npos) << noise;
  }
}

TEST(Help, IsACommandToo) {
  EXPECT_EQ(run({"help"}).output, run({"--help"}).output);
  EXPECT_EQ(run({"help", "why"}).output, run({"why", "--help"}).output);
  auto const misspelt = run({"help", "whi"});
  EXPECT_EQ(misspelt.status, ExitStatus::usage);
  EXPECT_EQ(misspelt.errors, "corsage: there is no command 'whi'; did you mean 'why'?\n");
}

}  // namespace
}  // namespace corsage::cli
