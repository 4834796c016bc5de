#include "case_lines.hpp"

#include <algorithm>
#include <atomic>

#include "complain.hpp"
#include "corsage/report/error_line.hpp"
#include "input_file.hpp"
#include "input_line.hpp"
#include "work_in_order.hpp"

namespace corsage::cli {
namespace {

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

void answer_block(CaseAnswerer& answerer, Tally& tally, LineBlock const& block, std::string& answers) {
  if (block.is_cut) {
    tally.unreadable = true;
    report::write_error_line(answers, "null", block.first_line, line_too_long());
    return;
  }
  auto number = block.first_line;
  std::size_t start = 0;
  auto const lines = block.lines();
  while (start < lines.size()) {
    auto const end = std::min(lines.find('\n', start), lines.size());
    auto const line = without_byte_order_mark(lines.substr(start, end - start));
    if (!is_blank(line)) {
      auto const verdict = answerer.answer(line, lines.size() + LineBlock::padding - end, answers);
      if (verdict) {
        tally.count(*verdict);
      } else {
        tally.unreadable = true;
        report::write_error_line(answers, answerer.id(), number, verdict.error());
      }
    }
    start = end + 1;
    ++number;
  }
}

}  // namespace

ExitStatus answer_cases(std::string const& file_name, std::size_t jobs,
                        std::function<std::shared_ptr<CaseAnswerer>()> const& make_answerer, StandardOutput& output) {
  auto const file = InputFile::open(file_name);
  if (!file) {
    complain(file.error());
    return ExitStatus::usage;
  }
  Tally tally;
  auto const make_work = [&]() -> BlockWork {
    return [&tally, answerer = make_answerer()](LineBlock const& block, std::string& answers) {
      answer_block(*answerer, tally, block, answers);
    };
  };
  LineBlocks input(file->descriptor());
  work_in_order(input, output, jobs, make_work);
  if (input.failure() != 0) {
    complain({InputFile::unreadable(file->name(), input.failure())});
    return ExitStatus::usage;
  }
  return tally.status();
}

}  // namespace corsage::cli
