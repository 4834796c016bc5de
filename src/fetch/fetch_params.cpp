#include "fetch_params.hpp"

#include <cstdint>
#include <utility>

#include "receive.hpp"

namespace corsage::fetch {

FetchParams::FetchParams(Request const& request_made, Environment const& page, Time start, Run& run,
                         Responder const& responder)
    : made(request_made), environment(page), profile(*page.profile), run_(run), responder_(responder), now_(start) {
  request.url_list.swap(run.url_list);
  request.headers = std::move(run.request_headers);
  request.headers.clear();
}

FetchParams::~FetchParams() {
  run_.url_list.swap(request.url_list);
  run_.request_headers = std::move(request.headers);
}

WireRequest& FetchParams::draft(trace::Leg leg, std::string_view method) {
  auto& wire = run_.draft;
  wire.leg = leg;
  wire.hop = hop();
  wire.method = method;
  wire.url = request.current_url();
  wire.headers.clear();
  wire.sends_body = false;
  wire.include_credentials = false;
  return wire;
}

std::optional<std::int16_t> FetchParams::exchange(WireRequest const& wire) {
  auto& journal = run_.journal;
  if (next_ < journal.size() && journal[next_].request != wire) {
    journal.resize(next_);
  }
  if (next_ == journal.size()) {
    auto answer = responder_ ? responder_(wire) : std::nullopt;
    if (!answer) {
      run_.waiting = wire;
      return std::nullopt;
    }
    journal.push_back({.request = wire, .answer = std::move(*answer), .time = now_});
  }
  now_ = journal[next_].time;
  return static_cast<std::int16_t>(next_++);
}

http::HeaderList const& FetchParams::received_headers(std::int16_t index) {
  auto const& headers = journal_at(index).answered()->response.headers;
  if (is_received_as_sent(headers, profile)) {
    return headers;
  }
  return *rewritten_headers_.emplace_back(std::make_unique<http::HeaderList>(receive(headers, profile)));
}

void FetchParams::pass(trace::Step step, At at, std::initializer_list<trace::ArgumentValue> arguments) {
  trace().add({.step = step, .leg = at.leg, .hop = hop(), .exchange = at.exchange}, arguments);
}

void FetchParams::note(trace::Step step, trace::Reason reason, At at,
                       std::initializer_list<trace::ArgumentValue> arguments) {
  trace().add({.step = step,
               .kind = trace::EventKind::note,
               .reason = reason,
               .leg = at.leg,
               .hop = hop(),
               .exchange = at.exchange},
              arguments);
}

Response FetchParams::block(trace::Step step, trace::Reason reason, At at,
                            std::initializer_list<trace::ArgumentValue> arguments) {
  trace().add({.step = step,
               .kind = trace::EventKind::block,
               .reason = reason,
               .leg = at.leg,
               .hop = hop(),
               .exchange = at.exchange},
              arguments);
  return {.is_network_error = true, .exchange = at.exchange};
}

void FetchParams::finish() {
  run_.journal.resize(next_);
}

}  // namespace corsage::fetch
