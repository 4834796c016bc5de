#pragma once

#include <vector>

#include "corsage/report/why_text.hpp"
#include "unit/explain/questions.hpp"

#include <gtest/gtest.h>

/// The questions that people ask, answered.
namespace corsage::report {

using explain::Question;

inline std::vector<Question> const& questions() {
  static auto const all = explain::read_questions(CORSAGE_TEST_DATA "/questions.jsonl");
  return all;
}

/// The first question with "sesame" in the URLs: as a password, as keys, and both behind a redirect.
inline std::vector<Question> questions_with_secrets_in_urls() {
  auto requested = questions().front();
  requested.request.url = *url::Url::parse("https://me:sesame@api.example.com/");
  auto keyed = questions().front();
  keyed.request.url = *url::Url::parse("https://api.example.com/?api_key=sesame1&a=1&access_token=sesame2");
  keyed.request.method = "PUT";
  auto led_to_key = questions().front();
  led_to_key.server = {{.path = "/v1/items",
                        .status = 302,
                        .headers = {{"Access-Control-Allow-Origin", "*"}, {"Location", "/x?key=sesame"}}},
                       {}};
  auto redirected = questions().front();
  redirected.server.front() = {
      .status = 302,
      .headers = {{"Access-Control-Allow-Origin", "*"}, {"Location", "https://me:sesame@api.example.com/"}}};
  return {requested, keyed, led_to_key, redirected};
}

inline Why answered(Question const& question) {
  auto const origin = url::Origin::parse(question.page_origin);
  Why why{.request = question.request,
          .environment = {.origin = origin ? *origin : url::Origin::opaque(1)},
          .judgements = {},
          .platform = platforms::platform_named("any")};
  for (auto const* const profile : fetch::all_profiles()) {
    auto environment = why.environment;
    environment.profile = profile;
    auto& judgement = why.judgements.emplace_back(Judgement{.profile = profile, .diagnosis = {}});
    explain::diagnose(question.request, environment, question.interests, explain::scripted::server(question.server),
                      judgement.diagnosis);
  }
  return why;
}

template <typename Check>
void for_each_question(Check check) {
  for (auto const& question : questions()) {
    SCOPED_TRACE(question.id);
    check(question, answered(question));
  }
}

}  // namespace corsage::report
