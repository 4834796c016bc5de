#include <algorithm>
#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

#include "browser_choice.hpp"
#include "commands.hpp"
#include "complain.hpp"
#include "error_line.hpp"
#include "input_file.hpp"
#include "invocation.hpp"
#include "options.hpp"
#include "predictor.hpp"
#include "work_in_order.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace corsage::cli {

namespace {

struct PredictOptions {
  std::string file = "-";
  fetch::Profile const* profile = &fetch::spec_profile();
  std::size_t jobs = std::max(1U, std::thread::hardware_concurrency());
};

/// What was seen among the cases; told by several threads.
struct Tally {
  std::atomic<bool> blocked = false;
  std::atomic<bool> undetermined = false;
  std::atomic<bool> unreadable = false;

  void count(fetch::Verdict verdict) {
    if (verdict == fetch::Verdict::blocked) {
      blocked = true;
    } else if (verdict == fetch::Verdict::undetermined) {
      undetermined = true;
    }
  }

  ExitStatus status() const {
    return unreadable     ? ExitStatus::usage
           : undetermined ? ExitStatus::undetermined
           : blocked      ? ExitStatus::blocked
                          : ExitStatus::allowed;
  }
};

/// Answers every line of a block that is not blank.
void answer_block(Predictor& predictor, Tally& tally, LineBlock const& block, std::string& answers) {
  if (block.is_cut) {
    tally.unreadable = true;
    write_error_line(answers, "null", block.first_line, line_too_long());
    return;
  }
  auto number = block.first_line;
  std::size_t start = 0;
  auto const lines = block.lines();
  while (start < lines.size()) {
    auto const end = std::min(lines.find('\n', start), lines.size());
    auto const line = without_byte_order_mark(lines.substr(start, end - start));
    if (!is_blank(line)) {
      auto const verdict = predictor.answer(line, lines.size() + LineBlock::padding - end, answers);
      if (verdict) {
        tally.count(*verdict);
      } else {
        tally.unreadable = true;
        write_error_line(answers, predictor.id(), number, verdict.error());
      }
    }
    start = end + 1;
    ++number;
  }
}

ExitStatus predict(PredictOptions const& options, StandardOutput& output) {
  auto const file = InputFile::open(options.file);
  if (!file) {
    complain(file.error());
    return ExitStatus::usage;
  }
  Tally tally;
  auto const make_work = [&]() -> BlockWork {
    return [&tally, predictor = std::make_shared<Predictor>(*options.profile)](
               LineBlock const& block, std::string& answers) { answer_block(*predictor, tally, block, answers); };
  };
  LineBlocks input(file->descriptor());
  work_in_order(input, output, options.jobs, make_work);
  if (input.failure() != 0) {
    complain({InputFile::unreadable(file->name(), input.failure())});
    return ExitStatus::usage;
  }
  return tally.status();
}

}  // namespace

void add_predict(CLI::App& program, Invocation& invocation) {
  CLI::App& command =
      add_command(program, invocation,
                  {.name = "predict",
                   .description = "Predicts what a page gets from scripted servers: a JSON line in, a JSON line out",
                   .examples = "  corsage predict cases.jsonl\n"
                               "  corsage predict --as firefox - < cases.jsonl |\n"
                               "    jq 'select(.allowed | not) | .causes'",
                   .notes = "A case is one line:\n"
                            "  {\"id\":\"1\", \"page\":\"https://app.example\",\n"
                            "   \"request\":{\"url\":\"https://api.example/x\", \"method\":\"PUT\",\n"
                            "              \"headers\":[[\"x-a\",\"1\"]], \"credentials\":\"omit\",\n"
                            "              \"mode\":\"cors\", \"redirect\":\"follow\", \"body\":null},\n"
                            "   \"server\":[{\"when\":{\"method\":\"OPTIONS\"}, \"status\":204,\n"
                            "              \"headers\":[[\"access-control-allow-origin\",\"*\"]]}]}\n"
                            "A line that is not a case is answered with its mistake, the others as ever."});
  auto const options = std::make_shared<PredictOptions>();
  command.add_option("FILE", options->file, "The cases, one a line; - (the default) is standard input");
  add_browser_choice(command, options->profile,
                     "The browser: spec (the default: the standard itself), chromium, firefox or webkit");
  command.add_option("--jobs", options->jobs, "How many threads answer; the default is one for each processor")
      ->check(whole_number(1, 256))
      ->type_name("N");
  command.callback([&invocation, options] {
    invocation.run = [&invocation, options] { return predict(*options, invocation.output); };
  });
}

}  // namespace corsage::cli
