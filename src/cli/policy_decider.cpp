#include "policy_decider.hpp"

#include <utility>

#include "corsage/formats/decision_json.hpp"

namespace corsage::cli {

void DecisionTally::add(report::DecisionCounts const& counts) {
  std::scoped_lock const lock(mutex_);
  counts_ += counts;
}

/// `headers` are upstream's, and become those that leave the server.
void PolicyDecider::Answer::become(policy::Decision const& decision, int upstream_status) {
  bool const is_own = decision.answered_by == policy::AnsweredBy::policy;
  if (is_own) {
    headers.clear();
  }
  status = is_own ? decision.status : upstream_status;
  replaced = policy::apply(decision, headers);
}

void PolicyDecider::count(policy::Decision const& decision) {
  ++(decision.is_allowed ? counts_.allowed : counts_.refused);
  counts_.replaced += answer_.replaced.empty() ? 0U : 1U;
  is_allowed_ = decision.is_allowed;
}

void PolicyDecider::decide(policy::Incoming const& incoming, std::string& answers) {
  auto const decision = policy::decide(policy_, incoming);
  std::swap(answer_.headers, case_.upstream_headers);
  answer_.become(decision, case_.upstream_status);
  count(decision);
  formats::JsonWriter json(answers);
  formats::write_decision(json, case_.id, {decision, answer_.status, answer_.headers, answer_.replaced});
}

void PolicyDecider::decide_beside(policy::Incoming const& incoming, std::string& answers) {
  auto const [live, candidate, shift_of_decision] = policy::decide_beside(policy_, *candidate_, incoming);
  candidates_answer_.headers = case_.upstream_headers;
  std::swap(answer_.headers, case_.upstream_headers);
  answer_.become(live, case_.upstream_status);
  candidates_answer_.become(candidate, case_.upstream_status);
  count(live);
  // Decisions that differ may come to the same with the answer that upstream gave.
  bool const is_same = live.is_allowed == candidate.is_allowed && answer_.status == candidates_answer_.status &&
                       answer_.headers == candidates_answer_.headers;
  auto const shift = is_same ? policy::Shift::none : shift_of_decision;
  ++counts_.shifts[static_cast<std::size_t>(shift)];
  formats::CandidateAnswer const beside{
      .shift = shift,
      .answer = {candidate, candidates_answer_.status, candidates_answer_.headers, candidates_answer_.replaced}};
  formats::JsonWriter json(answers);
  formats::write_decision(json, case_.id, {live, answer_.status, answer_.headers, answer_.replaced}, &beside);
}

Result<fetch::Verdict> PolicyDecider::answer(std::string_view line, std::size_t readable, std::string& answers) {
  if (auto read = reader_.read(line, readable, case_); !read) {
    ++counts_.unreadable;
    return std::unexpected(std::move(read.error()));
  }
  policy::FoundIncoming const incoming(case_.method, case_.headers);
  if (candidate_) {
    decide_beside(incoming.view(), answers);
  } else {
    decide(incoming.view(), answers);
  }
  answers.push_back('\n');
  return is_allowed_ ? fetch::Verdict::allowed : fetch::Verdict::blocked;
}

}  // namespace corsage::cli
