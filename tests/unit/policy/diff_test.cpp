#include "corsage/policy/diff.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/policy/compile.hpp"
#include "corsage/policy/decide.hpp"
#include "small_world.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace corsage::policy {
namespace {

struct Told {
  Aspect aspect;
  Change change;
  std::string_view before;
  std::string_view after;
  std::string_view witness_origin;
};

struct Row {
  std::string_view name;
  Config before;
  Config after;
  std::vector<Told> told = {};
};

Config with_origins(std::vector<std::string> origins) {
  return {.origins = std::move(origins)};
}

bool tells_apart(Policy const& before, Policy const& after, Witness const& witness) {
  FoundIncoming const incoming(witness.method, witness.headers);
  return decide_beside(before, after, incoming.view()).shift != Shift::none;
}

/// Whether the witness gets two answers, and two verdicts exactly where the difference is one of verdicts.
bool is_proved(Policy const& before, Policy const& after, Difference const& difference) {
  auto const& witness = difference.witness;
  FoundIncoming const incoming(witness.method, witness.headers);
  auto const allowed_by = [&](Policy const& policy) {
    return decide(policy, incoming.view()).is_allowed && (!witness.with_credentials || print(policy).credentials);
  };
  bool const is_gain = difference.change == Change::gained;
  return tells_apart(before, after, witness) &&
         (effect_of(difference) != Effect::verdict || (allowed_by(before) != is_gain && allowed_by(after) == is_gain));
}

std::vector<Row> rows() {
  using enum Aspect;
  using enum Change;
  Config const page{.origins = {"https://a.test"}};
  auto const with = [&page](auto change) {
    auto config = page;
    change(config);
    return config;
  };
  return {
      {.name = "nothing", .before = page, .after = page},
      {.name = "the same in other words",
       .before = with_origins({"https://a.test:[1-3]"}),
       .after = with_origins({"https://a.test:2", "https://a.test:[1,3]"})},
      {.name = "a redundant entry",
       .before = with_origins({"https://*.a.test"}),
       .after = with_origins({"https://*.a.test", "https://x.a.test"})},
      {.name = "an origin got in",
       .before = page,
       .after = with_origins({"https://a.test", "https://b.test"}),
       .told = {{origins, gained, "", "https://b.test", "https://b.test"}}},
      {.name = "an origin fell out",
       .before = with_origins({"https://a.test", "https://b.test"}),
       .after = page,
       .told = {{origins, lost, "https://b.test", "", "https://b.test"}}},
      {.name = "one origin for another",
       .before = page,
       .after = with_origins({"https://b.test"}),
       .told = {{origins, gained, "", "https://b.test", "https://b.test"},
                {origins, lost, "https://a.test", "", "https://a.test"}}},
      {.name = "a wildcard for an origin",
       .before = with_origins({"https://x.a.test"}),
       .after = with_origins({"https://*.a.test"}),
       .told = {{origins, gained, "", "https://*.a.test", "https://some.a.test"}}},
      {.name = "any depth for one label",
       .before = with_origins({"https://*.a.test"}),
       .after = with_origins({"https://**.a.test"}),
       .told = {{origins, gained, "", "https://**.a.test", "https://some.some.a.test"}}},
      {.name = "ports that others do not mean",
       .before = with_origins({"https://a.test:[80,90]", "https://**.test:85"}),
       .after = with_origins({"https://a.test:[80-90]"}),
       .told = {{origins, gained, "", "https://a.test:[81-84,86-89]", "https://a.test:81"},
                {origins, lost, "https://**.test:85", "", "https://some.test:85"}}},
      {.name = "the port that origins do not name beside others",
       .before = with_origins({"capacitor://a.test:[1-3]"}),
       .after = with_origins({"capacitor://a.test:*"}),
       .told = {{origins, gained, "", "capacitor://a.test", "capacitor://a.test"},
                {origins, gained, "", "capacitor://a.test:[4-65535]", "capacitor://a.test:4"}}},
      {.name = "everybody for a wildcard that means the usual stranger",
       .before = with_origins({"https://**.example"}),
       .after = with_origins({"*"}),
       .told = {{origins, gained, "", "*", "https://some.some"}}},
      {.name = "everybody",
       .before = page,
       .after = with_origins({"*"}),
       .told = {{origins, gained, "", "*", "https://some.example"}}},
      {.name = "nobody else",
       .before = with_origins({"*"}),
       .after = page,
       .told = {{origins, lost, "*", "", "https://some.example"}}},
      {.name = "credentials",
       .before = page,
       .after = with([](auto& config) { config.credentials = true; }),
       .told = {{credentials, gained, "false", "true", "https://a.test"}}},
      {.name = "methods",
       .before = with([](auto& config) { config.methods = {"PUT"}; }),
       .after = with([](auto& config) { config.methods = {"PATCH"}; }),
       .told = {{methods, gained, "", "PATCH", "https://a.test"}, {methods, lost, "PUT", "", "https://a.test"}}},
      {.name = "a method that needs no leave", .before = page, .after = with([](auto& config) {
                                                                 config.methods = {"GET"};
                                                               })},
      {.name = "a method that needs no leave, shown",
       .before = with([](auto& config) { config.discloses_full_lists = true; }),
       .after = with([](auto& config) {
         config.discloses_full_lists = true;
         config.methods = {"GET"};
       }),
       .told = {{methods, changed, "", "GET", "https://a.test"}}},
      {.name = "every header",
       .before = with([](auto& config) { config.request_headers = {"x-a"}; }),
       .after = with([](auto& config) { config.request_headers = {"*"}; }),
       .told = {{request_headers, gained, "", "*", "https://a.test"}}},
      {.name = "exposed headers",
       .before = with([](auto& config) { config.response_headers = {"etag"}; }),
       .after = with([](auto& config) { config.response_headers = {"x-a", "etag"}; }),
       .told = {{response_headers, gained, "", "x-a", "https://a.test"}}},
      {.name = "an exposed header that pages read anyway",
       .before = with([](auto& config) { config.response_headers = {"etag"}; }),
       .after = with([](auto& config) { config.response_headers = {"content-type", "etag"}; }),
       .told = {{response_headers, changed, "etag", "content-type, etag", "https://a.test"}}},
      {.name = "credentials that only pages had which are no longer allowed",
       .before = with([](auto& config) { config.credentials = true; }),
       .after = with_origins({"https://b.test"}),
       .told = {{origins, gained, "", "https://b.test", "https://b.test"},
                {origins, lost, "https://a.test", "", "https://a.test"},
                {credentials, lost, "true", "false", "https://a.test"}}},
      {.name = "timing that only pages had which are no longer allowed",
       .before = with([](auto& config) { config.timing = true; }),
       .after = with_origins({"https://b.test"}),
       .told = {{origins, gained, "", "https://b.test", "https://b.test"},
                {origins, lost, "https://a.test", "", "https://a.test"},
                {timing, lost, "true", "false", "https://a.test"}}},
      {.name = "numbers",
       .before = page,
       .after = with([](auto& config) {
         config.max_age = 5;
         config.preflight_status = 200;
       }),
       .told = {{max_age, changed, "", "5", "https://a.test"},
                {preflight_status, changed, "204", "200", "https://a.test"}}},
      {.name = "disclosure of nothing", .before = page, .after = with([](auto& config) {
                                                          config.discloses_full_lists = true;
                                                        })},
      {.name = "disclosure",
       .before = with([](auto& config) { config.methods = {"PUT"}; }),
       .after = with([](auto& config) {
         config.methods = {"PUT"};
         config.discloses_full_lists = true;
       }),
       .told = {{disclosure, changed, "requested", "full", "https://a.test"}}},
      {.name = "timing",
       .before = with([](auto& config) { config.timing = true; }),
       .after = page,
       .told = {{timing, lost, "true", "false", "https://a.test"}}},
  };
}

TEST(Diff, TellsWhatChangesAndProvesIt) {
  for (auto const& row : rows()) {
    SCOPED_TRACE(row.name);
    auto const before = compile(row.before).value();
    auto const after = compile(row.after).value();
    auto const found = diff(before, after);
    ASSERT_EQ(found.size(), row.told.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      EXPECT_EQ(to_string(found[i].aspect), to_string(row.told[i].aspect));
      EXPECT_EQ(to_string(found[i].change), to_string(row.told[i].change));
      EXPECT_EQ(found[i].before, row.told[i].before);
      EXPECT_EQ(found[i].after, row.told[i].after);
      EXPECT_EQ(found[i].witness.headers[0].value, row.told[i].witness_origin);
      EXPECT_TRUE(is_proved(before, after, found[i]));
    }
  }
}

RC_GTEST_PROP(DiffProperties, IsEmptyExactlyWhereNoRequestTellsThePoliciesApart, ()) {
  auto const config = *small_world::policy_config();
  auto const before = compile(config).value();
  auto const after = compile(*small_world::near(config)).value();
  auto const differences = diff(before, after);
  bool is_told_apart = false;
  for (auto const& request : small_world::requests()) {
    is_told_apart = is_told_apart || tells_apart(before, after, {std::string(request.method), request.headers});
  }
  for (auto const& difference : differences) {
    RC_ASSERT(is_proved(before, after, difference));
  }
  // What no request of the small world tells apart, a witness from outside may.
  RC_ASSERT(!is_told_apart || !differences.empty());
}

RC_GTEST_PROP(DiffProperties, TheOtherWayRoundWhatWasGainedIsLost, ()) {
  auto const config = *small_world::policy_config();
  auto const before = compile(config).value();
  auto const after = compile(*small_world::near(config)).value();
  auto const there = diff(before, after);
  auto const back = diff(after, before);
  auto const count = [](std::vector<Difference> const& differences, Change change) {
    return std::ranges::count(differences, change, &Difference::change);
  };
  RC_ASSERT(there.size() == back.size());
  RC_ASSERT(count(there, Change::gained) == count(back, Change::lost));
}

RC_GTEST_PROP(DiffProperties, APolicyDoesNotDifferFromItselfPrinted, ()) {
  auto const policy = compile(*small_world::policy_config()).value();
  RC_ASSERT(diff(policy, compile(print(policy)).value()).empty());
}

}  // namespace
}  // namespace corsage::policy
