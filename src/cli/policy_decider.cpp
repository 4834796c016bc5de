#include "policy_decider.hpp"

#include <utility>

#include "corsage/formats/decision_json.hpp"
#include "corsage/policy/apply.hpp"
#include "corsage/policy/decide.hpp"

namespace corsage::cli {

Result<fetch::Verdict> PolicyDecider::answer(std::string_view line, std::size_t readable, std::string& answers) {
  if (auto read = reader_.read(line, readable, case_); !read) {
    return std::unexpected(std::move(read.error()));
  }
  policy::FoundIncoming const incoming(case_.method, case_.headers);
  auto const decision = policy::decide(policy_, incoming.view());
  bool const is_own = decision.answered_by == policy::AnsweredBy::policy;
  own_answer_.clear();
  auto& headers = is_own ? own_answer_ : case_.upstream_headers;
  policy::apply(decision, headers);
  formats::JsonWriter json(answers);
  formats::write_decision(json, case_.id, decision, is_own ? decision.status : case_.upstream_status, headers);
  answers.push_back('\n');
  return decision.is_allowed ? fetch::Verdict::allowed : fetch::Verdict::blocked;
}

}  // namespace corsage::cli
