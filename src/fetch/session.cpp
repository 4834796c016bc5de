#include "corsage/fetch/session.hpp"

namespace corsage::fetch {

Session::Session(Request request, Environment environment, PreflightCache cache, Time start)
    : request_(std::move(request)), environment_(std::move(environment)), cache_(std::move(cache)), start_(start) {
  run_.cache = cache_;
  fetch(request_, environment_, start_, run_);
}

void Session::deliver(Answered answer, Time time) {
  advance(std::move(answer), time);
}

void Session::deliver_failure(Failed failure, Time time) {
  advance(std::move(failure), time);
}

void Session::advance(std::variant<Answered, Failed> answer, Time time) {
  if (!run_.waiting) {
    return;
  }
  run_.journal.push_back({.request = *std::move(run_.waiting), .answer = std::move(answer), .time = time});
  // The whole fetch again, over one answer more; it starts from the cache it started from.
  run_.cache = cache_;
  fetch(request_, environment_, start_, run_);
}

}  // namespace corsage::fetch
