#include "corsage/formats/scenario_runner.hpp"

#include <expected>
#include <utility>

#include "corsage/formats/json_writer.hpp"
#include "corsage/formats/outcome_json.hpp"

namespace corsage::formats {

ScenarioRunner::ScenarioRunner(fetch::Profile const& profile)
    : responder_([this](fetch::WireRequest const& request) { return scenario_.server.answer(request); }) {
  scenario_.environment.profile = &profile;
}

Result<fetch::Verdict> ScenarioRunner::run(std::string_view scenario, std::size_t readable, std::string& outcome) {
  if (auto read = reader_.read(scenario, readable, scenario_); !read) {
    return std::unexpected(std::move(read.error()));
  }
  diagnosis_.run.clear();
  explain::diagnose(scenario_.request, scenario_.environment, interests_, responder_, diagnosis_);
  JsonWriter json(outcome);
  write_outcome(json, scenario_.id, scenario_.environment.profile->name, diagnosis_);
  return diagnosis_.run.outcome.verdict;
}

}  // namespace corsage::formats
