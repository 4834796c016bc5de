#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corsage/fetch/session.hpp"
#include "corsage/policy/config.hpp"
#include "corsage/trace/reason.hpp"
#include "corsage/trace/step.hpp"
#include "corsage/trace/trace.hpp"

namespace corsage::explain {

/// One reason why the page is blocked (or does not get what it wants), with its evidence.
struct Cause {
  trace::Reason reason{};
  trace::Leg leg = trace::Leg::actual;
  std::uint8_t hop = 0;
  trace::Step step{};
  std::int16_t exchange = trace::Event::no_exchange;  ///< see `exchange_of`
  std::vector<std::pair<trace::ArgumentName, std::string>> arguments = {};
  /// False where the evidence was estimated (an answer to GET standing in for one to DELETE).
  bool certain = true;

  bool operator==(Cause const&) const = default;
};

/// The cause's argument of that name; empty when it has none.
std::string_view argument(Cause const& cause, trace::ArgumentName name);

/// The smallest policy that lets this request through, and whether the browser was seen to accept it.
struct Fix {
  policy::Config policy;
  /// The proof: the same fetch, run again over the repaired answers, was allowed.
  bool proved = false;
};

/// Everything that is known about why: the first run as the browser makes it, all causes, and the fix with its proof.
struct Diagnosis {
  fetch::Run run;  ///< as the browser does it: stops at the first block
  /// The last run of the repair loop, its answers edited: the proof when it is allowed. Empty when nothing was repaired.
  fetch::Run repaired;
  /// The exchanges that only the repair loop came to, as they were answered, unedited; they follow those of `run`.
  fetch::Journal beyond;
  /// Every cause, in the order a browser would report them one after the other. Empty when allowed.
  std::vector<Cause> causes;
  /// What blocks nothing but is worth telling: hidden headers, withheld cookies, missing Vary, a hidden 404.
  std::vector<Cause> findings;
  /// Nothing when allowed, or when no header can help (see the causes' fixes).
  std::optional<Fix> fix;
};

/// The exchange that the cause is about, as it was answered; null when there was none.
fetch::Exchange const* exchange_of(Diagnosis const& diagnosis, Cause const& cause);

/// Whether the cause is that a header of answers, sent by the page, is not allowed: the page should not send it, and no
/// policy should allow it.
bool is_of_misplaced_header(Cause const& cause);

/// What the caller wants to know beyond the verdict.
struct Interests {
  std::vector<std::string> reads = {};  ///< response headers the page wants to read, lower case
  bool reads_cookies = false;           ///< the page relies on cookies of the answer's site
};

/// Runs the fetch, then repairs and runs again until it is allowed or nothing can be repaired.
///
/// `diagnosis.run.journal` and `.cache` are taken as evidence; `responder` answers what is not in the journal (a scenario,
/// or the network). The object may be used again for the next case: it keeps its memory.
void diagnose(fetch::Request const& request, fetch::Environment const& environment, Interests const& interests,
              fetch::Responder const& responder, Diagnosis& diagnosis);

}  // namespace corsage::explain
