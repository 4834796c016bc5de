#include "predictor.hpp"

namespace corsage::cli {

Result<fetch::Verdict> Predictor::answer(std::string_view line, std::size_t readable, std::string& answers) {
  auto verdict = runner_.run(line, readable, answers);
  if (verdict) {
    answers.push_back('\n');
  }
  return verdict;
}

}  // namespace corsage::cli
