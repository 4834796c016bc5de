#include "audit_runner.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <numeric>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "retry_after.hpp"

#include <fmt/format.h>

namespace corsage::cli {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

/// So many are begun and not finished, and so many are kept, because one before them in the list is not finished.
constexpr std::size_t most_unfinished = 64;
constexpr std::size_t most_kept = 256;

/// Bytes of answers' heads. Where there are more, no target is begun, and of those that were only the first goes on.
constexpr std::size_t most_held = std::size_t{64} * 1024 * 1024;

constexpr milliseconds longest_wait{1000};

}  // namespace

void AuditRunner::run(std::function<bool()> const& goes_on) {
  while (true) {
    tell_finished();
    send_what_may_go();
    if (audits_.empty() && (targets_.is_ended() || pace_.is_spent())) {
      break;
    }
    if (pace_.is_spent() && sent_.empty()) {
      break;
    }
    wait();
    if (interruption_.came() || !goes_on()) {
      is_interrupted_ = true;
      end_early("interrupted");
      return;
    }
  }
  if (!audits_.empty() || !targets_.is_ended()) {
    end_early(fmt::format("--max-requests {} was reached", plan_.limits.in_all));
  }
}

bool AuditRunner::wants_targets() const {
  return unfinished_ < most_unfinished && audits_.size() < most_kept && !pace_.is_spent() && !holds_too_much();
}

bool AuditRunner::holds_too_much() const {
  auto const add = [](std::size_t sum, std::unique_ptr<OngoingAudit> const& audit) {
    return sum + audit->held_bytes();
  };
  return std::accumulate(audits_.begin(), audits_.end(), std::size_t{0}, add) > most_held;
}

bool AuditRunner::begin_another() {
  if (!wants_targets()) {
    return false;
  }
  auto listed = targets_.next();
  if (!listed) {
    return false;
  }
  audits_.push_back(std::make_unique<OngoingAudit>(plan_.target(std::move(listed->url)), std::move(listed->place),
                                                   plan_.metering_of_loopback));
  unfinished_ += audits_.back()->is_finished() ? 0U : 1U;
  return true;
}

void AuditRunner::send_what_may_go() {
  bool goes_on = true;
  while (goes_on && !pace_.is_full() && !pace_.is_spent()) {
    goes_on = send_one_each() || begin_another();
  }
}

/// Sends a probe of each audit that has one and may. False where none was sent.
bool AuditRunner::send_one_each() {
  auto const now = Clock::now();
  bool const is_first_alone = holds_too_much();
  bool was_any_sent = false;
  for (auto const& audit : audits_) {
    give_up_if_refused(*audit, now);
    bool const is_its_turn = !is_first_alone || audit == audits_.front();
    if (!is_its_turn || !audit->has_probe() || !pace_.may_go(audit->host(), audit->metering(), now)) {
      continue;
    }
    auto const number = audit->take_probe();
    auto const ticket = transport_.start(audit->audit().evidence()[number].probe.request, {});
    sent_.emplace(ticket, Sent{.audit = audit.get(), .number = number});
    pace_.went(audit->host(), audit->metering(), now);
    was_any_sent = true;
  }
  return was_any_sent;
}

/// What its host said to another is said to it.
void AuditRunner::give_up_if_refused(OngoingAudit& audit, RequestPace::Time now) {
  if (!audit.has_probe()) {
    return;
  }
  if (auto const left = pace_.refusal(audit.host(), now)) {
    audit.give_up(fmt::format("its server wants to be left alone for another {} s",
                              std::chrono::ceil<std::chrono::seconds>(*left).count()));
    unfinished_ -= audit.is_finished() ? 1U : 0U;
  }
}

void AuditRunner::wait() {
  std::vector<int> readable{interruption_.descriptor()};
  if (auto const list = targets_.descriptor(); list && wants_targets() && !pace_.is_full()) {
    readable.push_back(*list);
  }
  for (auto& finished : transport_.wait(readable, patience())) {
    receive(std::move(finished));
  }
}

/// For how long there is nothing else to do than to wait.
milliseconds AuditRunner::patience() {
  // What was given up unasked makes room for others.
  if (!audits_.empty() && audits_.front()->is_finished()) {
    return milliseconds(0);
  }
  auto const now = Clock::now();
  auto const chance = pace_.next_chance(now);
  return chance == Clock::time_point::max()
             ? longest_wait
             : std::clamp(std::chrono::ceil<milliseconds>(chance - now), milliseconds(0), longest_wait);
}

void AuditRunner::receive(transport::CurlTransport::Finished finished) {
  auto const [audit, number] = sent_.extract(finished.ticket).mapped();
  auto const& host = audit->host();
  auto const* const answered = std::get_if<fetch::Answered>(&finished.reception);
  auto const wanted = answered != nullptr ? retry_after(answered->response, std::time(nullptr)) : std::nullopt;
  if (answered != nullptr && is_busy(answered->response) && !audit->takes_for_answer(number, wanted)) {
    audit->put_off(number, *answered, wanted, pace_.leave_alone(host, wanted, Clock::now()));
  } else {
    if (answered != nullptr) {
      pace_.answered(host);
    }
    audit->receive(number, std::move(finished.reception));
  }
  pace_.ended(host);
  unfinished_ -= audit->is_finished() ? 1U : 0U;
}

void AuditRunner::tell_finished() {
  while (!audits_.empty() && audits_.front()->is_finished()) {
    telling_.finished(*audits_.front());
    audits_.pop_front();
  }
}

/// What is known is told, and what was not begun is named.
void AuditRunner::end_early(std::string const& why) {
  for (auto const& audit : audits_) {
    if (!audit->is_finished()) {
      audit->abandon(why);
    }
  }
  tell_finished();
  targets_.leave_streams();
  while (auto const listed = targets_.next()) {
    telling_.left_out(*listed, fmt::format("not asked: {}", why));
  }
  for (auto const& list : targets_.left_lists()) {
    telling_.left_unread(list, why);
  }
}

}  // namespace corsage::cli
