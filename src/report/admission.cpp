#include "admission.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "corsage/base/bytes.hpp"
#include "corsage/http/header_names.hpp"
#include "corsage/http/method.hpp"
#include "why_sections.hpp"

#include <fmt/format.h>

namespace corsage::report {
namespace {

using trace::Leg;

/// What lets a page in.
enum class Door : std::uint8_t { own_origin, everybody, null, name };

/// Why it does, and how it is closed: in a server, and in a policy.
struct DoorRow {
  std::string_view why;
  std::string_view in_server;
  std::string_view in_policy;
};

constexpr std::array<DoorRow, 4> rows{{
    {"The page is of the server's own origin: it needs no leave.", "No header keeps it out. Expect nothing of it.",
     "No policy keeps it out. Expect nothing of it."},
    {"`*` lets every website read the answer.",
     "In place of `*` answer with the request's `Origin` where it is on a list of yours, and otherwise without "
     "`Access-Control-Allow-Origin`. Send `Vary: Origin` with both.",
     "In place of `*` name in `origins` who may read."},
    {"`null` is the origin of every sandboxed frame, and any website can make one.",
     "Take `null` off the list of origins. Where the server sends back whatever `Origin` it is given, let it look the "
     "origin up in a list first.",
     "Take `null` out of `origins`."},
    {"The answer names this page's origin: it is on the server's list, one of its patterns matches it, or the server "
     "sends back whatever `Origin` it is given (in nginx: `$http_origin`).",
     "Compare the whole `Origin`, its scheme and port too, with a list of origins. Answer one that is not on it "
     "without "
     "`Access-Control-Allow-Origin`, and send `Vary: Origin` always.",
     "Take it out of `origins`, or make the pattern narrower that matches it."},
}};

/// The first browser's run that is otherwise than expected.
fetch::Run const& run_of(TestedCase const& tested) {
  auto const& all = tested.comparisons;
  auto const departing =
      std::ranges::find_if(all, [](explain::Comparison const& comparison) { return !comparison.departures.empty(); });
  return tested.why.judgements[static_cast<std::size_t>(departing - all.begin())].diagnosis.run;
}

/// Where the page is let in: the preflight, where that is what lets the browser send it, otherwise the last answer.
fetch::Exchange const& deciding_exchange(TestedCase const& tested, fetch::Run const& run) {
  bool const is_sent = std::ranges::any_of(tested.comparisons, [](explain::Comparison const& comparison) {
    return std::ranges::find(comparison.departures, explain::Departure::Kind::sent, &explain::Departure::kind) !=
           comparison.departures.end();
  });
  return is_sent ? run.journal.front() : run.journal.back();
}

Door door_of(TestedCase const& tested, fetch::Exchange const& exchange) {
  auto const& page = tested.why.environment.origin;
  if (url::Origin::of(exchange.request.url) == page) {
    return Door::own_origin;
  }
  auto const allowed = exchange.answered()->response.headers.get(http::header::access_control_allow_origin);
  return allowed && allowed->view() == "*"      ? Door::everybody
         : allowed && allowed->view() == "null" ? Door::null
                                                : Door::name;
}

/// The lines that let the page in.
bool is_admitting(std::string_view name, Leg leg) {
  using namespace http::header;
  constexpr std::array<std::string_view, 2> on_both{access_control_allow_origin, access_control_allow_credentials};
  constexpr std::array<std::string_view, 2> on_preflight{access_control_allow_methods, access_control_allow_headers};
  auto const is_one = [name](std::string_view known) { return byte_case_insensitive_equal(name, known); };
  return std::ranges::any_of(on_both, is_one) || (leg == Leg::preflight && std::ranges::any_of(on_preflight, is_one));
}

void add_answer(TerminalText& text, Why const& why, fetch::Exchange const& exchange) {
  auto const& response = exchange.answered()->response;
  Margin const margin{.first = {{"  "}, {std::string(text.sign(Sign::received)) + " ", Role::faint}}, .columns = 4};
  text.paragraph({{fmt::format("{} to {}", response.status, visible(exchange.request.method))}}, margin);
  for (auto const line : response.headers) {
    if (is_admitting(line.name, exchange.request.leg)) {
      auto shown =
          fmt::format("{}: {}", visible(line.name), visible(http::shown_value(line.name, line.value, why.secrets)));
      text.paragraph({{text.cut(std::move(shown), text.look().width * most_lines_of_value), Role::code}}, margin);
    }
  }
}

void add_words(TerminalText& text, std::string_view words) {
  text.paragraph(marked(words, text.look().colors), {.columns = 2});
}

/// What else there is to know of a request that may change something.
void add_effect(TerminalText& text, TestedCase const& tested, Leg leg) {
  auto const method = visible(tested.why.request.method);
  if (leg == Leg::preflight) {
    add_words(text, tested.is_of_policy
                        ? fmt::format("If nobody else's page sends {0}, `methods` without it refuses it, too.", method)
                        : fmt::format("If nobody else's page sends {0}, `Access-Control-Allow-Methods` without it "
                                      "refuses it, too.",
                                      method));
  } else if (!http::is_safe_method(method)) {
    add_words(text, fmt::format("A browser sends this {0} without a preflight, so refusing keeps the page from reading "
                                "the answer. What {0} does the server has to prevent by itself.",
                                method));
  }
}

}  // namespace

void add_admission(TerminalText& text, TestedCase const& tested) {
  auto const& run = run_of(tested);
  auto const& exchange = deciding_exchange(tested, run);
  if (exchange.answered() == nullptr) {
    return;
  }
  auto const& row = rows[static_cast<std::size_t>(door_of(tested, exchange))];
  text.heading("Why it gets in");
  add_answer(text, tested.why, exchange);
  text.blank();
  add_words(text, row.why);
  text.heading("How to refuse it");
  add_words(text, tested.is_of_policy ? row.in_policy : row.in_server);
  add_effect(text, tested, exchange.request.leg);
}

}  // namespace corsage::report
