#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "corsage/base/result.hpp"
#include "corsage/fetch/outcome.hpp"
#include "exit_status.hpp"
#include "standard_output.hpp"

namespace corsage::cli {

/// Answers cases, each a line of JSON, one after the other, and keeps its memory between them.
class CaseAnswerer {
 public:
  CaseAnswerer() = default;
  CaseAnswerer(CaseAnswerer const&) = delete;
  CaseAnswerer& operator=(CaseAnswerer const&) = delete;
  virtual ~CaseAnswerer() = default;

  /// Appends the answer to one case and a line feed; gives the verdict. Where the line is no case, nothing is appended,
  /// and each mistake has its column. So many bytes behind the line as `readable` says can be read without harm.
  virtual Result<fetch::Verdict> answer(std::string_view line, std::size_t readable, std::string& answers) = 0;

  /// The last line's id, as JSON; `null` where it could not be read.
  virtual std::string const& id() const = 0;
};

/// Answers every line of a file that is not blank, in order, with so many threads. A line that is no case is answered with
/// its mistake. The status says the worst that was met.
ExitStatus answer_cases(std::string const& file_name, std::size_t jobs,
                        std::function<std::shared_ptr<CaseAnswerer>()> const& make_answerer, StandardOutput& output);

}  // namespace corsage::cli
