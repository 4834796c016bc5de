#include "corsage/formats/outcome_json.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace corsage::formats {
namespace {

std::string outcome_of(explain::Diagnosis const& diagnosis) {
  std::string json;
  JsonWriter writer(json);
  write_outcome(writer, "\"a-1\"", "spec", diagnosis);
  return json;
}

TEST(OutcomeJson, AnAllowedCase) {
  explain::Diagnosis diagnosis;
  diagnosis.run.outcome = {.verdict = fetch::Verdict::allowed,
                           .type = fetch::ResponseType::cors,
                           .status = 200,
                           .redirected = true,
                           .readable = {{"Content-Type", "a"}, {"X-A", "\xE9"}, {"content-type", "b "}},
                           .body_readable = true};
  diagnosis.run.journal.push_back({.request = {.method = "PUT",
                                               .url = url::Url::parse("http://u:p@api.test:8102/x?y#z").value(),
                                               .headers = {{"Accept", "*/*"},
                                                           {"Origin", "http://app.test"},
                                                           {"X-A", "1"},
                                                           {"Referer", "http://app.test/"},
                                                           {"x-a", "2"},
                                                           {"Sec-Fetch-Mode", "cors"}}},
                                   .answer = fetch::Answered{}});
  EXPECT_EQ(outcome_of(diagnosis),
            R"({"id":"a-1","as":"spec","allowed":true,"type":"cors","status":200,"redirected":true,)"
            "\"readable\":{\"content-type\":\"a, b\",\"x-a\":\"\u00E9\"},"
            R"("body_readable":true,"exchanges":[{"method":"PUT","host":"api.test:8102","path":"/x?y",)"
            R"("headers":{"origin":"http://app.test","x-a":"1, 2"}}],"causes":[],"fix":null})");
}

TEST(OutcomeJson, ABlockedCaseWithItsCausesAndItsFix) {
  explain::Diagnosis diagnosis;
  diagnosis.run.outcome.verdict = fetch::Verdict::blocked;
  diagnosis.causes = {
      {.reason = trace::Reason::allow_origin_missing,
       .leg = trace::Leg::preflight,
       .hop = 2,
       .step = trace::Step::cors_check_2,
       .arguments = {{trace::ArgumentName::expected, "http://app.test"}, {trace::ArgumentName::value, "\""}}}};
  diagnosis.fix = {.policy = {.origins = {"http://app.test"},
                              .credentials = true,
                              .methods = {"PUT", "PATCH"},
                              .request_headers = {"x-a"},
                              .max_age = 600},
                   .proved = true};
  EXPECT_EQ(outcome_of(diagnosis),
            R"({"id":"a-1","as":"spec","allowed":false,"type":null,"status":0,"redirected":false,"readable":{},)"
            R"("body_readable":false,"exchanges":[],"causes":[{"reason":"allow-origin-missing","leg":"preflight",)"
            R"("hop":2,"step":"cors-check 2","arguments":{"expected":"http://app.test","value":"\""}}],)"
            R"("fix":{"origins":["http://app.test"],"credentials":true,"methods":["PUT","PATCH"],)"
            R"("request_headers":["x-a"],"response_headers":[],"max_age":600,"preflight_status":204,)"
            R"("disclosure":"requested","timing":false}})");
}

TEST(OutcomeJson, AFixThatWasNotProvedIsNone) {
  explain::Diagnosis diagnosis;
  diagnosis.run.outcome.verdict = fetch::Verdict::blocked;
  diagnosis.fix = {.policy = {.origins = {"http://app.test"}}, .proved = false};
  EXPECT_NE(outcome_of(diagnosis).find("\"fix\":null"), std::string::npos);
}

}  // namespace
}  // namespace corsage::formats
