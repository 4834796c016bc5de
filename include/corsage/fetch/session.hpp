#pragma once

#include <functional>
#include <optional>
#include <variant>
#include <vector>

#include "corsage/fetch/environment.hpp"
#include "corsage/fetch/exchange.hpp"
#include "corsage/fetch/outcome.hpp"
#include "corsage/fetch/preflight_cache.hpp"
#include "corsage/fetch/request.hpp"
#include "corsage/trace/trace.hpp"

namespace corsage::fetch {

/// Answers an exchange, or says "not yet" with nothing. `Session` never answers; a scenario always does.
using Responder = std::function<std::optional<std::variant<Answered, Failed>>(WireRequest const&)>;

/// What one run of the algorithms leaves behind.
struct Run {
  Outcome outcome;
  trace::Trace trace;
  /// The exchanges of this run; those the responder answered are at the end.
  Journal journal;
  /// The request to send next, when the journal was used up.
  std::optional<WireRequest> waiting;
  PreflightCache cache;
  /// Where each request is made before it is compared with the journal; kept for its memory alone.
  WireRequest draft;
  /// What the algorithms' request has its URLs and headers in; kept for their memory alone.
  std::vector<url::Url> url_list;
  http::HeaderList request_headers;

  /// Forgets the last run but keeps the memory.
  void clear();
};

/// Runs the Fetch standard over a journal of answers: `run.journal` and `run.cache` in, everything in `run` out.
///
/// Each exchange the algorithms make is compared with the journal's next one; where they differ, or the journal is used
/// up, the rest of the journal is dropped and the responder is asked. With no answer the run waits: `waiting` is set and
/// the outcome undetermined. Deterministic: the same input gives the same run.
void fetch(Request const& request, Environment const& environment, Time start, Run& run,
           Responder const& responder = {});

/// One fetch as a conversation, without I/O: "send this", "here is its answer", until finished.
///
///     Session session(request, environment);
///     while (auto const* exchange = session.next()) { session.deliver(send(*exchange), now()); }
///     session.outcome();
class Session {
 public:
  Session(Request request, Environment environment, PreflightCache cache = {}, Time start = 0);

  /// The exchange to send now; null when the fetch is finished. Stays valid until the next delivery.
  WireRequest const* next() const { return run_.waiting ? &*run_.waiting : nullptr; }

  /// The answer to `next()`, or why there is none. Where nothing was asked for it is dropped: the fetch is finished, and an
  /// answer that comes late changes nothing.
  void deliver(Answered answer, Time time);
  void deliver_failure(Failed failure, Time time);

  Request const& request() const { return request_; }
  Environment const& environment() const { return environment_; }
  trace::Trace const& trace() const { return run_.trace; }
  Outcome const& outcome() const { return run_.outcome; }
  Journal const& journal() const { return run_.journal; }
  PreflightCache const& cache() const { return run_.cache; }

 private:
  void advance(std::variant<Answered, Failed> answer, Time time);

  Request request_;
  Environment environment_;
  PreflightCache cache_;
  Time start_;
  Run run_;
};

}  // namespace corsage::fetch
