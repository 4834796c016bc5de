#include "contract_words.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "contract_failure.hpp"
#include "corsage/http/status.hpp"
#include "why_sections.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace corsage::report {
namespace {

using explain::Departure;
using explain::Expectation;
using explain::Holding;
using Kind = Departure::Kind;

/// "PUT /users/1": the path as the server sees it.
std::string request_of(Why const& why) {
  auto const shown = url::Url::parse(http::shown_url(why.request.url.href(), why.secrets));
  return fmt::format("{} {}", visible(why.request.method),
                     visible(shown ? shown->path_and_query() : why.request.url.path()));
}

std::string names(std::vector<std::string> const& list) {
  return fmt::format("{}", fmt::join(list, ", "));
}

/// What is expected, in a few words.
std::string expected_of(Expectation const& expectation) {
  if (!expectation.allowed) {
    return "refused";
  }
  std::string words = "allowed";
  if (expectation.status) {
    words += fmt::format(", status {}", *expectation.status);
  }
  if (!expectation.readable.empty()) {
    words += fmt::format(", {} readable", names(expectation.readable));
  }
  if (!expectation.unreadable.empty()) {
    words += fmt::format(", {} unreadable", names(expectation.unreadable));
  }
  return words;
}

std::string sentence_of(Departure const& departure, Expectation const& expectation) {
  switch (departure.kind) {
    case Kind::blocked: return "it is blocked";
    case Kind::allowed: return "it is allowed";
    case Kind::sent: return "its preflight passes, and the browser sends it";
    case Kind::status:
      return fmt::format("the page sees status {} instead of {}", departure.status, expectation.status.value_or(0));
    case Kind::hidden: return fmt::format("the answer has {}, which the page cannot read", departure.header);
    case Kind::absent: return fmt::format("the answer has no {}", departure.header);
    case Kind::readable: return fmt::format("the page can read {}", departure.header);
  }
  return {};
}

/// Departures that are the same, and the browsers that have them; the browsers first, the standard last.
struct SharedDeparture {
  Departure departure;
  std::vector<std::string> names;
};

std::vector<SharedDeparture> shared_departures(TestedCase const& tested) {
  std::vector<SharedDeparture> all;
  for (bool const is_turn_of_standard : {false, true}) {
    for (std::size_t i = 0; i < tested.comparisons.size(); ++i) {
      auto const& profile = *tested.why.judgements[i].profile;
      if ((&profile == &fetch::spec_profile()) != is_turn_of_standard) {
        continue;
      }
      for (auto const& departure : tested.comparisons[i].departures) {
        auto known = std::ranges::find(all, departure, &SharedDeparture::departure);
        if (known == all.end()) {
          known = all.insert(all.end(), {.departure = departure, .names = {}});
        }
        known->names.emplace_back(name_of(profile));
      }
    }
  }
  return all;
}

/// The comparison of the browser whose fetch the answer to "why?" tells.
explain::Comparison const& leading_comparison(TestedCase const& tested) {
  auto const index = &leading(tested.why) - tested.why.judgements.data();
  return tested.comparisons[static_cast<std::size_t>(index)];
}

/// Whether an answer to GET with this status says nothing of the request that it stands in for.
bool says_nothing(int status, bool has_passed_preflight) {
  constexpr int first_error_status = 400;
  return http::says_only_no_get(status) || (has_passed_preflight && status >= first_error_status);
}

/// What is known of a request that was not sent.
std::string stand_in_in_words(TestedCase const& tested) {
  auto const& journal = leading(tested.why).diagnosis.run.journal;
  auto const* const answered = journal.empty() ? nullptr : journal.back().answered();
  bool const has_passed = journal.size() > 1 && journal.front().request.leg == trace::Leg::preflight;
  auto const& comparison = leading_comparison(tested);
  if (answered != nullptr && says_nothing(answered->response.status, has_passed)) {
    auto const status = answered->response.status;
    return !has_passed ? fmt::format("the GET in its place was answered {}, which says nothing of it", status)
           : comparison.unseen.empty()
               ? fmt::format(
                     "its preflight passes, which decides; the GET in its place was answered {}, which says "
                     "nothing of it",
                     status)
               : fmt::format("its preflight passes, but the GET in its place was answered {}, which says nothing of {}",
                             status, enumerated(comparison.unseen));
  }
  bool const agrees = comparison.departures.empty();
  auto const untested = !agrees || comparison.unseen.empty()
                            ? std::string()
                            : fmt::format(", but has no {} to read", enumerated(comparison.unseen));
  return fmt::format("{}the GET in its place {}{}", has_passed ? "its preflight passes, and " : "",
                     agrees ? "agrees" : "does not agree", untested);
}

}  // namespace

explain::Holding holding_of(TestedCase const& tested) {
  return explain::overall(tested.comparisons);
}

std::string title_of(TestedCase const& tested) {
  auto const& expectation = tested.expectation;
  auto const what = expectation.name.empty() ? request_of(tested.why) : visible(expectation.name);
  return fmt::format("{} from {}: {}", what, visible(tested.why.environment.origin.serialized()),
                     expected_of(expectation));
}

std::vector<std::string> departures_in_words(TestedCase const& tested) {
  std::vector<std::string> sentences;
  auto const probably = holding_of(tested) == Holding::undetermined ? std::string("probably ") : std::string();
  for (auto const& shared : shared_departures(tested)) {
    auto const sentence = probably + sentence_of(shared.departure, tested.expectation);
    bool const is_everybody = shared.names.size() == tested.comparisons.size() && shared.names.size() > 1;
    sentences.push_back(is_everybody ? sentence : fmt::format("{} in {}", sentence, enumerated(shared.names)));
  }
  return sentences;
}

std::string doubt_of(TestedCase const& tested) {
  auto const& leader = leading(tested.why).diagnosis;
  if (holding_of(tested) == Holding::undetermined && leader.run.journal.empty() && !leader.causes.empty()) {
    return fmt::format("nothing was sent, so nothing is known of the server: {}", title_of(leader.causes.front()));
  }
  auto const& all = tested.comparisons;
  bool const is_estimated =
      std::ranges::any_of(all, [](explain::Comparison const& comparison) { return comparison.is_estimated; });
  if (!is_estimated || holding_of(tested) == Holding::broken) {
    return {};
  }
  if (tested.why.sends_unsafe_methods) {
    return "what one browser sends stands for all: none is sent twice";
  }
  return fmt::format("{} was not sent: {}; --send-unsafe sends it", visible(tested.why.request.method),
                     stand_in_in_words(tested));
}

std::string silence_of(TestedCase const& tested) {
  auto const unreached = std::ranges::find(tested.comparisons, Holding::unreachable, &explain::Comparison::holding);
  auto const index = static_cast<std::size_t>(std::distance(tested.comparisons.begin(), unreached));
  auto const& diagnosis = tested.why.judgements[index].diagnosis;
  auto const* const failed = diagnosis.run.journal.back().failed();
  auto const title = std::string(trace::text(diagnosis.causes.front().reason).title);
  return failed->detail.empty()
             ? title
             : fmt::format("{}: {}", title, visible(http::shown_text(failed->detail, tested.why.secrets)));
}

std::string note_of(TestedCase const& tested) {
  if (holding_of(tested) == Holding::unreachable) {
    return silence_of(tested);
  }
  auto parts = departures_in_words(tested);
  if (auto doubt = doubt_of(tested); !doubt.empty()) {
    parts.push_back(std::move(doubt));
  }
  return fmt::format("{}", fmt::join(parts, "; "));
}

std::string plain_why(TestedCase const& tested) {
  return holding_of(tested) == Holding::holds ? std::string() : failure_text(tested, Depth::whole, Look());
}

}  // namespace corsage::report
