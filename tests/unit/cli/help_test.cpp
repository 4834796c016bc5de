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

std::vector<Command> const commands{{"why", add_why},       {"fetch", add_fetch},     {"predict", add_predict},
                                    {"policy", add_policy}, {"gateway", add_gateway}, {"relay", add_relay},
                                    {"test", add_test},     {"explain", add_explain}};

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

/// A command as it is typed, and how it describes itself.
struct Described {
  std::vector<std::string> words;
  CLI::App const* command;
};

/// Every command, those below commands too.
void collect(CLI::App const& parent, std::vector<std::string> const& words, std::vector<Described>& found) {
  for (auto const* const command : parent.get_subcommands([](CLI::App const*) { return true; })) {
    auto const own = [&] {
      auto longer = words;
      longer.push_back(command->get_name());
      return longer;
    }();
    found.push_back({.words = own, .command = command});
    collect(*command, own, found);
  }
}

std::string joined(std::vector<std::string> const& words) {
  std::string text;
  for (auto const& word : words) {
    text += (text.empty() ? "" : " ") + word;
  }
  return text;
}

class HelpOfAll : public testing::Test {
 protected:
  HelpOfAll() {
    program_.set_help_flag("-h,--help", "Show this help");
    for (auto const& command : commands) {
      command.add(program_, invocation_);
    }
    collect(program_, {}, all_);
  }

  std::vector<Described> const& all() const { return all_; }

  static std::string help_of(Described const& described) {
    std::vector<char const*> arguments;
    for (auto const& word : described.words) {
      arguments.push_back(word.c_str());
    }
    arguments.push_back("--help");
    return run(arguments).output;
  }

 private:
  Invocation invocation_;
  CLI::App program_;
  std::vector<Described> all_;
};

TEST_F(HelpOfAll, FitsIntoEightyColumnsAndBreaksNoWord) {
  ASSERT_GT(all().size(), commands.size());
  for (auto const& described : all()) {
    SCOPED_TRACE(joined(described.words));
    auto const help = help_of(described);
    std::istringstream lines(help);
    for (std::string line; std::getline(lines, line);) {
      EXPECT_LE(line.size(), 80U) << line;
    }
    auto const words = words_of(help);
    EXPECT_NE(words.find(words_of(described.command->get_description())), std::string::npos) << help;
    for (auto const* const option : described.command->get_options()) {
      EXPECT_NE(words.find(words_of(option->get_description())), std::string::npos) << option->get_description();
    }
  }
}

TEST_F(HelpOfAll, EndsWithExamples) {
  for (auto const& described : all()) {
    SCOPED_TRACE(joined(described.words));
    auto const help = help_of(described);
    auto const examples = help.find("\nExamples:\n  corsage " + joined(described.words));
    ASSERT_NE(examples, std::string::npos) << help;
    std::istringstream rest(help.substr(examples + 1));
    std::string line;
    std::getline(rest, line);
    while (std::getline(rest, line)) {
      EXPECT_TRUE(line.starts_with("  ")) << line;
    }
  }
}

TEST_F(HelpOfAll, TellsTheExitStatuses) {
  for (auto const& described : all()) {
    SCOPED_TRACE(joined(described.words));
    EXPECT_NE(help_of(described).find("\n\n" + std::string(exit_status_table) + "\n\nExamples:"), std::string::npos);
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
  EXPECT_EQ(run({"policy", "help"}).output, run({"policy", "--help"}).output);
  auto const render = run({"policy", "render", "--help"}).output;
  EXPECT_EQ(run({"policy", "help", "render"}).output, render);
  EXPECT_EQ(run({"help", "policy", "render"}).output, render);
  auto const misspelt = run({"help", "whi"});
  EXPECT_EQ(misspelt.status, ExitStatus::usage);
  EXPECT_EQ(misspelt.errors, "corsage: there is no command 'whi'; did you mean 'why'?\n");
}

}  // namespace
}  // namespace corsage::cli
