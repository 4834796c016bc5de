#include <algorithm>
#include <cstddef>

#include "contract_words.hpp"
#include "corsage/formats/json_writer.hpp"
#include "corsage/report/why_json.hpp"

namespace corsage::report {
namespace {

using explain::Holding;
using formats::JsonWriter;

void write_list(JsonWriter& json, std::vector<std::string> const& list) {
  json.begin_array();
  for (auto const& text : list) {
    json.text(text);
  }
  json.end_array();
}

void write_expected(JsonWriter& json, explain::Expectation const& expectation) {
  json.begin_object();
  json.key("allowed");
  json.boolean(expectation.allowed);
  json.key("status");
  if (expectation.status) {
    json.number(*expectation.status);
  } else {
    json.null();
  }
  json.key("readable");
  write_list(json, expectation.readable);
  json.key("unreadable");
  write_list(json, expectation.unreadable);
  json.end_object();
}

void write_browser(JsonWriter& json, Judgement const& judgement, explain::Comparison const& comparison) {
  json.begin_object();
  json.key("as");
  json.text(judgement.profile->name);
  json.key("result");
  json.text(to_string(comparison.holding));
  json.key("verdict");
  json.text(to_string(judgement.diagnosis.run.outcome.verdict));
  json.key("departures");
  json.begin_array();
  for (auto const& departure : comparison.departures) {
    json.begin_object();
    json.key("kind");
    json.text(to_string(departure.kind));
    if (!departure.header.empty()) {
      json.key("header");
      json.text(departure.header);
    }
    if (departure.status != 0) {
      json.key("status");
      json.number(departure.status);
    }
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

/// Who should not get in is not told what would let it in.
Why without_fix(Why why) {
  for (auto& judgement : why.judgements) {
    judgement.diagnosis.fix.reset();
  }
  return why;
}

void write_case(JsonWriter& json, TestedCase const& tested) {
  auto const holding = holding_of(tested);
  auto const& why = tested.why;
  json.begin_object();
  json.key("name");
  json.text(tested.expectation.name);
  json.key("title");
  json.text(title_of(tested));
  json.key("line");
  json.number(tested.place.line);
  json.key("from");
  json.text(why.environment.origin.serialized());
  json.key("method");
  json.text(why.request.method);
  json.key("url");
  json.text(http::shown_url(why.request.url.href(), why.secrets));
  json.key("expected");
  write_expected(json, tested.expectation);
  json.key("result");
  json.text(to_string(holding));
  json.key("estimated");
  json.boolean(std::ranges::any_of(tested.comparisons, &explain::Comparison::is_estimated));
  json.key("message");
  json.text(note_of(tested));
  json.key("browsers");
  json.begin_array();
  for (std::size_t i = 0; i < tested.comparisons.size(); ++i) {
    write_browser(json, why.judgements[i], tested.comparisons[i]);
  }
  json.end_array();
  json.key("why");
  if (holding == Holding::holds) {
    json.null();
  } else {
    auto const answer = why_json(tested.expectation.allowed ? why : without_fix(why));
    json.raw(std::string_view(answer).substr(0, answer.size() - 1));
  }
  json.end_object();
}

}  // namespace

std::string contract_json(TestedContract const& tested) {
  std::string text;
  JsonWriter json(text);
  json.begin_object();
  json.key("schema");
  json.text("corsage-test/1");
  json.key("contract");
  json.text(tested.name);
  json.key("against");
  json.text(tested.against);
  json.key("counts");
  json.begin_object();
  for (auto const holding : {Holding::holds, Holding::broken, Holding::undetermined, Holding::unreachable}) {
    json.key_of_bytes(to_string(holding));
    json.number(std::ranges::count(tested.cases, holding, holding_of));
  }
  json.end_object();
  json.key("cases");
  json.begin_array();
  for (auto const& one : tested.cases) {
    write_case(json, one);
  }
  json.end_array();
  json.end_object();
  text += '\n';
  return text;
}

}  // namespace corsage::report
