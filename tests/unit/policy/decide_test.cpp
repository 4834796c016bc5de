#include "corsage/policy/decide.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "corsage/policy/compile.hpp"
#include "requests.hpp"

#include <gtest/gtest.h>

namespace corsage::policy {
namespace {

using trace::Reason;
using Lines = std::vector<std::pair<std::string, std::string>>;

constexpr std::string_view page = "https://a.test";

Lines lines_of(Decision const& decision) {
  Lines lines;
  for (auto const& line : decision.headers.view()) {
    lines.emplace_back(line.name, line.value);
  }
  return lines;
}

struct Row {
  std::string_view name;
  Config config;
  TestRequest request;
  RequestClass request_class;
  Reason reason;
  Lines lines = {};
  std::string_view offending = {};
  bool varies_by_origin = true;
};

Lines lines(std::initializer_list<std::pair<std::string_view, std::string_view>> shorts) {
  Lines whole;
  for (auto const& [name, value] : shorts) {
    auto const prefix = name == "Timing-Allow-Origin" ? "" : "Access-Control-";
    whole.emplace_back(prefix + std::string(name), std::string(value));
  }
  return whole;
}

Config a_policy() {
  return {.origins = {std::string(page), "https://*.b.test"},
          .methods = {"PUT", "DELETE"},
          .request_headers = {"authorization", "content-type"},
          .response_headers = {"x-request-id", "etag"},
          .max_age = 600};
}

Config with_credentials() {
  auto config = a_policy();
  config.credentials = true;
  return config;
}

Config everything() {
  return {.origins = {"*"}, .methods = {"*"}, .request_headers = {"*"}, .response_headers = {"*"}, .timing = true};
}

Config everything_with_credentials() {
  return {.origins = {std::string(page)}, .credentials = true, .methods = {"*"}, .request_headers = {"*"}};
}

Config full(Config config) {
  config.discloses_full_lists = true;
  return config;
}

void check(std::vector<Row> const& rows) {
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const policy = compile(row.config).value();
    FoundIncoming const incoming(row.request.method, row.request.headers);
    auto const decision = decide(policy, incoming.view());
    EXPECT_EQ(to_string(decision.request_class), to_string(row.request_class));
    EXPECT_EQ(trace::to_string(decision.reason), trace::to_string(row.reason));
    EXPECT_EQ(lines_of(decision), row.lines);
    EXPECT_EQ(decision.offending, row.offending);
    EXPECT_EQ(decision.varies_by_origin, row.varies_by_origin);
    bool const is_allowed = trace::text(row.reason).severity != trace::Severity::block;
    EXPECT_EQ(decision.is_allowed, is_allowed);
    bool const is_preflight = row.request_class == RequestClass::preflight;
    EXPECT_EQ(to_string(decision.answered_by), is_preflight ? "policy" : "upstream");
    EXPECT_EQ(decision.status, is_preflight ? (is_allowed ? row.config.preflight_status : 403) : 0);
  }
}

TEST(Decide, PassesWhatIsNotCors) {
  check({
      {.name = "no Origin",
       .config = a_policy(),
       .request = no_cors(),
       .request_class = RequestClass::not_cors,
       .reason = Reason::policy_not_cors},
      {.name = "OPTIONS without Origin",
       .config = a_policy(),
       .request = no_cors("OPTIONS"),
       .request_class = RequestClass::not_cors,
       .reason = Reason::policy_not_cors},
      {.name = "an answer for everybody is the same without Origin",
       .config = everything(),
       .request = no_cors(),
       .request_class = RequestClass::not_cors,
       .reason = Reason::policy_not_cors,
       .lines = lines({{"Allow-Origin", "*"}, {"Expose-Headers", "*"}, {"Timing-Allow-Origin", "*"}}),
       .varies_by_origin = false},
  });
}

TEST(Decide, AnswersActualRequests) {
  auto timed = a_policy();
  timed.timing = true;
  check({
      {.name = "a listed origin",
       .config = a_policy(),
       .request = actual(page),
       .request_class = RequestClass::actual,
       .reason = Reason::policy_origin_allowed,
       .lines = lines({{"Allow-Origin", page}, {"Expose-Headers", "etag, x-request-id"}})},
      {.name = "a pattern's origin, with credentials",
       .config = with_credentials(),
       .request = actual("https://x.b.test"),
       .request_class = RequestClass::actual,
       .reason = Reason::policy_origin_allowed,
       .lines = lines({{"Allow-Origin", "https://x.b.test"},
                       {"Allow-Credentials", "true"},
                       {"Expose-Headers", "etag, x-request-id"}})},
      {.name = "timing",
       .config = timed,
       .request = actual(page),
       .request_class = RequestClass::actual,
       .reason = Reason::policy_origin_allowed,
       .lines =
           lines({{"Allow-Origin", page}, {"Expose-Headers", "etag, x-request-id"}, {"Timing-Allow-Origin", page}})},
      {.name = "a method that is not listed is no matter of the actual request",
       .config = a_policy(),
       .request = actual(page, "PATCH"),
       .request_class = RequestClass::actual,
       .reason = Reason::policy_origin_allowed,
       .lines = lines({{"Allow-Origin", page}, {"Expose-Headers", "etag, x-request-id"}})},
      {.name = "OPTIONS without a requested method",
       .config = {.origins = {std::string(page)}},
       .request = actual(page, "OPTIONS"),
       .request_class = RequestClass::actual,
       .reason = Reason::policy_origin_allowed,
       .lines = lines({{"Allow-Origin", page}})},
      {.name = "everybody",
       .config = everything(),
       .request = actual("null"),
       .request_class = RequestClass::actual,
       .reason = Reason::policy_origin_allowed,
       .lines = lines({{"Allow-Origin", "*"}, {"Expose-Headers", "*"}, {"Timing-Allow-Origin", "*"}}),
       .varies_by_origin = false},
      {.name = "everybody with credentials, dangerously",
       .config = {.origins = {"*"}, .credentials = true, .dangerously_allow_any_origin_with_credentials = true},
       .request = actual("https://x.test:81"),
       .request_class = RequestClass::actual,
       .reason = Reason::policy_origin_allowed,
       .lines = lines({{"Allow-Origin", "https://x.test:81"}, {"Allow-Credentials", "true"}})},
      {.name = "null, dangerously",
       .config = {.origins = {"null"}, .dangerously_allow_null_origin = true},
       .request = actual("null"),
       .request_class = RequestClass::actual,
       .reason = Reason::policy_origin_allowed,
       .lines = lines({{"Allow-Origin", "null"}})},
  });
}

TEST(Decide, LetsRefusedOriginsPassWithoutHeaders) {
  auto two_origins = actual(page);
  two_origins.headers.append("Origin", page);
  Config const dangerous{.origins = {"*"}, .credentials = true, .dangerously_allow_any_origin_with_credentials = true};
  struct Refused {
    std::string_view name;
    Config config;
    TestRequest request;
    Reason reason = Reason::policy_origin_refused;
  };
  std::vector<Refused> const rows = {
      {.name = "another origin", .config = a_policy(), .request = actual("https://c.test")},
      {.name = "null", .config = a_policy(), .request = actual("null")},
      {.name = "upper case", .config = a_policy(), .request = actual("https://A.test")},
      {.name = "two labels", .config = a_policy(), .request = actual("https://x.y.b.test")},
      {.name = "an origin glued to a listed one", .config = a_policy(), .request = actual("https://aa.test")},
      {.name = "two lines", .config = a_policy(), .request = two_origins, .reason = Reason::policy_origin_malformed},
      {.name = "no origin at all",
       .config = a_policy(),
       .request = actual("a.test"),
       .reason = Reason::policy_origin_malformed},
      {.name = "an empty one", .config = a_policy(), .request = actual(""), .reason = Reason::policy_origin_malformed},
      {.name = "a wildcard", .config = a_policy(), .request = actual("*"), .reason = Reason::policy_origin_malformed},
      {.name = "a list, where every origin is sent back",
       .config = dangerous,
       .request = actual("https://a.test,https://b.test"),
       .reason = Reason::policy_origin_malformed},
      {.name = "no origin, where every origin is sent back",
       .config = dangerous,
       .request = actual("a.test"),
       .reason = Reason::policy_origin_malformed},
  };
  for (auto const& row : rows) {
    check({{.name = row.name,
            .config = row.config,
            .request = row.request,
            .request_class = RequestClass::actual,
            .reason = row.reason,
            .offending = row.request.headers[0].value}});
  }
}

TEST(Decide, AnswersPreflights) {
  auto status_200 = a_policy();
  status_200.preflight_status = 200;
  auto const asked = preflight(page, "PUT", {"authorization,content-type"});
  check({
      {.name = "a method and headers",
       .config = a_policy(),
       .request = asked,
       .request_class = RequestClass::preflight,
       .reason = Reason::policy_preflight_allowed,
       .lines = lines({{"Allow-Origin", page},
                       {"Allow-Methods", "PUT"},
                       {"Allow-Headers", "authorization,content-type"},
                       {"Max-Age", "600"}})},
      {.name = "credentials and another status",
       .config =
           [] {
             auto config = with_credentials();
             config.preflight_status = 200;
             return config;
           }(),
       .request = preflight(page, "DELETE"),
       .request_class = RequestClass::preflight,
       .reason = Reason::policy_preflight_allowed,
       .lines = lines(
           {{"Allow-Origin", page}, {"Allow-Credentials", "true"}, {"Allow-Methods", "DELETE"}, {"Max-Age", "600"}})},
      {.name = "a method that needs no leave",
       .config = status_200,
       .request = preflight(page, "POST", {"content-type"}),
       .request_class = RequestClass::preflight,
       .reason = Reason::policy_preflight_allowed,
       .lines = lines({{"Allow-Origin", page}, {"Allow-Headers", "content-type"}, {"Max-Age", "600"}})},
      {.name = "full lists",
       .config = full(a_policy()),
       .request = preflight(page, "GET"),
       .request_class = RequestClass::preflight,
       .reason = Reason::policy_preflight_allowed,
       .lines = lines({{"Allow-Origin", page},
                       {"Allow-Methods", "DELETE, PUT"},
                       {"Allow-Headers", "authorization, content-type"},
                       {"Expose-Headers", "etag, x-request-id"},
                       {"Max-Age", "600"}})},
      {.name = "max_age 0",
       .config = {.origins = {std::string(page)}, .max_age = 0},
       .request = preflight(page, "GET"),
       .request_class = RequestClass::preflight,
       .reason = Reason::policy_preflight_allowed,
       .lines = lines({{"Allow-Origin", page}, {"Max-Age", "0"}})},
      {.name = "everything",
       .config = everything(),
       .request = preflight(page, "PATCH", {"authorization,x-a"}),
       .request_class = RequestClass::preflight,
       .reason = Reason::policy_preflight_allowed,
       .lines = lines({{"Allow-Origin", "*"}, {"Allow-Methods", "*"}, {"Allow-Headers", "*, authorization"}}),
       .varies_by_origin = false},
      {.name = "everything, and nothing that needs leave",
       .config = everything(),
       .request = preflight(page, "GET"),
       .request_class = RequestClass::preflight,
       .reason = Reason::policy_preflight_allowed,
       .lines = lines({{"Allow-Origin", "*"}}),
       .varies_by_origin = false},
      {.name = "everything with credentials says what was asked",
       .config = everything_with_credentials(),
       .request = preflight(page, "PATCH", {"authorization,x-a"}),
       .request_class = RequestClass::preflight,
       .reason = Reason::policy_preflight_allowed,
       .lines = lines({{"Allow-Origin", page},
                       {"Allow-Credentials", "true"},
                       {"Allow-Methods", "PATCH"},
                       {"Allow-Headers", "authorization,x-a"}})},
      {.name = "everything with credentials in full cannot say more",
       .config = full(everything_with_credentials()),
       .request = preflight(page, "GET", {"x-a"}),
       .request_class = RequestClass::preflight,
       .reason = Reason::policy_preflight_allowed,
       .lines = lines({{"Allow-Origin", page}, {"Allow-Credentials", "true"}, {"Allow-Headers", "x-a"}})},
  });
}

TEST(Decide, ReadsRequestedHeadersInAnyForm) {
  struct Form {
    std::string_view name;
    std::vector<std::string> asked;
    Lines allowed;
  };
  auto const said = [](std::string_view value) { return lines({{"Allow-Headers", value}}); };
  std::vector<Form> const rows = {
      {.name = "any order", .asked = {"content-type,authorization"}, .allowed = said("content-type,authorization")},
      {.name = "any case", .asked = {"Content-Type, AUTHORIZATION"}, .allowed = said("Content-Type, AUTHORIZATION")},
      {.name = "white space",
       .asked = {" \tauthorization\t ,  content-type  "},
       .allowed = said("authorization\t ,  content-type")},
      {.name = "several lines",
       .asked = {"authorization", "content-type"},
       .allowed = lines({{"Allow-Headers", "authorization"}, {"Allow-Headers", "content-type"}})},
      {.name = "empty lines and elements", .asked = {"", ",authorization,,", " "}, .allowed = said("authorization")},
      {.name = "one empty line", .asked = {""}, .allowed = {}},
      {.name = "sixteen empty elements",
       .asked = {std::string(16, ',') + "authorization"},
       .allowed = said("authorization")},
      {.name = "names as often as the page gave them, as Firefox writes them",
       .asked = {"authorization,authorization,content-type,content-type"},
       .allowed = said("authorization,authorization,content-type,content-type")},
  };
  Config const config{.origins = {std::string(page)}, .request_headers = {"authorization", "content-type"}};
  for (auto const& row : rows) {
    auto expected = lines({{"Allow-Origin", page}});
    expected.insert(expected.end(), row.allowed.begin(), row.allowed.end());
    check({{.name = row.name,
            .config = config,
            .request = preflight(page, "GET", row.asked),
            .request_class = RequestClass::preflight,
            .reason = Reason::policy_preflight_allowed,
            .lines = expected}});
  }
}

std::vector<std::string> numbered_names(int count) {
  std::vector<std::string> names;
  for (int i = 0; i < count; ++i) {
    names.push_back("x-" + std::to_string(100 + i));
  }
  return names;
}

TEST(Decide, AnswersEachLineOfManyAndNoMore) {
  auto const names = numbered_names(33);
  std::vector<std::string> const fewer(names.begin(), names.end() - 1);
  Config const listed{.origins = {std::string(page)}, .request_headers = names};
  auto const any = everything_with_credentials();
  for (auto const& config : {listed, any}) {
    auto const policy = compile(config).value();
    auto const request = preflight(page, "GET", fewer);
    FoundIncoming const incoming(request.method, request.headers);
    auto const decision = decide(policy, incoming.view());
    EXPECT_TRUE(decision.is_allowed);
    EXPECT_EQ(decision.headers.view().size(), fewer.size() + (config.credentials ? 2U : 1U));
    check({{.name = "one line more",
            .config = config,
            .request = preflight(page, "GET", names),
            .request_class = RequestClass::preflight,
            .reason = Reason::policy_request_headers_malformed}});
  }
}

TEST(Decide, RefusesPreflightsAndLeaksNothing) {
  struct Refused {
    std::string_view name;
    Config config = full(with_credentials());
    TestRequest request;
    Reason reason;
    std::string_view offending;
  };
  auto two_methods = preflight(page, "GET");
  two_methods.headers.append("Access-Control-Request-Method", "GET");
  std::string const commas(1024, ',');
  std::string const spaces(1 << 20, ' ');
  std::string repeated;
  for (int i = 0; i < 100; ++i) {
    repeated += "content-type,";
  }
  std::string const long_name(1 << 20, 'a');
  std::vector<Refused> const rows = {
      {.name = "another origin",
       .request = preflight("https://c.test", "PUT"),
       .reason = Reason::policy_origin_refused,
       .offending = "https://c.test"},
      {.name = "a method",
       .request = preflight(page, "PATCH"),
       .reason = Reason::policy_method_refused,
       .offending = "PATCH"},
      {.name = "a method in another case",
       .request = preflight(page, "put"),
       .reason = Reason::policy_method_refused,
       .offending = "put"},
      {.name = "two methods", .request = two_methods, .reason = Reason::policy_method_refused, .offending = "GET"},
      {.name = "a forbidden method, where all are allowed",
       .config = everything_with_credentials(),
       .request = preflight(page, "TRACE"),
       .reason = Reason::policy_method_refused,
       .offending = "TRACE"},
      {.name = "no method, where all are allowed",
       .config = everything_with_credentials(),
       .request = preflight(page, "P UT"),
       .reason = Reason::policy_method_refused,
       .offending = "P UT"},
      {.name = "a header",
       .request = preflight(page, "PUT", {"authorization,x-a"}),
       .reason = Reason::policy_request_header_refused,
       .offending = "x-a"},
      {.name = "content-type is asked for only where it needs leave",
       .config = {.origins = {std::string(page)}},
       .request = preflight(page, "POST", {"content-type"}),
       .reason = Reason::policy_request_header_refused,
       .offending = "content-type"},
      {.name = "a header behind all that are allowed",
       .request = preflight(page, "PUT", {"authorization,content-type,x-a"}),
       .reason = Reason::policy_request_header_refused,
       .offending = "x-a"},
      {.name = "two names without a comma",
       .request = preflight(page, "PUT", {"authorization content-type"}),
       .reason = Reason::policy_request_header_refused,
       .offending = "authorization"},
      {.name = "no name, where all are allowed",
       .config = everything_with_credentials(),
       .request = preflight(page, "PUT", {"x@a"}),
       .reason = Reason::policy_request_header_refused,
       .offending = "x@a"},
      {.name = "1,024 commas",
       .request = preflight(page, "PUT", {commas}),
       .reason = Reason::policy_request_headers_malformed,
       .offending = ""},
      {.name = "1 MiB of spaces",
       .request = preflight(page, "PUT", {spaces}),
       .reason = Reason::policy_request_headers_malformed,
       .offending = ""},
      {.name = "1,024 empty lines",
       .request = preflight(page, "PUT", std::vector<std::string>(1024)),
       .reason = Reason::policy_request_headers_malformed,
       .offending = ""},
      {.name = "a name a hundred times",
       .request = preflight(page, "PUT", {repeated}),
       .reason = Reason::policy_request_headers_malformed,
       .offending = "content-type"},
      {.name = "a long name",
       .request = preflight(page, "PUT", {std::string(4096, 'a')}),
       .reason = Reason::policy_request_header_refused,
       .offending = std::string_view(long_name).substr(0, 33)},
      {.name = "a name of 1 MiB",
       .request = preflight(page, "PUT", {long_name}),
       .reason = Reason::policy_request_headers_malformed,
       .offending = ""},
      {.name = "a name of 1 MiB, where all are allowed",
       .config = everything_with_credentials(),
       .request = preflight(page, "PUT", {long_name}),
       .reason = Reason::policy_request_headers_malformed,
       .offending = ""},
  };
  for (auto const& row : rows) {
    check({{.name = row.name,
            .config = row.config,
            .request = row.request,
            .request_class = RequestClass::preflight,
            .reason = row.reason,
            .offending = row.offending}});
  }
}

struct ShiftRow {
  std::string_view name;
  TestRequest request;
  Shift shift;
};

TEST(DecideBeside, TellsHowACandidateDiffers) {
  auto const live = compile(a_policy()).value();
  auto candidate_config = a_policy();
  candidate_config.origins = {std::string(page), "https://c.test"};
  candidate_config.max_age = 5;
  auto const candidate = compile(candidate_config).value();
  std::vector<ShiftRow> const rows = {
      {.name = "the same", .request = actual(page), .shift = Shift::none},
      {.name = "not CORS", .request = no_cors(), .shift = Shift::none},
      {.name = "another answer", .request = preflight(page, "PUT"), .shift = Shift::answer},
      {.name = "allowed by the candidate", .request = actual("https://c.test"), .shift = Shift::newly_allowed},
      {.name = "refused by the candidate", .request = actual("https://x.b.test"), .shift = Shift::newly_refused},
      {.name = "refused by both", .request = actual("https://d.test"), .shift = Shift::none},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    FoundIncoming const incoming(row.request.method, row.request.headers);
    EXPECT_EQ(to_string(decide_beside(live, candidate, incoming.view()).shift), to_string(row.shift));
  }
}

}  // namespace
}  // namespace corsage::policy
