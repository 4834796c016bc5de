#include "predictor.hpp"

#include "corsage/formats/json_writer.hpp"
#include "corsage/formats/outcome_json.hpp"

namespace corsage::cli {

Predictor::Predictor(fetch::Profile const& profile)
    : responder_([this](fetch::WireRequest const& request) { return scenario_.server.answer(request); }) {
  scenario_.environment.profile = &profile;
}

Result<fetch::Verdict> Predictor::answer(std::string_view line, std::size_t readable, std::string& answers) {
  if (auto read = reader_.read(line, readable, scenario_); !read) {
    return std::unexpected(std::move(read.error()));
  }
  diagnosis_.run.clear();
  explain::diagnose(scenario_.request, scenario_.environment, interests_, responder_, diagnosis_);
  formats::JsonWriter json(answers);
  formats::write_outcome(json, scenario_.id, scenario_.environment.profile->name, diagnosis_);
  answers.push_back('\n');
  return diagnosis_.run.outcome.verdict;
}

}  // namespace corsage::cli
