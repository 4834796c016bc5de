#include "program.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "invocation.hpp"
#include "options.hpp"
#include "standard_output_is.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

namespace corsage::cli {
namespace {

/// A command with one option of each form, which prints what it was given.
void add_greet(CLI::App& program, Invocation& invocation) {
  struct Options {
    std::string name;
    std::string from;
    std::uint64_t times = 1;
    bool is_checked = false;
  };
  CLI::App& command =
      add_command(program, invocation,
                  {.name = "greet", .description = "Greets somebody", .examples = "  corsage greet Ada --from Grace"});
  auto const options = std::make_shared<Options>();
  command.add_option("NAME", options->name, "Who is greeted")->required();
  command.add_option("--from", options->from, "Who greets");
  command.add_option("--times", options->times, "How often")->check(whole_number(1, 9));
  command.add_flag("--check", options->is_checked, "Whether scripts stop where nobody greets");
  command.callback([&invocation, options] {
    invocation.keeps_status = options->is_checked;
    invocation.run = [&invocation, options] {
      invocation.output.write(options->from + " greets " + options->name + "\n");
      return options->from.empty() ? ExitStatus::undetermined : ExitStatus::allowed;
    };
  });
}

/// A command with others below it.
void add_letter(CLI::App& program, Invocation& invocation) {
  CLI::App& letter =
      add_command(program, invocation, {.name = "letter", .description = "Letters", .examples = "  corsage letter"});
  letter.require_subcommand(1);
  for (auto const* const name : {"write", "send"}) {
    auto& command = add_command(
        letter, invocation,
        {.name = name, .description = std::string("Does ") + name, .examples = "  corsage letter write x --to Ada"});
    command.add_option("TEXT", "What it says")->required();
    command.add_option("--to", "Who gets it")->required();
  }
}

struct Told {
  ExitStatus status;
  std::string output;
  std::string errors;
};

ExitStatus status_of(std::vector<std::string> const& words) {
  std::vector<char const*> arguments = {"corsage"};
  for (auto const& word : words) {
    arguments.push_back(word.c_str());
  }
  std::vector<Command> const commands = {{"greet", add_greet}, {"letter", add_letter}};
  return run_program(commands, static_cast<int>(arguments.size()), arguments.data());
}

Told run(std::vector<std::string> const& words) {
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  auto const status = status_of(words);
  return {.status = status,
          .output = testing::internal::GetCapturedStdout(),
          .errors = testing::internal::GetCapturedStderr()};
}

struct UsageRow {
  std::string name;
  std::vector<std::string> words;
  std::string errors;
};

TEST(Program, AMistakeIsOneLineThatSaysWhatWouldBeRight) {
  std::vector<UsageRow> const rows = {
      {.name = "no command", .words = {}, .errors = "corsage: a command is missing; 'corsage --help' lists them\n"},
      {.name = "a command misspelt",
       .words = {"gret", "Ada"},
       .errors = "corsage: there is no command 'gret'; did you mean 'greet'?\n"},
      {.name = "another word for a command",
       .words = {"salute"},
       .errors = "corsage: there is no command 'salute'; the commands are greet, letter\n"},
      {.name = "no command below one",
       .words = {"letter"},
       .errors = "corsage: a command is missing; 'corsage letter --help' lists them\n"},
      {.name = "a command below one misspelt",
       .words = {"letter", "writ", "x"},
       .errors = "corsage: there is no command 'letter writ'; did you mean 'write'?\n"},
      {.name = "another word for a command below one",
       .words = {"letter", "burn"},
       .errors = "corsage: there is no command 'letter burn'; the commands are write, send\n"},
      {.name = "an argument of a command below one missing",
       .words = {"letter", "write"},
       .errors = "corsage: TEXT is missing; 'corsage letter write --help' shows the form\n"},
      {.name = "an option of a command below one missing",
       .words = {"letter", "write", "x"},
       .errors = "corsage: --to is missing; 'corsage letter write --help' shows the form\n"},
      {.name = "an argument too many for a command below one",
       .words = {"letter", "write", "x", "y"},
       .errors = "corsage: 'y' is one argument too many; 'corsage letter write --help' shows the form\n"},
      {.name = "help for a command below one misspelt",
       .words = {"help", "letter", "writ"},
       .errors = "corsage: there is no command 'letter writ'; did you mean 'write'?\n"},
      {.name = "an option misspelt",
       .words = {"greet", "Ada", "--form", "Grace"},
       .errors = "corsage: there is no option '--form'; did you mean '--from'?\n"},
      {.name = "an option misspelt, with its value",
       .words = {"greet", "Ada", "--fron=Grace"},
       .errors = "corsage: there is no option '--fron'; did you mean '--from'?\n"},
      {.name = "an option of no command",
       .words = {"greet", "Ada", "--loudly"},
       .errors = "corsage: there is no option '--loudly'; 'corsage greet --help' lists them\n"},
      {.name = "an unknown option before the command",
       .words = {"--verson"},
       .errors = "corsage: there is no option '--verson'; did you mean '--version'?\n"},
      {.name = "an argument missing",
       .words = {"greet"},
       .errors = "corsage: NAME is missing; 'corsage greet --help' shows the form\n"},
      {.name = "an argument too many",
       .words = {"greet", "Ada", "Charles"},
       .errors = "corsage: 'Charles' is one argument too many; 'corsage greet --help' shows the form\n"},
      {.name = "an option without its value",
       .words = {"greet", "Ada", "--from"},
       .errors = "corsage: --from needs a value\n"},
      {.name = "a number that is none",
       .words = {"greet", "Ada", "--times", "many"},
       .errors = "corsage: --times: 'many' is not a whole number from 1 to 9\n"},
      {.name = "a number out of range",
       .words = {"greet", "Ada", "--times", "10"},
       .errors = "corsage: --times: '10' is not a whole number from 1 to 9\n"},
      {.name = "a choice misspelt",
       .words = {"greet", "Ada", "--color", "allways"},
       .errors = "corsage: --color: there is no 'allways'; did you mean 'always'?\n"},
      {.name = "a choice that is none",
       .words = {"greet", "Ada", "--color", "red"},
       .errors = "corsage: --color: 'red' is none of auto, always, never\n"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const told = run(row.words);
    EXPECT_EQ(told.status, ExitStatus::usage);
    EXPECT_EQ(told.output, "");
    EXPECT_EQ(told.errors, row.errors);
  }
}

TEST(Program, TheExitStatusIsTheCommands) {
  auto const told = run({"greet", "Ada", "--from=Grace"});
  EXPECT_EQ(told.status, ExitStatus::allowed);
  EXPECT_EQ(told.output, "Grace greets Ada\n");
  EXPECT_EQ(run({"greet", "Ada"}).status, ExitStatus::undetermined);
}

TEST(Program, TheExitStatusStaysWhereNobodyReadsIfScriptsStopOnIt) {
  struct Row {
    std::string name;
    std::vector<std::string> words;
    ExitStatus status;
  };
  std::vector<Row> const rows = {
      {.name = "others end with success", .words = {"greet", "Ada"}, .status = ExitStatus::allowed},
      {.name = "it stays", .words = {"greet", "Ada", "--check"}, .status = ExitStatus::undetermined},
      {.name = "success is success",
       .words = {"greet", "Ada", "--check", "--from", "Grace"},
       .status = ExitStatus::allowed},
      {.name = "help is success", .words = {"greet", "--help"}, .status = ExitStatus::allowed},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    std::array<int, 2> ends{};
    ASSERT_EQ(pipe(ends.data()), 0);
    close(ends[0]);
    StandardOutputIs const redirected(ends[1]);
    close(ends[1]);
    EXPECT_EQ(status_of(row.words), row.status);
  }
}

TEST(Program, HelpHasOptionsExamplesAndExitStatuses) {
  for (auto const& words : {std::vector<std::string>{"greet", "--help"}, {"greet", "-h"}}) {
    auto const told = run(words);
    EXPECT_EQ(told.status, ExitStatus::allowed);
    EXPECT_EQ(told.errors, "");
    for (auto const* const part : {"Usage: corsage greet [options] NAME", "--from", "--color", "Who greets",
                                   "corsage greet Ada --from Grace", "  2  a mistake on the command line"}) {
      EXPECT_NE(told.output.find(part), std::string::npos) << part << " is not in\n" << told.output;
    }
  }
}

TEST(Program, HelpListsTheCommands) {
  auto const told = run({"--help"});
  EXPECT_EQ(told.status, ExitStatus::allowed);
  EXPECT_NE(told.output.find("greet"), std::string::npos);
  EXPECT_NE(told.output.find("Greets somebody"), std::string::npos);
}

TEST(Program, VersionIsOneLine) {
  auto const told = run({"--version"});
  EXPECT_EQ(told.status, ExitStatus::allowed);
  EXPECT_EQ(told.output.substr(0, 8), "corsage ");
  EXPECT_EQ(told.output.find('\n'), told.output.size() - 1);
}

}  // namespace
}  // namespace corsage::cli
