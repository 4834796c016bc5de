// `diff` beside a naive comparison: every origin of a world in which schemes, hosts of all shapes and ports meet.

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/policy/compile.hpp"
#include "corsage/policy/decide.hpp"
#include "corsage/policy/diff.hpp"
#include "corsage/policy/origin_pattern.hpp"
#include "requests.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace corsage::policy {
namespace {

using Texts = std::vector<std::string>;

Texts const schemes = {"https", "http", "capacitor"};

/// Labels that a witness may bear are among them.
Texts const named_hosts = {"a.test", "x.a.test", "y.x.a.test", "localhost", "example", "some.example", "some"};
Texts const wildcards = {"", "*.", "**."};
Texts const port_lists = {"", ":*", ":2", ":[1-3,9]", ":[2-8]", ":[80,8443]"};

Texts combined(Texts const& heads, Texts const& tails) {
  Texts all;
  for (auto const& head : heads) {
    for (auto const& tail : tails) {
      all.push_back(head + tail);
    }
  }
  return all;
}

/// What pages may send.
Texts const& world() {
  static Texts const all = [] {
    Texts const hosts = {"a.test",      "x.a.test",     "q.a.test",       "y.x.a.test",
                         "q.x.a.test",  "q.y.x.a.test", "q.q.a.test",     "test",
                         "localhost",   "q.localhost",  "example",        "q.example",
                         "q.q.example", "some.example", "q.some.example", "some.some.example",
                         "some",        "q.some",       "evil.test"};
    auto made =
        combined(combined({"https://", "http://", "capacitor://"}, hosts), {"", ":1", ":2", ":4", ":9", ":8443"});
    made.emplace_back("null");
    return made;
  }();
  return all;
}

rc::Gen<std::string> pattern() {
  return rc::gen::map(rc::gen::tuple(rc::gen::elementOf(schemes), rc::gen::elementOf(wildcards),
                                     rc::gen::elementOf(named_hosts), rc::gen::elementOf(port_lists)),
                      [](auto const& parts) {
                        auto const& [scheme, wildcard, host, ports] = parts;
                        bool const names_default_port = scheme == "http" && ports == ":80";
                        return scheme + "://" + wildcard + host + (names_default_port ? "" : ports);
                      });
}

rc::Gen<Texts> origins() {
  auto const list =
      rc::gen::nonEmpty(rc::gen::resize(5, rc::gen::container<Texts>(rc::gen::weightedOneOf<std::string>(
                                               {{12, pattern()}, {1, rc::gen::just<std::string>("null")}}))));
  return rc::gen::weightedOneOf<Texts>({{8, list}, {1, rc::gen::just(Texts{"*"})}});
}

Config config_with(Texts origins, bool credentials) {
  return {.origins = std::move(origins),
          .credentials = credentials,
          .dangerously_allow_null_origin = true,
          .dangerously_allow_any_origin_with_credentials = true,
          .dangerously_allow_insecure_origins_with_credentials = true,
          .dangerously_allow_public_suffixes = true};
}

using Patterns = std::vector<OriginPattern>;

Patterns parsed(Texts const& texts) {
  Patterns patterns;
  for (auto const& text : texts) {
    patterns.push_back(OriginPattern::parse(text).value());
  }
  return patterns;
}

bool is_meant(Patterns const& patterns, std::string_view origin) {
  return std::ranges::any_of(patterns, [origin](OriginPattern const& pattern) { return pattern.matches(origin); });
}

bool allows(Policy const& policy, Witness const& witness) {
  FoundIncoming const incoming(witness.method, witness.headers);
  return decide(policy, incoming.view()).is_allowed;
}

bool tells_apart(Policy const& before, Policy const& after, Witness const& witness) {
  FoundIncoming const incoming(witness.method, witness.headers);
  return decide_beside(before, after, incoming.view()).shift != Shift::none;
}

Texts patterns_told(std::vector<Difference> const& differences, Change change) {
  Texts patterns;
  for (auto const& difference : differences) {
    if (difference.aspect == Aspect::origins && difference.change == change) {
      patterns.push_back(change == Change::gained ? difference.after : difference.before);
    }
  }
  return patterns;
}

/// That every origin of the world is told which `wide` means and `narrow` does not, and none that `wide` does not mean.
void check_told(Texts const& told_texts, Texts const& wide_texts, Texts const& narrow_texts) {
  auto const told = parsed(told_texts);
  auto const wide = parsed(wide_texts);
  auto const narrow = parsed(narrow_texts);
  for (auto const& origin : world()) {
    bool const is_beyond = is_meant(wide, origin) && !is_meant(narrow, origin);
    if (is_beyond) {
      RC_ASSERT(is_meant(told, origin));
    }
    if (is_meant(told, origin)) {
      RC_ASSERT(is_meant(wide, origin));
    }
  }
}

RC_GTEST_PROP(DiffOfOrigins, TellsEveryOriginThatGotInOrFellOut, ()) {
  auto const before = *origins();
  auto const after = *origins();
  auto const differences =
      diff(compile(config_with(before, false)).value(), compile(config_with(after, false)).value());
  check_told(patterns_told(differences, Change::gained), after, before);
  check_told(patterns_told(differences, Change::lost), before, after);
}

RC_GTEST_PROP(DiffOfOrigins, ProvesEachByARequestOfWhichTheVerdictChanges, ()) {
  auto const credentials = *rc::gen::arbitrary<bool>();
  auto const before = compile(config_with(*origins(), credentials)).value();
  auto const after = compile(config_with(*origins(), credentials)).value();
  for (auto const& difference : diff(before, after)) {
    RC_ASSERT(difference.aspect == Aspect::origins);
    bool const is_gain = difference.change == Change::gained;
    RC_ASSERT(allows(after, difference.witness) == is_gain);
    RC_ASSERT(allows(before, difference.witness) != is_gain);
  }
}

RC_GTEST_PROP(DiffOfOrigins, ProvesWhatElseDiffersFromOriginsThatAreAllowed, ()) {
  auto const before_origins = *origins();
  auto before = config_with(before_origins, *rc::gen::arbitrary<bool>());
  // Often the same ones, or some of them.
  auto after = config_with(*rc::gen::oneOf(rc::gen::just(before_origins), origins()), *rc::gen::arbitrary<bool>());
  before.methods = *rc::gen::element(Texts{}, Texts{"PUT"}, Texts{"*"});
  after.methods = *rc::gen::element(Texts{}, Texts{"PUT"}, Texts{"*"});
  before.request_headers = *rc::gen::element(Texts{}, Texts{"x-a"}, Texts{"*"});
  after.request_headers = *rc::gen::element(Texts{}, Texts{"x-a"}, Texts{"*"});
  before.discloses_full_lists = *rc::gen::arbitrary<bool>();
  after.discloses_full_lists = *rc::gen::arbitrary<bool>();
  before.timing = *rc::gen::arbitrary<bool>();
  after.max_age = *rc::gen::element<std::uint64_t>(0, 5);
  auto const old_policy = compile(before).value();
  auto const new_policy = compile(after).value();
  for (auto const& difference : diff(old_policy, new_policy)) {
    RC_ASSERT(tells_apart(old_policy, new_policy, difference.witness));
  }
}

}  // namespace
}  // namespace corsage::policy
