#include <utility>

#include "contract_words.hpp"
#include "corsage/formats/junit.hpp"
#include "corsage/formats/tap.hpp"

#include <fmt/format.h>

namespace corsage::report {
namespace {

using explain::Holding;
using formats::JUnitProblem;

JUnitProblem problem_of(TestedCase const& tested, Holding holding) {
  return {.kind = holding == Holding::broken ? JUnitProblem::Kind::failure : JUnitProblem::Kind::error,
          .type = std::string(to_string(holding)),
          .message = note_of(tested),
          .text = plain_why(tested)};
}

}  // namespace

std::string contract_junit(TestedContract const& tested) {
  formats::JUnitSuite suite{.name = tested.name};
  for (auto const& one : tested.cases) {
    auto& written = suite.cases.emplace_back(formats::JUnitCase{
        .class_name = tested.name, .name = title_of(one), .file = tested.name, .line = one.place.line});
    if (auto const holding = holding_of(one); holding != Holding::holds) {
      written.problem = problem_of(one, holding);
    } else {
      written.system_out = note_of(one);
    }
  }
  return formats::junit_xml({&suite, 1});
}

std::string contract_tap(TestedContract const& tested) {
  std::vector<formats::TapPoint> points;
  points.reserve(tested.cases.size());
  for (auto const& one : tested.cases) {
    auto const holding = holding_of(one);
    auto& point =
        points.emplace_back(formats::TapPoint{.is_ok = holding == Holding::holds, .description = title_of(one)});
    if (auto message = note_of(one); !message.empty()) {
      point.details.emplace_back("message", std::move(message));
    }
    if (!point.is_ok) {
      point.details.emplace_back("result", to_string(holding));
      point.details.emplace_back("at", fmt::format("{}:{}", tested.name, one.place.line));
      if (auto why = plain_why(one); !why.empty()) {
        point.details.emplace_back("why", std::move(why));
      }
    }
  }
  return formats::tap(points);
}

}  // namespace corsage::report
