#include <string>
#include <vector>

#include "commands.hpp"
#include "corsage/fetch/profile.hpp"
#include "predictor.hpp"
#include "program.hpp"
#include "support/temporary_directory.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace corsage::cli {
namespace {

std::string case_line(std::size_t number, bool is_allowed) {
  return fmt::format(R"({{"id":"{}","page":"http://app.test","request":{{"url":"http://api.test/{}"}},)"
                     R"("server":[{{"status":200,"headers":[["access-control-allow-origin","{}"]]}}]}})"
                     "\n",
                     number, number, is_allowed ? "*" : "http://other.test");
}

struct Told {
  ExitStatus status;
  std::string output;
  std::string errors;
};

Told predict(std::vector<std::string> const& words) {
  std::vector<char const*> arguments = {"corsage", "predict"};
  for (auto const& word : words) {
    arguments.push_back(word.c_str());
  }
  std::vector<Command> const commands = {{"predict", add_predict}};
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  auto const status = run_program(commands, static_cast<int>(arguments.size()), arguments.data());
  return {.status = status,
          .output = testing::internal::GetCapturedStdout(),
          .errors = testing::internal::GetCapturedStderr()};
}

Told predict_file(std::string const& content, std::vector<std::string> words = {}) {
  test::TemporaryDirectory const directory;
  words.push_back(directory.write("cases.jsonl", content));
  return predict(words);
}

struct StatusRow {
  std::string name;
  std::string content;
  ExitStatus status;
};

TEST(Predict, TheExitStatusSumsUp) {
  std::vector<StatusRow> const rows = {
      {.name = "no case", .content = "", .status = ExitStatus::allowed},
      {.name = "all allowed", .content = case_line(1, true) + case_line(2, true), .status = ExitStatus::allowed},
      {.name = "one blocked", .content = case_line(1, true) + case_line(2, false), .status = ExitStatus::blocked},
      {.name = "byte order marks",
       .content = "\xEF\xBB\xBF" + case_line(1, true) + "\xEF\xBB\xBF" + case_line(2, true),
       .status = ExitStatus::allowed},
      {.name = "one unreadable", .content = case_line(1, false) + "{}\n", .status = ExitStatus::usage},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const told = predict_file(row.content);
    EXPECT_EQ(told.status, row.status);
    EXPECT_EQ(told.errors, "");
  }
}

TEST(Predict, ALineThatCannotBeReadIsToldAndTheRestIsAnswered) {
  auto const told =
      predict_file("\n" + case_line(1, true) + "{\"id\":\"x\",\"page\":true}\r\n \r\nnonsense\n" + case_line(2, true));
  EXPECT_EQ(told.status, ExitStatus::usage);
  std::vector<std::string> const beginnings = {
      R"({"id":"1","as":"spec","allowed":true,)", R"({"id":"x","error":{"line":3,"column":18,"message":)",
      R"({"id":null,"error":{"line":5,"column":1,"message":)", R"({"id":"2","as":"spec","allowed":true,)"};
  std::size_t start = 0;
  for (auto const& beginning : beginnings) {
    EXPECT_EQ(told.output.substr(start, beginning.size()), beginning);
    start = told.output.find('\n', start) + 1;
  }
  EXPECT_EQ(start, told.output.size());
}

TEST(Predict, AnswersComeInOrderWhateverTheJobs) {
  std::string content;
  for (std::size_t i = 0; i < 5000; ++i) {
    content += case_line(i, i % 3 != 0);
  }
  auto const alone = predict_file(content, {"--jobs", "1"});
  std::size_t start = 0;
  for (std::size_t i = 0; i < 5000; ++i) {
    auto const beginning = fmt::format(R"({{"id":"{}",)", i);
    ASSERT_EQ(alone.output.substr(start, beginning.size()), beginning);
    start = alone.output.find('\n', start) + 1;
  }
  for (std::string const jobs : {"2", "3", "16"}) {
    SCOPED_TRACE(jobs);
    auto const together = predict_file(content, {"--jobs", jobs});
    EXPECT_EQ(together.status, alone.status);
    EXPECT_TRUE(together.output == alone.output);
  }
}

TEST(Predict, TheBrowserIsNamed) {
  EXPECT_EQ(predict_file(case_line(1, true), {"--as", "firefox"}).output.substr(0, 25), R"({"id":"1","as":"firefox",)");
  auto const told = predict_file(case_line(1, true), {"--as", "mosaic"});
  EXPECT_EQ(told.status, ExitStatus::usage);
  EXPECT_EQ(told.errors, "corsage: --as: 'mosaic' is none of spec, chromium, firefox, webkit, chrome, safari\n");
}

TEST(Predict, AFileThatIsNotThereIsToldInOneLine) {
  auto const told = predict({"/nowhere/cases.jsonl"});
  EXPECT_EQ(told.status, ExitStatus::usage);
  EXPECT_EQ(told.output, "");
  EXPECT_EQ(told.errors, "corsage: the file '/nowhere/cases.jsonl' cannot be read; No such file or directory\n");
  EXPECT_EQ(predict({"/"}).errors, "corsage: the file '/' cannot be read; Is a directory\n");
}

TEST(Predict, NoCaseKnowsOfTheOneBefore) {
  std::string const preflighted =
      R"({"id":"1","page":"http://app.test","request":{"url":"http://api.test/","method":"PUT"},"server":[{"status":204,)"
      R"("headers":[["access-control-allow-origin","*"],["access-control-allow-methods","*"],)"
      R"(["access-control-max-age","600"]]}]})";
  Predictor predictor(fetch::spec_profile());
  std::string first;
  std::string second;
  ASSERT_TRUE(predictor.answer(preflighted, 0, first).has_value());
  ASSERT_TRUE(predictor.answer(preflighted, 0, second).has_value());
  EXPECT_EQ(first, second);
  EXPECT_NE(first.find("OPTIONS"), std::string::npos);
}

}  // namespace
}  // namespace corsage::cli
