#include "corsage/report/policy_diff.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace corsage::report {
namespace {

using policy::Aspect;
using policy::Change;

struct Row {
  std::string name;
  policy::Difference difference;
  std::string sentence;
  std::string lead = ":";
};

TEST(PolicyDiff, says_what_happens_to_the_request_and_no_more) {
  policy::Witness const request{.method = "GET", .headers = {{"Origin", "https://a.test"}}};
  auto request_with_credentials = request;
  request_with_credentials.with_credentials = true;
  std::vector<Row> const rows{
      {.name = "an origin got in",
       .difference = {Aspect::origins, Change::gained, "", "https://a.test", request},
       .sentence = "a request that was refused, is allowed now"},
      {.name = "a method fell out",
       .difference = {Aspect::methods, Change::lost, "PUT", "", request},
       .sentence = "a request that was allowed, is refused now"},
      {.name = "credentials",
       .difference = {Aspect::credentials, Change::gained, "false", "true", request_with_credentials},
       .sentence = "now also with cookies: a request with credentials that was refused, is allowed now"},
      {.name = "no credentials",
       .difference = {Aspect::credentials, Change::lost, "true", "false", request_with_credentials},
       .sentence = "no longer with cookies: a request with credentials that was allowed, is refused now"},
      {.name = "a header to read",
       .difference = {Aspect::response_headers, Change::gained, "", "x-a", request},
       .sentence = "pages may read x-a now",
       .lead = ", as in the answer to:"},
      {.name = "a header to read no longer",
       .difference = {Aspect::response_headers, Change::lost, "x-a", "", request},
       .sentence = "pages may read x-a no longer",
       .lead = ", as in the answer to:"},
      {.name = "every header to read",
       .difference = {Aspect::response_headers, Change::gained, "", "*", request},
       .sentence = "pages may read any other header now",
       .lead = ", as in the answer to:"},
      {.name = "a list of what is read anyway",
       .difference = {Aspect::response_headers, Change::changed, "", "content-type", request},
       .sentence = "a request that is answered otherwise"},
      {.name = "timing",
       .difference = {Aspect::timing, Change::gained, "false", "true", request},
       .sentence = "timing is told now",
       .lead = ", as in the answer to:"},
      {.name = "no timing",
       .difference = {Aspect::timing, Change::lost, "true", "false", request},
       .sentence = "timing is told no longer",
       .lead = ", as in the answer to:"},
      {.name = "a number",
       .difference = {Aspect::max_age, Change::changed, "", "5", request},
       .sentence = "a request that is answered otherwise"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    std::vector const differences{row.difference};
    bool const has_credentials = row.difference.witness.with_credentials;
    auto const text = policy_diff_text(differences, {.width = 200});
    EXPECT_NE(text.find("\n    " + row.sentence + row.lead + "\n      GET" +
                        (has_credentials ? " with credentials" : "") + "\n      Origin: https://a.test\n"),
              std::string::npos)
        << text;
    auto const json = policy_diff_json(differences);
    EXPECT_NE(json.find("\"text\":\"" + row.sentence + "\""), std::string::npos) << json;
    EXPECT_NE(json.find(has_credentials ? "\"credentials\":true" : "\"credentials\":false"), std::string::npos) << json;
  }
}

}  // namespace
}  // namespace corsage::report
