#include <string>
#include <vector>

#include "commands.hpp"
#include "corsage/report/terminal_text.hpp"
#include "program.hpp"

#include <gtest/gtest.h>

namespace corsage::cli {
namespace {

struct Row {
  std::string name;
  std::vector<char const*> words;
  ExitStatus status = ExitStatus::allowed;
  std::string output_has = {};
  std::string errors = {};
};

TEST(Explain, prints_one_reason_or_all_of_them) {
  std::vector<Row> const rows{
      {.name = "a reason's page",
       .words = {"allow-origin-missing"},
       .output_has = "The answer has no Access-Control-Allow-Origin\n\n  reason    allow-origin-missing\n"},
      {.name = "in any case", .words = {"Timed-OUT"}, .output_has = "  reason    timed-out\n"},
      {.name = "in the form in which lists of findings have it",
       .words = {"origin-reflected.plain.info"},
       .output_has = "  reason    origin-reflected\n"},
      {.name = "all reasons, by group", .words = {}, .output_has = "\nThe preflight "},
      {.name = "colours when asked for", .words = {"timed-out", "--color=always"}, .output_has = "\x1B[1m"},
      {.name = "a slip of the hand",
       .words = {"allow-orgin-missing"},
       .status = ExitStatus::usage,
       .errors = "corsage: there is no reason 'allow-orgin-missing'; did you mean 'allow-origin-missing'?\n"},
      {.name = "a slip of the hand in capitals",
       .words = {"ALLOW-ORGIN-MISSING"},
       .status = ExitStatus::usage,
       .errors = "corsage: there is no reason 'ALLOW-ORGIN-MISSING'; did you mean 'allow-origin-missing'?\n"},
      {.name = "no reason at all",
       .words = {"cors"},
       .status = ExitStatus::usage,
       .errors = "corsage: there is no reason 'cors'; 'corsage explain' lists them\n"},
  };
  std::vector<Command> const commands{{"explain", add_explain}};
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    std::vector<char const*> arguments{"corsage", "explain"};
    arguments.insert(arguments.end(), row.words.begin(), row.words.end());
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    EXPECT_EQ(run_program(commands, static_cast<int>(arguments.size()), arguments.data()), row.status);
    EXPECT_NE(testing::internal::GetCapturedStdout().find(row.output_has), std::string::npos);
    EXPECT_EQ(testing::internal::GetCapturedStderr(), row.errors);
  }
}

}  // namespace
}  // namespace corsage::cli
