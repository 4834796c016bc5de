#include "corsage/formats/decision_json.hpp"

#include "corsage/formats/trace_json.hpp"

namespace corsage::formats {
namespace {

void write_offending(JsonWriter& json, policy::Decision const& decision) {
  auto const type = policy::offending_type(decision.reason);
  json.key("offending");
  if (type.empty()) {
    json.null();
    return;
  }
  json.begin_object();
  json.key("type");
  json.bytes(type);
  json.key("value");
  json.bytes(decision.offending);
  json.end_object();
}

void write_replaced(JsonWriter& json, policy::ReplacedLines const& replaced) {
  json.key("warnings");
  json.begin_array();
  if (!replaced.empty()) {
    json.bytes(trace::to_string(trace::Reason::policy_upstream_headers_replaced));
  }
  json.end_array();
  json.key("replaced");
  json.begin_array();
  for (auto const& line : replaced) {
    json.begin_object();
    json.key("name");
    json.bytes(line.name);
    json.key("value");
    json.bytes(line.value);
    json.key("policy");
    if (line.policy_value) {
      json.bytes(*line.policy_value);
    } else {
      json.null();
    }
    json.key("differs");
    json.boolean(line.differs);
    json.end_object();
  }
  json.end_array();
}

/// What is told of a decision whoever makes it, the live policy or a candidate.
void write_answer(JsonWriter& json, DecidedAnswer const& answer) {
  json.key("allowed");
  json.boolean(answer.decision.is_allowed);
  json.key("reason");
  json.bytes(trace::to_string(answer.decision.reason));
  write_offending(json, answer.decision);
  json.key("answered_by");
  json.bytes(to_string(answer.decision.answered_by));
  json.key("status");
  json.number(answer.status);
  json.key("headers");
  write_header_lines(json, answer.headers);
}

void write_candidate(JsonWriter& json, CandidateAnswer const& candidate) {
  json.key("shift");
  json.bytes(to_string(candidate.shift));
  json.key("candidate");
  if (candidate.shift == policy::Shift::none) {
    json.null();
    return;
  }
  json.begin_object();
  write_answer(json, candidate.answer);
  json.end_object();
}

}  // namespace

void write_decision(JsonWriter& json, std::string_view id, DecidedAnswer const& answer,
                    CandidateAnswer const* candidate) {
  json.begin_object();
  json.key("id");
  json.raw(id);
  json.key("class");
  json.bytes(to_string(answer.decision.request_class));
  write_answer(json, answer);
  write_replaced(json, answer.replaced);
  if (candidate != nullptr) {
    write_candidate(json, *candidate);
  }
  json.end_object();
}

}  // namespace corsage::formats
