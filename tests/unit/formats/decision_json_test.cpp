#include "corsage/formats/decision_json.hpp"

#include <string>

#include "corsage/policy/compile.hpp"

#include <gtest/gtest.h>

namespace corsage::formats {
namespace {

struct Row {
  std::string name;
  std::string_view method = "GET";
  http::HeaderList headers;
  http::HeaderList upstream = {};
  std::string json;
};

TEST(DecisionJson, TellsWhatOffendsAndWhatWasReplaced) {
  auto const policy = policy::compile({.origins = {"https://a.test"}}).value();
  std::vector<Row> const rows = {
      {.name = "nothing offends, and nothing is replaced",
       .headers = {{"Origin", "https://a.test"}},
       .json = R"({"id":1,"class":"actual","allowed":true,"reason":"policy-origin-allowed","offending":null,)"
               R"("answered_by":"upstream","status":200,"headers":[["Access-Control-Allow-Origin","https://a.test"],)"
               R"(["Vary","Origin"]],"warnings":[],"replaced":[]})"},
      {.name = "upstream's CORS headers",
       .headers = {{"Origin", "https://a.test"}},
       .upstream = {{"access-control-allow-origin", "*"}, {"X-A", "1"}, {"Access-Control-Allow-Credentials", "\xE9"}},
       .json = R"({"id":1,"class":"actual","allowed":true,"reason":"policy-origin-allowed","offending":null,)"
               R"("answered_by":"upstream","status":200,"headers":[["X-A","1"],)"
               R"(["Access-Control-Allow-Origin","https://a.test"],["Vary","Origin"]],)"
               R"("warnings":["policy-upstream-headers-replaced"],"replaced":[)"
               R"({"name":"access-control-allow-origin","value":"*","policy":"https://a.test","differs":true},)"
               R"({"name":"Access-Control-Allow-Credentials","value":")"
               "\xC3\xA9"
               R"(","policy":null,"differs":true}]})"},
      {.name = "an origin",
       .headers = {{"Origin", "https://b.test"}},
       .json = R"({"id":1,"class":"actual","allowed":false,"reason":"policy-origin-refused",)"
               R"("offending":{"type":"origin","value":"https://b.test"},"answered_by":"upstream","status":200,)"
               R"("headers":[["Vary","Origin"]],"warnings":[],"replaced":[]})"},
      {.name = "an origin that is none",
       .headers = {{"Origin", "b.test"}},
       .json = R"({"id":1,"class":"actual","allowed":false,"reason":"policy-origin-malformed",)"
               R"("offending":{"type":"origin","value":"b.test"},"answered_by":"upstream","status":200,)"
               R"("headers":[["Vary","Origin"]],"warnings":[],"replaced":[]})"},
      {.name = "a method",
       .method = "OPTIONS",
       .headers = {{"Origin", "https://a.test"}, {"Access-Control-Request-Method", "PUT"}},
       .json = R"({"id":1,"class":"preflight","allowed":false,"reason":"policy-method-refused",)"
               R"("offending":{"type":"method","value":"PUT"},"answered_by":"policy","status":403,)"
               R"("headers":[["Vary","Origin"]],"warnings":[],"replaced":[]})"},
      {.name = "a header",
       .method = "OPTIONS",
       .headers = {{"Origin", "https://a.test"},
                   {"Access-Control-Request-Method", "GET"},
                   {"Access-Control-Request-Headers", "x-a"}},
       .json = R"({"id":1,"class":"preflight","allowed":false,"reason":"policy-request-header-refused",)"
               R"("offending":{"type":"header","value":"x-a"},"answered_by":"policy","status":403,)"
               R"("headers":[["Vary","Origin"]],"warnings":[],"replaced":[]})"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    policy::FoundIncoming const incoming(row.method, row.headers);
    auto const decision = policy::decide(policy, incoming.view());
    auto answer = row.upstream;
    auto const replaced = policy::apply(decision, answer);
    std::string text;
    JsonWriter json(text);
    write_decision(json, "1", {decision, decision.status == 0 ? 200 : decision.status, answer, replaced});
    EXPECT_EQ(text, row.json);
  }
}

}  // namespace
}  // namespace corsage::formats
