#include "corsage/explain/expectation.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "corsage/http/method.hpp"
#include "corsage/http/status.hpp"

namespace corsage::explain {
namespace {

using Kind = Departure::Kind;
using fetch::Verdict;

constexpr int first_error_status = 400;

/// What is known of the request itself, though something else may have been sent in its place.
struct Evidence {
  bool is_estimated = false;
  bool is_let_through = false;  ///< its preflight passed, so the browser sends it, and it may change something
  bool says_nothing = false;    ///< the answer of what stood in is none that the request itself would get
};

Evidence evidence_of(fetch::Run const& run, IsEstimated const& is_estimated) {
  auto const& journal = run.journal;
  auto const stands_in = [&](fetch::Exchange const& exchange) {
    return is_estimated && is_estimated(exchange.request);
  };
  Evidence evidence{.is_estimated = std::ranges::any_of(journal, stands_in)};
  if (journal.empty()) {
    return evidence;
  }
  auto const& last = journal.back();
  evidence.is_let_through = journal.size() > 1 && journal.front().request.leg == trace::Leg::preflight &&
                            !http::is_safe_method(journal[1].request.method);
  if (stands_in(last) && last.answered() != nullptr) {
    auto const status = last.answered()->response.status;
    // What a preflight lets through, an error of the GET does not stop.
    evidence.says_nothing = http::says_only_no_get(status) || (evidence.is_let_through && status >= first_error_status);
  }
  return evidence;
}

/// What differs in an answer that the page may see.
std::vector<Departure> departures_of_answer(Expectation const& expectation, fetch::Run const& run,
                                            Evidence const& evidence) {
  std::vector<Departure> departures;
  auto const& outcome = run.outcome;
  if (!evidence.is_estimated && expectation.status && *expectation.status != outcome.status) {
    departures.push_back({.kind = Kind::status, .status = outcome.status});
  }
  auto const* const answered = run.journal.empty() ? nullptr : run.journal.back().answered();
  for (auto const& name : expectation.readable) {
    bool const is_there = answered != nullptr && answered->response.headers.contains(name);
    // What another request's answer lacks, its own may have.
    bool const is_known = is_there || !evidence.is_estimated;
    if (!outcome.readable.contains(name) && is_known) {
      departures.push_back({.kind = is_there ? Kind::hidden : Kind::absent, .header = name});
    }
  }
  for (auto const& name : expectation.unreadable) {
    if (outcome.readable.contains(name)) {
      departures.push_back({.kind = Kind::readable, .header = name});
    }
  }
  return departures;
}

/// The headers that should be readable, of which what stood in tells nothing.
std::vector<std::string> unseen_of(Expectation const& expectation, fetch::Run const& run, Evidence const& evidence) {
  std::vector<std::string> unseen;
  if (!expectation.allowed || !evidence.is_estimated) {
    return unseen;
  }
  auto const* const answered = run.journal.back().answered();
  for (auto const& name : expectation.readable) {
    bool const is_shown = !evidence.says_nothing && answered != nullptr && answered->response.headers.contains(name);
    if (!is_shown && !run.outcome.readable.contains(name)) {
      unseen.push_back(name);
    }
  }
  return unseen;
}

std::vector<Departure> departures_of(Expectation const& expectation, fetch::Run const& run, Evidence const& evidence) {
  bool const is_allowed = run.outcome.verdict == Verdict::allowed;
  if (!expectation.allowed) {
    if (evidence.is_let_through) {
      return {{.kind = Kind::sent}};
    }
    return is_allowed ? std::vector{Departure{.kind = Kind::allowed}} : std::vector<Departure>{};
  }
  if (evidence.says_nothing) {
    return {};
  }
  return is_allowed ? departures_of_answer(expectation, run, evidence) : std::vector{Departure{.kind = Kind::blocked}};
}

}  // namespace

fetch::Request request_of(Expectation const& expectation, url::Url const& at) {
  auto base = std::string(at.href_without_fragment());
  base.resize(base.size() - (at.query() ? at.query()->size() + 1 : 0));
  if (base.ends_with('/')) {
    base.pop_back();
  }
  auto const text = base + expectation.target;
  auto const url = url::Url::parse(text);
  fetch::Request request{.url = url.value_or(at),
                         .unparsable_url = url ? std::nullopt : std::optional(text),
                         .method = expectation.method,
                         .headers = expectation.headers,
                         .credentials = expectation.credentials};
  if (expectation.body) {
    request.body = fetch::Body{.bytes = *expectation.body, .type = "text/plain;charset=UTF-8"};
  }
  return request;
}

fetch::Environment page_of(url::Origin const& origin) {
  fetch::Environment page{.origin = origin};
  if (auto address = url::Url::parse(origin.serialized())) {
    page.url = *std::move(address);
  }
  return page;
}

std::string_view to_string(Holding holding) {
  static constexpr std::array<std::string_view, 4> words{"holds", "broken", "undetermined", "unreachable"};
  return words[static_cast<std::size_t>(holding)];
}

std::string_view to_string(Departure::Kind kind) {
  static constexpr std::array<std::string_view, 7> words{"blocked", "allowed", "sent",    "status",
                                                         "hidden",  "absent",  "readable"};
  return words[static_cast<std::size_t>(kind)];
}

Comparison compare(Expectation const& expectation, fetch::Run const& run, IsEstimated const& is_estimated) {
  auto const& journal = run.journal;
  if (!journal.empty() && journal.back().failed() != nullptr) {
    return {.holding = Holding::unreachable};
  }
  if (run.outcome.verdict == Verdict::undetermined) {
    return {.holding = Holding::undetermined};
  }
  auto const evidence = evidence_of(run, is_estimated);
  Comparison comparison{.is_estimated = evidence.is_estimated,
                        .departures = departures_of(expectation, run, evidence),
                        .unseen = unseen_of(expectation, run, evidence)};
  bool const is_certain = !evidence.is_estimated || comparison.departures == std::vector{Departure{.kind = Kind::sent}};
  if (!comparison.departures.empty()) {
    comparison.holding = is_certain ? Holding::broken : Holding::undetermined;
  } else if (journal.empty() || !comparison.unseen.empty() || (evidence.says_nothing && !evidence.is_let_through)) {
    // A browser that asks nobody says nothing of the server, and nothing holds that nobody has looked at.
    comparison.holding = Holding::undetermined;
  }
  return comparison;
}

Holding overall(std::span<Comparison const> comparisons) {
  // What is seen to be broken in one browser is broken, whatever is missing in another.
  constexpr std::array<Holding, 3> worst_first{Holding::broken, Holding::unreachable, Holding::undetermined};
  auto const is_among = [&](Holding holding) {
    return std::ranges::find(comparisons, holding, &Comparison::holding) != comparisons.end();
  };
  auto const* const worst = std::ranges::find_if(worst_first, is_among);
  return worst == worst_first.end() ? Holding::holds : *worst;
}

}  // namespace corsage::explain
