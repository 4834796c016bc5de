// `corsage policy` as a person runs it: the built program, its output, its exit status.

#include <string>
#include <vector>

#include "end_to_end/program.hpp"
#include "support/temporary_directory.hpp"

#include <gtest/gtest.h>

namespace corsage::test {
namespace {

constexpr std::string_view good_policy = R"([cors]
origins = ["https://app.example.com", "https://*.example.com"]
credentials = true
methods = ["PUT"]
request_headers = ["x-trace"]
)";

constexpr std::string_view bad_policy = R"([cors]
origins = ["https://app.example.com/", "null"]
credentals = true
methods = ["TRACE", 7]
max_age = "long"
)";

/// How often the part stands in the text.
std::size_t count(std::string_view text, std::string_view part) {
  std::size_t times = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) {
    ++times;
  }
  return times;
}

class PolicyCommand : public testing::Test {
 protected:
  std::string file(std::string_view content) const { return directory_.write("corsage.toml", content); }

 private:
  TemporaryDirectory directory_;
};

TEST_F(PolicyCommand, a_policy_that_is_in_order_is_told_in_words) {
  auto const ending = corsage({"policy", "check", file(good_policy)});
  EXPECT_EQ(ending.status, 0);
  for (std::string const part :
       {"corsage.toml is a policy", "https://*.example.com", "GET, HEAD, POST, PUT", "x-trace"}) {
    EXPECT_NE(ending.output.find(part), std::string::npos) << part << " in\n" << ending.output;
  }
}

TEST_F(PolicyCommand, every_mistake_is_told_at_once_with_a_caret_under_it) {
  auto const ending = corsage({"policy", "check", file(bad_policy)});
  EXPECT_EQ(ending.status, 2);
  EXPECT_EQ(ending.output, "");
  // The file's lines of the mistakes, in the order of the file.
  for (std::string const place : {"toml:2:12:", "toml:2:40:", "toml:3:1:", "toml:4:12:", "toml:4:21:", "toml:5:11:"}) {
    EXPECT_NE(ending.error.find(place), std::string::npos) << place << " in\n" << ending.error;
  }
  EXPECT_EQ(count(ending.error, "toml:"), 6U) << ending.error;
  EXPECT_EQ(count(ending.error, " ^"), 6U) << ending.error;
  EXPECT_TRUE(ending.error.ends_with("\ncorsage: 6 mistakes\n")) << ending.error;
  EXPECT_NE(ending.error.find("'credentials'?"), std::string::npos);
}

TEST_F(PolicyCommand, every_page_that_a_mistake_names_is_there) {
  auto const errors = corsage({"policy", "check", file(bad_policy)}).error;
  constexpr std::string_view words = "corsage explain ";
  ASSERT_GE(count(errors, words), 4U) << errors;
  for (auto at = errors.find(words); at != std::string::npos; at = errors.find(words, at + 1)) {
    auto const start = at + words.size();
    auto const token = errors.substr(start, errors.find('\n', start) - start);
    EXPECT_EQ(corsage({"explain", token}).status, 0) << token;
  }
}

TEST_F(PolicyCommand, programs_get_the_same_as_json) {
  auto const bad = corsage({"policy", "check", "--json", file(bad_policy)});
  EXPECT_EQ(bad.status, 2);
  EXPECT_TRUE(bad.output.starts_with(R"({"schema":"corsage-policy-check/1","valid":false,"findings":[{"reason":)"));
  EXPECT_EQ(count(bad.output, R"("severity":"mistake")"), 6U) << bad.output;
  auto const good = corsage({"policy", "check", "--json", file(good_policy)});
  EXPECT_EQ(good.status, 0);
  EXPECT_NE(good.output.find(R"("policy":{"origins":["https://app.example.com","https://*.example.com"])"),
            std::string::npos)
      << good.output;
}

TEST_F(PolicyCommand, a_file_that_is_not_there_is_one_line) {
  auto const ending = corsage({"policy", "check", "/nowhere/corsage.toml"});
  EXPECT_EQ(ending.status, 2);
  EXPECT_EQ(ending.error, "corsage: the file '/nowhere/corsage.toml' cannot be read; No such file or directory\n");
}

TEST_F(PolicyCommand, requests_are_decided_line_by_line) {
  auto const ending =
      corsage({"policy", "decide", file(good_policy)},
              R"({"id":1,"request":{"method":"GET","headers":[["Origin","https://app.example.com"]]},)"
              R"("upstream":{"status":404,"headers":[["Vary","Accept"],["Access-Control-Allow-Origin","*"]]}})"
              "\n"
              R"({"id":2,"request":{"method":"OPTIONS","headers":[["Origin","https://evil.example"],)"
              R"(["Access-Control-Request-Method","PUT"]]}})"
              "\nnonsense\n"
              R"({"id":4,"request":{"method":"GET","headers":[]}})"
              "\n");
  EXPECT_EQ(ending.status, 2);
  std::vector<std::string> lines;
  for (std::size_t start = 0; start < ending.output.size();) {
    auto const end = ending.output.find('\n', start);
    lines.push_back(ending.output.substr(start, end - start));
    start = end + 1;
  }
  ASSERT_EQ(lines.size(), 4U) << ending.output;
  EXPECT_TRUE(lines[0].starts_with(R"({"id":1,"class":"actual","allowed":true,"reason":"policy-)")) << lines[0];
  EXPECT_NE(lines[0].find(R"("answered_by":"upstream","status":404,)"), std::string::npos) << lines[0];
  EXPECT_NE(lines[0].find(R"("https://app.example.com"])"), std::string::npos) << lines[0];
  EXPECT_EQ(lines[0].find(R"(["Access-Control-Allow-Origin","*"])"), std::string::npos) << lines[0];
  EXPECT_NE(lines[0].find(R"("replaced":[{"name":"Access-Control-Allow-Origin","value":"*",)"), std::string::npos)
      << lines[0];
  EXPECT_TRUE(lines[1].starts_with(R"({"id":2,"class":"preflight","allowed":false,)")) << lines[1];
  EXPECT_NE(lines[1].find(R"("answered_by":"policy","status":403,)"), std::string::npos) << lines[1];
  EXPECT_TRUE(lines[2].starts_with(R"({"id":null,"error":{"line":3,"column":)")) << lines[2];
  EXPECT_TRUE(lines[3].starts_with(R"({"id":4,"class":"not-cors","allowed":true,)")) << lines[3];
}

TEST_F(PolicyCommand, a_candidate_is_looked_at_beside_the_policy_that_counts) {
  TemporaryDirectory const directory;
  auto const candidate = directory.write("new.toml", R"([cors]
origins = ["https://app.example.com"]
)");
  auto const ending = corsage({"policy", "decide", file(good_policy), "--beside", candidate},
                              R"({"id":1,"request":{"headers":[["Origin","https://app.example.com"]]},)"
                              R"("upstream":{"headers":[["Access-Control-Allow-Credentials","true"]]}})"
                              "\n"
                              R"({"id":2,"request":{"headers":[["Origin","https://www.example.com"]]}})"
                              "\n"
                              R"({"id":3,"request":{"headers":[["Origin","https://evil.example"]]}})"
                              "\n"
                              R"({"id":4,"upstrem":{},"request":{}})"
                              "\n"
                              R"({"id":5,"request":{}})"
                              "\n");
  EXPECT_EQ(ending.status, 2) << ending.error;
  EXPECT_EQ(ending.error, "");
  EXPECT_EQ(
      ending.output,
      R"({"id":1,"class":"actual","allowed":true,"reason":"policy-origin-allowed","offending":null,)"
      R"("answered_by":"upstream","status":200,"headers":[["Access-Control-Allow-Origin","https://app.example.com"],)"
      R"(["Access-Control-Allow-Credentials","true"],["Vary","Origin"]],"warnings":["policy-upstream-headers-replaced"],)"
      R"("replaced":[{"name":"Access-Control-Allow-Credentials","value":"true","policy":"true","differs":false}],)"
      R"("shift":"answer","candidate":{"allowed":true,"reason":"policy-origin-allowed","offending":null,)"
      R"("answered_by":"upstream","status":200,"headers":[["Access-Control-Allow-Origin","https://app.example.com"],)"
      R"(["Vary","Origin"]]}})"
      "\n"
      R"({"id":2,"class":"actual","allowed":true,"reason":"policy-origin-allowed","offending":null,)"
      R"("answered_by":"upstream","status":200,"headers":[["Access-Control-Allow-Origin","https://www.example.com"],)"
      R"(["Access-Control-Allow-Credentials","true"],["Vary","Origin"]],"warnings":[],"replaced":[],)"
      R"("shift":"newly-refused","candidate":{"allowed":false,"reason":"policy-origin-refused",)"
      R"("offending":{"type":"origin","value":"https://www.example.com"},"answered_by":"upstream","status":200,)"
      R"("headers":[["Vary","Origin"]]}})"
      "\n"
      R"({"id":3,"class":"actual","allowed":false,"reason":"policy-origin-refused",)"
      R"("offending":{"type":"origin","value":"https://evil.example"},"answered_by":"upstream","status":200,)"
      R"("headers":[["Vary","Origin"]],"warnings":[],"replaced":[],"shift":"none","candidate":null})"
      "\n"
      R"({"id":4,"error":{"line":4,"column":19,"message":"there is no member 'upstrem' here; )"
      R"(the members are id, request, upstream; did you mean 'upstream'?"}})"
      "\n"
      R"({"id":5,"class":"not-cors","allowed":true,"reason":"policy-not-cors","offending":null,)"
      R"("answered_by":"upstream","status":200,"headers":[["Vary","Origin"]],"warnings":[],"replaced":[],)"
      R"("shift":"none","candidate":null})"
      "\n");
}

TEST_F(PolicyCommand, what_differs_in_the_decision_only_does_not_shift_the_answer) {
  TemporaryDirectory const directory;
  auto const candidate =
      directory.write("new.toml", "[cors]\norigins = [\"https://app.example.com\"]\ntiming = true\n");
  auto const live = directory.write("old.toml", "[cors]\norigins = [\"https://app.example.com\"]\n");
  std::string const request = R"({"request":{"headers":[["Origin","https://evil.example"]]})";
  auto const ending =
      corsage({"policy", "decide", live, "--beside", candidate},
              request + "}\n" + request + R"(,"upstream":{"headers":[["Timing-Allow-Origin","*"]]}})" + "\n");
  EXPECT_EQ(count(ending.output, R"("shift":"none","candidate":null)"), 1U) << ending.output;
  EXPECT_EQ(count(ending.output, R"("shift":"answer")"), 1U) << ending.output;
}

TEST_F(PolicyCommand, a_candidate_that_is_none_is_told_before_anything_is_decided) {
  TemporaryDirectory const directory;
  auto const ending =
      corsage({"policy", "decide", file(good_policy), "--beside", directory.write("new.toml", "[cors]\n")}, "{}\n");
  EXPECT_EQ(ending.status, 2);
  EXPECT_EQ(ending.output, "");
  EXPECT_NE(ending.error.find("new.toml:1:1:"), std::string::npos) << ending.error;
}

TEST_F(PolicyCommand, what_two_policies_decide_differently_is_told_with_a_request_each) {
  TemporaryDirectory const directory;
  auto const wider = directory.write("new.toml", R"([cors]
origins = ["https://**.example.com"]
credentials = true
request_headers = ["x-trace"]
)");
  auto const ending = corsage({"policy", "diff", file(good_policy), wider});
  EXPECT_EQ(ending.status, 1) << ending.error;
  EXPECT_NE(ending.output.find("+ origins"), std::string::npos) << ending.output;
  EXPECT_NE(ending.output.find("- methods           PUT"), std::string::npos) << ending.output;
  EXPECT_EQ(count(ending.output, "a request that"), 2U) << ending.output;
  auto const json = corsage({"policy", "diff", "--json", file(good_policy), wider});
  EXPECT_TRUE(json.output.starts_with(
      R"({"schema":"corsage-policy-diff/1","differences":[{"aspect":"origins","change":"gained",)"))
      << json.output;
}

TEST_F(PolicyCommand, what_differs_says_of_no_request_what_its_decisions_do_not) {
  TemporaryDirectory const directory;
  std::string const origins = "[cors]\norigins = [\"https://a.example\"]\n";
  auto const before = directory.write("old.toml", origins + "response_headers = [\"x-a\"]\n");
  auto const after = directory.write("new.toml", origins + "credentials = true\ntiming = true\n");
  auto const ending = corsage({"policy", "diff", before, after});
  EXPECT_EQ(ending.status, 1) << ending.error;
  EXPECT_EQ(ending.output, R"(+ credentials       true
    now also with cookies: a request with credentials that was refused, is
    allowed now:
      GET with credentials
      Origin: https://a.example

- response_headers  x-a
    pages may read x-a no longer, as in the answer to:
      GET
      Origin: https://a.example

+ timing            true
    timing is told now, as in the answer to:
      GET
      Origin: https://a.example

)");
}

TEST_F(PolicyCommand, policies_that_only_look_different_do_not_differ) {
  TemporaryDirectory const directory;
  auto const other = directory.write("new.toml", R"([cors]
credentials = true
origins = ["https://*.example.com"]
request_headers = ["X-Trace"]
methods = ["PUT", "GET"]
)");
  auto const ending = corsage({"policy", "diff", file(good_policy), other});
  EXPECT_EQ(ending.status, 0) << ending.output;
  EXPECT_NE(ending.output.find("Nothing changes"), std::string::npos) << ending.output;
}

TEST_F(PolicyCommand, standard_input_is_read_once) {
  EXPECT_EQ(corsage({"policy", "diff", "-", "-"}, good_policy).status, 2);
  EXPECT_EQ(corsage({"policy", "decide", "-", "-"}, good_policy).status, 2);
  EXPECT_EQ(corsage({"policy", "decide", file(good_policy), "--beside", "-"}, good_policy).status, 2);
}

TEST_F(PolicyCommand, a_policy_is_written_for_a_platform) {
  auto const ending =
      corsage({"policy", "render", file("[cors]\norigins = [\"https://app.example.com\"]\n"), "--to", "nginx"});
  EXPECT_EQ(ending.status, 0);
  EXPECT_NE(ending.output.find("add_header Access-Control-Allow-Origin"), std::string::npos) << ending.output;
}

TEST_F(PolicyCommand, what_a_platform_cannot_say_is_told_with_its_name_each_place_and_what_to_do) {
  auto const policy = file(R"([cors]
origins = ["https://app.example.com", "https://*.example.com"]
credentials = true
methods = ["PUT", "PURGE"]
timing = true
)");
  auto const ending = corsage({"policy", "render", policy, "--to", "s3"});
  EXPECT_EQ(ending.status, 2);
  EXPECT_EQ(ending.output, "");
  EXPECT_EQ(ending.error.find("corsage: Amazon S3 cannot say all that " + policy + " says:\n"), 0U) << ending.error;
  std::size_t last = 0;
  for (std::string_view const told :
       {":2:39: the pattern https://*.example.com cannot be written", "= name each origin",
        ":4:19: the method PURGE cannot be written", "= use one of those that it knows: PUT, DELETE",
        ":5:10: Timing-Allow-Origin cannot be written", "= leave timing out"}) {
    auto const place = ending.error.find(told, last);
    ASSERT_NE(place, std::string::npos) << told << "\n" << ending.error;
    last = place;
  }
  EXPECT_EQ(count(ending.error, " ^"), 3U) << ending.error;
}

TEST_F(PolicyCommand, origins_that_differ_by_case_alone_are_told_each_at_its_place) {
  auto const policy = file("[cors]\norigins = [\"app://Host\", \"app://host\"]\n");
  auto const ending = corsage({"policy", "render", policy, "--to", "gateway-api"});
  EXPECT_EQ(ending.status, 2);
  EXPECT_NE(ending.error.find(":2:12: "), std::string::npos) << ending.error;
  EXPECT_NE(ending.error.find(":2:26: "), std::string::npos) << ending.error;
}

TEST_F(PolicyCommand, an_unknown_platform_is_told_with_the_one_that_was_meant) {
  auto const ending = corsage({"policy", "render", file(good_policy), "--to", "ngnix"});
  EXPECT_EQ(ending.status, 2);
  EXPECT_NE(ending.error.find("nginx"), std::string::npos) << ending.error;
}

TEST_F(PolicyCommand, a_bad_policy_is_not_written_for_anything) {
  auto const ending = corsage({"policy", "render", file(bad_policy), "--to", "nginx"});
  EXPECT_EQ(ending.status, 2);
  EXPECT_EQ(ending.output, "");
  EXPECT_EQ(count(ending.error, " ^"), 6U) << ending.error;
}

}  // namespace
}  // namespace corsage::test
