#include <algorithm>
#include <string>
#include <vector>

#include "corsage/policy/compile.hpp"
#include "corsage/policy/decide.hpp"
#include "corsage/policy/origin_pattern.hpp"
#include "small_world.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace corsage::policy {
namespace {

Decision decide_on(Policy const& policy, TestRequest const& request) {
  FoundIncoming const incoming(request.method, request.headers);
  return decide(policy, incoming.view());
}

RC_GTEST_PROP(PolicyProperties, WhatIsPrintedCompilesToTheSame, ()) {
  auto const policy = compile(*small_world::policy_config()).value();
  RC_ASSERT(compile(print(policy)).value() == policy);
}

RC_GTEST_PROP(PolicyProperties, WhatIsPrintedDecidesTheSame, ()) {
  auto const config = *small_world::policy_config();
  auto const policy = compile(config).value();
  auto const printed = compile(print(policy)).value();
  for (auto const& request : small_world::requests()) {
    FoundIncoming const incoming(request.method, request.headers);
    RC_ASSERT(decide_beside(policy, printed, incoming.view()).shift == Shift::none);
  }
}

RC_GTEST_PROP(PolicyProperties, AnOriginIsAllowedExactlyWhereAPatternMatchesIt, ()) {
  auto const config = *small_world::policy_config();
  auto const policy = compile(config).value();
  for (auto const& origin : small_world::origins) {
    bool const is_matched = std::ranges::any_of(
        config.origins, [&](std::string const& text) { return OriginPattern::parse(text).value().matches(origin); });
    // Where every origin is sent back, what is no origin is not.
    bool const is_no_origin = config.credentials && origin == "a.test";
    RC_ASSERT(decide_on(policy, actual(origin)).is_allowed == (is_matched && !is_no_origin));
  }
}

/// The policy with something more in it.
Config widened(Config config) {
  auto const add = [](std::vector<std::string>& list, std::string entry) {
    if (entry == "*") {
      list = {"*"};
    } else if (std::ranges::find(list, "*") == list.end()) {
      list.push_back(std::move(entry));
    }
  };
  auto patterns = small_world::origin_patterns;
  patterns.emplace_back("*");
  add(config.origins, *rc::gen::elementOf(patterns));
  add(config.methods, *rc::gen::element<std::string>("PUT", "PATCH", "*"));
  add(config.request_headers, *rc::gen::element<std::string>("authorization", "x-a", "x-new", "*"));
  return config;
}

RC_GTEST_PROP(PolicyProperties, AWiderPolicyRefusesNothingThatTheNarrowerAllows, ()) {
  auto const narrow = *small_world::policy_config();
  auto const wide = widened(narrow);
  auto const narrow_policy = compile(narrow).value();
  auto const wide_policy = compile(wide).value();
  for (auto const& request : small_world::requests()) {
    RC_ASSERT(!decide_on(narrow_policy, request).is_allowed || decide_on(wide_policy, request).is_allowed);
  }
}

RC_GTEST_PROP(PolicyProperties, ARedundantEntryCanBeLeftOut, ()) {
  auto const config = *small_world::policy_config();
  auto without = config;
  for (auto const& advice : advise(config)) {
    if (advice.code == DiagnosticCode::policy_origin_redundant || advice.code == DiagnosticCode::policy_repeated) {
      // The last one of that spelling: the first is the one that stays.
      auto const last = std::ranges::find(without.origins.rbegin(), without.origins.rend(), advice.value);
      if (last != without.origins.rend()) {
        without.origins.erase(std::next(last).base());
      }
    }
  }
  auto const policy = compile(config).value();
  auto const thinner = compile(without).value();
  for (auto const& origin : small_world::origins) {
    RC_ASSERT(decide_on(policy, actual(origin)).is_allowed == decide_on(thinner, actual(origin)).is_allowed);
  }
}

}  // namespace
}  // namespace corsage::policy
