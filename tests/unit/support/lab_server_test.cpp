#include "support/lab_server.hpp"

#include <string>
#include <vector>

#include "support/lab_http.hpp"
#include "support/process.hpp"
#include "support/temporary_directory.hpp"

#include <gtest/gtest.h>

namespace corsage::test {
namespace {

struct OriginRow {
  std::string name;
  std::string lets_in;
  std::vector<std::string> inside = {};
  std::vector<std::string> outside = {};
};

TEST(LabServer, LetsInWhomItsRowSays) {
  OriginRow const rows[] = {
      {.name = "everybody", .lets_in = "true", .inside = {"null", "https://a.test"}},
      {.name = "nobody", .lets_in = "false", .outside = {"null", "https://a.test"}},
      {.name = "one", .lets_in = R"("https://a.test")", .inside = {"https://a.test"}, .outside = {"https://a.test:1"}},
      {.name = "any of a list",
       .lets_in = R"(["null", {"ends_with": ".a.test"}])",
       .inside = {"null", "http://x.a.test"},
       .outside = {"http://a.test"}},
      {.name = "a beginning", .lets_in = R"({"starts_with": "https://a"})", .inside = {"https://ab"}, .outside = {"a"}},
      {.name = "a part", .lets_in = R"({"contains": "a.t"})", .inside = {"ba.tb"}, .outside = {"a"}},
      {.name = "a whole", .lets_in = R"({"within": "a.test"})", .inside = {"a.t", "est"}, .outside = {"a.test:1"}},
      {.name = "any case", .lets_in = R"({"equals_in_any_case": "A.b"})", .inside = {"a.B"}, .outside = {"a.bc"}},
      {.name = "a pattern somewhere", .lets_in = R"({"finds": "^a.b"})", .inside = {"axbc"}, .outside = {"cab"}},
      {.name = "a pattern of the whole", .lets_in = R"({"matches": "a.b"})", .inside = {"axb"}, .outside = {"axbc"}},
      {.name = "all of them",
       .lets_in = R"({"all": [{"starts_with": "a"}, {"not": "ab"}]})",
       .inside = {"ac"},
       .outside = {"ab", "b"}},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    simdjson::dom::parser parser;
    auto const lets_in = read_lets_in(parser.parse(row.lets_in).value());
    for (auto const& origin : row.inside) {
      EXPECT_TRUE(lets_in(origin)) << origin;
    }
    for (auto const& origin : row.outside) {
      EXPECT_FALSE(lets_in(origin)) << origin;
    }
  }
}

std::vector<LabRow> rows_of(std::string const& server) {
  TemporaryDirectory const directory;
  return read_lab(directory.write("lab", R"({"name": "a", "kind": "sound", "expect": [], "server": )" + server + "}"));
}

struct AnswerRow {
  std::string name;
  std::string server;
  Process::Arguments arguments = {};
  std::string path = "/v1/me";
  std::string answer;  ///< without its length and body
};

TEST(LabServer, AnswersOverHttpAsItsRowSays) {
  constexpr auto origin = "Origin: https://a.test";
  AnswerRow const rows[] = {
      {.name = "an allowlist that was done right, to whom it lets in",
       .server = R"({"lets_in": "https://a.test", "credentials": true})",
       .arguments = {"-H", origin},
       .answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nVary: Origin\r\n"
                 "Access-Control-Allow-Origin: https://a.test\r\nAccess-Control-Allow-Credentials: true\r\n"},
      {.name = "to others",
       .server = R"({"lets_in": "https://b.test", "answer": {"refused_status": 403, "refused": ["X-No: {origin}"]}})",
       .arguments = {"-H", origin},
       .answer =
           "HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\nVary: Origin\r\nX-No: https://a.test\r\n"},
      {.name = "to preflights",
       .server = R"({"lets_in": true, "preflight": {"always": [], "leave": ["X-Asked: {requested_method}"]}})",
       .arguments = {"-X", "OPTIONS", "-H", origin, "-H", "Access-Control-Request-Method: PUT"},
       .answer = "HTTP/1.1 204 No Content\r\nAccess-Control-Allow-Origin: https://a.test\r\nX-Asked: PUT\r\n"},
      {.name = "at another path",
       .server = R"({"lets_in": true, "missing": {"granted": []}, "answer": {"always": []}})",
       .arguments = {"-H", origin},
       .path = "/v1/you",
       .answer = "HTTP/1.1 404 Not Found\r\n"},
      {.name = "to requests without credentials",
       .server = R"({"lets_in": true, "unauthorized": {"always": []}})",
       .answer = "HTTP/1.1 401 Unauthorized\r\n"},
      {.name = "a value that breaks its line",
       .server = R"({"lets_in": true, "decodes": "percent", "answer": {"always": []}})",
       .arguments = {"-H", "Origin: a%0D%0AX-B: 1"},
       .answer = "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: a\r\nX-B: 1\r\n"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const lab = rows_of(row.server);
    LabHttp const server(lab);
    Process::Arguments arguments = {"curl", "--silent", "--include",
                                    "http://127.0.0.1:" + std::to_string(server.port()) + "/b/0" + row.path};
    arguments.insert(arguments.end(), row.arguments.begin(), row.arguments.end());
    auto const output = run(arguments).output;
    EXPECT_EQ(output.substr(0, row.answer.size()), row.answer);
  }
}

}  // namespace
}  // namespace corsage::test
