#include "ongoing_audit.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <variant>

#include "corsage/report/terminal_text.hpp"
#include "corsage/url/origin.hpp"
#include "retry_after.hpp"

#include <fmt/format.h>

namespace corsage::cli {
namespace {

using fetch::NetworkFailure;

constexpr int most_times_put_off = 3;

/// Longer than that, in all, no run waits for one resource of a server that goes on to answer now and then.
constexpr std::chrono::minutes longest_wait{5};

/// What may be otherwise the next time.
bool is_passing(NetworkFailure failure) {
  constexpr std::array passing{NetworkFailure::name_not_resolved, NetworkFailure::connection_refused,
                               NetworkFailure::connection_failed, NetworkFailure::proxy_failed,
                               NetworkFailure::empty_answer};
  return std::ranges::find(passing, failure) != passing.end();
}

std::size_t bytes_of(http::HeaderList const& headers) {
  std::size_t bytes = 0;
  for (auto const line : headers) {
    bytes += sizeof line + line.name.size() + line.value.size();
  }
  return bytes;
}

}  // namespace

OngoingAudit::OngoingAudit(audit::Target target, SourceRange place, Metering of_loopback)
    : audit_(std::move(target)),
      place_(std::move(place)),
      host_(url::Origin::of(audit_.target().url).serialized()),
      metering_of_loopback_(of_loopback),
      metering_(url::is_loopback_host(audit_.target().url.host()) ? of_loopback : Metering::metered) {
  go_on();
}

std::size_t OngoingAudit::take_probe() {
  auto const number = waiting_.front();
  waiting_.pop_front();
  under_way_.push_back(number);
  return number;
}

void OngoingAudit::receive(std::size_t number, transport::Reception reception) {
  std::erase(under_way_, number);
  if (auto const* const failed = std::get_if<fetch::Failed>(&reception)) {
    if (is_worth_another(*failed, number)) {
      waiting_.push_front(number);
      return;
    }
    auto const attempts = attempts_.find(number);
    bool const was_repeated = attempts != attempts_.end() && attempts->second.failed > 1;
    auto const why = (was_repeated ? "asked twice: " : "") + words_of(*failed);
    deliver(number, std::move(reception));
    if (!has_answer_) {
      give_up(why);
    }
    return;
  }
  is_answered_by(std::get<fetch::Answered>(reception));
  has_answer_ = true;
  if (!is_busy(std::get<fetch::Answered>(reception).response)) {
    answered_methods_.insert(method_of(number));
  }
  deliver(number, std::move(reception));
}

void OngoingAudit::is_answered_by(fetch::Answered const& answered) {
  is_reached_ = true;
  if (answered.address_space == url::IpAddressSpace::loopback) {
    metering_ = metering_of_loopback_;
  }
}

/// A server that counts requests does not mind the method: one that it answered before, it answers again.
bool OngoingAudit::takes_for_answer(std::size_t number, std::optional<std::chrono::seconds> wanted) const {
  auto const attempts = attempts_.find(number);
  bool const was_put_off = attempts != attempts_.end() && attempts->second.put_off > 0;
  return has_answer_ && was_put_off && !wanted && !answered_methods_.contains(method_of(number));
}

void OngoingAudit::put_off(std::size_t number, fetch::Answered const& busy, std::optional<std::chrono::seconds> wanted,
                           std::optional<RequestPace::Duration> left_alone) {
  std::erase(under_way_, number);
  is_answered_by(busy);
  if (waits_for(number, left_alone)) {
    waiting_.push_front(number);
    return;
  }
  auto const why =
      wanted ? fmt::format("it answers {} and wants to be asked again in {} s", busy.response.status, wanted->count())
             : fmt::format("it answers {}, however often it is asked", busy.response.status);
  if (why_unanswered_.empty()) {
    why_unanswered_ = why;
  }
  ++put_off_in_vain_;
  deliver(number, fetch::Failed{.failure = NetworkFailure::blocked_by_client, .detail = why});
  if (!has_answer_ || !left_alone || waited_ + *left_alone > longest_wait) {
    give_up(why);
  }
}

/// Where probes were put off in vain, the next is less often: an answer of that kind may be what is always given.
bool OngoingAudit::waits_for(std::size_t number, std::optional<RequestPace::Duration> left_alone) {
  auto& times = attempts_[number].put_off;
  bool const is_worth_it = left_alone && waited_ + *left_alone <= longest_wait;
  if (is_given_up_ || !is_worth_it || times + put_off_in_vain_ >= most_times_put_off) {
    return false;
  }
  ++times;
  waited_ += *left_alone;
  return true;
}

bool OngoingAudit::is_worth_another(fetch::Failed const& failed, std::size_t number) {
  bool const is_passing_now =
      is_passing(failed.failure) || (failed.failure == NetworkFailure::timed_out && has_answer_);
  return is_passing_now && !is_given_up_ && attempts_[number].failed++ == 0;
}

void OngoingAudit::give_up(std::string const& why) {
  if (is_given_up_) {
    return;
  }
  is_given_up_ = true;
  why_unanswered_ = why;
  for (auto const number : std::exchange(waiting_, {})) {
    fail(number);
  }
  go_on();
}

void OngoingAudit::abandon(std::string const& why) {
  give_up(why);
  for (auto const number : std::exchange(under_way_, {})) {
    audit_.deliver(number, fetch::Failed{.failure = NetworkFailure::blocked_by_client, .detail = why_unanswered_});
  }
  go_on();
}

void OngoingAudit::fail(std::size_t number) {
  bool const was_sent = attempts_.contains(number);
  unsent_ += was_sent ? 0U : 1U;
  audit_.deliver(number,
                 fetch::Failed{.failure = NetworkFailure::blocked_by_client,
                               .detail = was_sent ? why_unanswered_ : fmt::format("not asked: {}", why_unanswered_)});
}

void OngoingAudit::deliver(std::size_t number, transport::Reception reception) {
  attempts_.erase(number);
  if (auto const* const failed = std::get_if<fetch::Failed>(&reception); failed != nullptr && why_unanswered_.empty()) {
    why_unanswered_ = words_of(*failed);
  }
  if (auto const* const answered = std::get_if<fetch::Answered>(&reception)) {
    held_bytes_ += bytes_of(answered->response.headers);
  }
  audit_.deliver(number, std::move(reception));
  go_on();
}

/// Takes what the audit wants to know next.
void OngoingAudit::go_on() {
  for (auto numbers = audit_.next(); !numbers.empty(); numbers = audit_.next()) {
    if (!is_given_up_) {
      waiting_.insert(waiting_.end(), numbers.begin(), numbers.end());
      return;
    }
    std::ranges::for_each(numbers, [this](std::size_t number) { fail(number); });
  }
}

std::string words_of(fetch::Failed const& failed) {
  std::string kind(fetch::to_string(failed.failure));
  std::ranges::replace(kind, '-', ' ');
  return report::visible(failed.detail.empty() ? kind : fmt::format("{}: {}", kind, failed.detail));
}

}  // namespace corsage::cli
