#include "corsage/audit/audit.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <utility>

#include "judge.hpp"
#include "plan.hpp"

namespace corsage::audit {

Audit::Audit(Target target) : target_(std::move(target)) {
  // Its own pages need no leave.
  std::erase(target_.trusted_origins, url::Origin::of(target_.url));
}

std::vector<std::size_t> Audit::next() {
  if (awaited_ > 0 || is_finished_) {
    return {};
  }
  std::vector<std::size_t> numbers;
  for (auto& probe : plan(target_, evidence_)) {
    numbers.push_back(evidence_.size());
    evidence_.push_back({.probe = std::move(probe), .answer = fetch::Failed{}});
  }
  awaited_ = numbers.size();
  is_finished_ = numbers.empty();
  return numbers;
}

void Audit::deliver(std::size_t number, std::variant<fetch::Answered, fetch::Failed> answer) {
  auto& asked = evidence_[number];
  asked.answer = std::move(answer);
  if (auto* const answered = std::get_if<fetch::Answered>(&asked.answer)) {
    asked.body_digest = std::hash<std::string>()(answered->response.body);
    answered->response.body = {};
  }
  --awaited_;
}

Verdict Audit::verdict() const {
  return judge(target_, evidence_);
}

}  // namespace corsage::audit
