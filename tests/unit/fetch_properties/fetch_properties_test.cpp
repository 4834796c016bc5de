#include <algorithm>

#include "corsage/http/method.hpp"
#include "unit/fetch_properties/scenario.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace corsage::fetch {
namespace {

using test::Scenario;

/// A scenario that ends as asked for; others are thrown away.
Scenario scenario_that_is(Verdict verdict) {
  return *rc::gen::suchThat(test::any_scenario(),
                            [verdict](Scenario const& any) { return any.run().outcome.verdict == verdict; });
}

/// The same server, with one more line in every answer to a preflight.
Scenario with_preflight_line(Scenario scenario, std::string const& name, std::string const& value) {
  for (auto& [address, answer] : scenario.server) {
    if (address.second == trace::Leg::preflight) {
      answer.headers.emplace_back(name, value);
    }
  }
  return scenario;
}

void assert_same(Run const& left, Run const& right) {
  RC_ASSERT(test::words_of(left.outcome) == test::words_of(right.outcome));
  RC_ASSERT(test::words_of(left.trace) == test::words_of(right.trace));
  RC_ASSERT(test::words_of(left.journal) == test::words_of(right.journal));
  RC_ASSERT(left.cache == right.cache);
  RC_ASSERT(left.waiting == right.waiting);
}

RC_GTEST_PROP(FetchProperties, a_server_that_always_answers_leaves_nothing_open, ()) {
  auto const run = (*test::any_scenario()).run();
  RC_ASSERT(run.outcome.verdict != Verdict::undetermined);
  RC_ASSERT(!run.waiting.has_value());
}

RC_GTEST_PROP(FetchProperties, one_more_allowed_header_never_blocks, ()) {
  auto const allowed = scenario_that_is(Verdict::allowed);
  auto const name = *rc::gen::element<std::string>("x-a", "x-b", "authorization", "content-type", "x-other", "*");
  auto const generous = with_preflight_line(allowed, "Access-Control-Allow-Headers", name);
  RC_ASSERT(generous.run().outcome.verdict == Verdict::allowed);
}

RC_GTEST_PROP(FetchProperties, one_more_allowed_method_never_blocks, ()) {
  auto const allowed = scenario_that_is(Verdict::allowed);
  // A list where there was none is no such addition: an upload listener takes the missing list for the request's method.
  auto const generous = with_preflight_line(
      with_preflight_line(allowed, "Access-Control-Allow-Methods", http::normalize_method(allowed.method)),
      "Access-Control-Allow-Methods", *rc::gen::element<std::string>("PUT", "patch", "DELETE", "*"));
  RC_ASSERT(generous.run().outcome.verdict == Verdict::allowed);
}

RC_GTEST_PROP(FetchProperties, one_more_exposed_header_never_hides, ()) {
  auto const allowed = scenario_that_is(Verdict::allowed);
  auto generous = allowed;
  for (auto& [address, answer] : generous.server) {
    answer.headers.emplace_back("Access-Control-Expose-Headers", "x-one");
  }
  auto const before = allowed.run().outcome.readable;
  auto const after = generous.run().outcome.readable;
  RC_ASSERT(after.count("x-one") >= before.count("x-one"));
}

RC_GTEST_PROP(FetchProperties, the_same_input_gives_the_same_run, ()) {
  auto const scenario = *test::any_scenario();
  assert_same(scenario.run(), scenario.run());
}

RC_GTEST_PROP(FetchProperties, a_used_run_leaves_no_trace_once_cleared, ()) {
  auto reused = (*test::any_scenario()).run();
  reused.cache = {};
  auto const scenario = *test::any_scenario();
  reused.clear();
  fetch(scenario.request(), scenario.environment(), 0, reused,
        [&](WireRequest const& request) { return scenario.answer(request); });
  assert_same(reused, scenario.run());
}

RC_GTEST_PROP(FetchProperties, a_block_is_the_last_event_and_the_only_one, ()) {
  auto const run = (*test::any_scenario()).run();
  auto const& events = run.trace.events();
  auto const blocks =
      std::ranges::count_if(events, [](trace::Event const& event) { return event.kind == trace::EventKind::block; });
  RC_TAG(to_string(run.outcome.verdict));
  if (run.outcome.verdict == Verdict::blocked) {
    RC_ASSERT(blocks == 1);
    RC_ASSERT(events.back().kind == trace::EventKind::block);
    RC_ASSERT(events.back().reason.has_value());
    RC_ASSERT(run.trace.block() == &events.back());
  } else {
    RC_ASSERT(blocks == 0);
    RC_ASSERT(run.trace.block() == nullptr);
  }
}

RC_GTEST_PROP(FetchProperties, a_blocked_page_sees_nothing, ()) {
  auto const outcome = scenario_that_is(Verdict::blocked).run().outcome;
  RC_ASSERT(outcome.type == ResponseType::error);
  RC_ASSERT(outcome.status == 0);
  RC_ASSERT(outcome.readable.empty());
  RC_ASSERT(!outcome.body_readable);
}

RC_GTEST_PROP(FetchProperties, a_conversation_gives_the_same_run_as_a_responder, ()) {
  auto const scenario = *test::any_scenario();
  Session session(scenario.request(), scenario.environment());
  while (auto const* request = session.next()) {
    auto const answer = scenario.answer(*request);
    if (auto const* answered = std::get_if<Answered>(&answer)) {
      session.deliver(*answered, 0);
    } else {
      session.deliver_failure(std::get<Failed>(answer), 0);
    }
  }
  auto const run = scenario.run();
  RC_ASSERT(test::words_of(session.outcome()) == test::words_of(run.outcome));
  RC_ASSERT(test::words_of(session.trace()) == test::words_of(run.trace));
  RC_ASSERT(test::words_of(session.journal()) == test::words_of(run.journal));
  RC_ASSERT(session.cache() == run.cache);
}

RC_GTEST_PROP(FetchProperties, a_journal_replayed_as_it_is_gives_the_same_run, ()) {
  auto const scenario = *test::any_scenario();
  auto const first = scenario.run();
  Run again;
  again.journal = first.journal;
  fetch(scenario.request(), scenario.environment(), 0, again);
  assert_same(again, first);
}

RC_GTEST_PROP(FetchProperties, a_journal_cut_short_waits_for_what_was_cut, ()) {
  auto const scenario = *test::any_scenario();
  auto const whole = scenario.run();
  RC_PRE(!whole.journal.empty());
  auto const kept = *rc::gen::inRange<std::size_t>(0, whole.journal.size());
  Run cut;
  cut.journal.assign(whole.journal.begin(), whole.journal.begin() + static_cast<std::ptrdiff_t>(kept));
  fetch(scenario.request(), scenario.environment(), 0, cut);
  RC_ASSERT(cut.outcome.verdict == Verdict::undetermined);
  RC_ASSERT(cut.waiting == whole.journal[kept].request);
  RC_ASSERT(cut.journal.size() == kept);
}

RC_GTEST_PROP(FetchProperties, credentials_never_go_where_the_page_did_not_send_them, ()) {
  auto const scenario = *test::any_scenario();
  for (auto const& exchange : scenario.run().journal) {
    auto const& request = exchange.request;
    // WebKit's profile: a no-cors request to home keeps its cookies on the way out.
    bool const may_keep = scenario.profile->keeps_credentials_in_no_cors && scenario.mode == RequestMode::no_cors &&
                          scenario.credentials == CredentialsMode::same_origin;
    bool const may = scenario.credentials == CredentialsMode::include || may_keep ||
                     (scenario.credentials == CredentialsMode::same_origin &&
                      url::same_origin(request.url, scenario.environment().origin));
    RC_ASSERT(!request.include_credentials || (may && request.leg == trace::Leg::actual));
    RC_ASSERT(request.leg == trace::Leg::actual || !request.headers.contains("authorization"));
  }
}

}  // namespace
}  // namespace corsage::fetch
