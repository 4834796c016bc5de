#include <algorithm>
#include <string>

#include "end_to_end/program.hpp"
#include "support/scripted_server.hpp"

#include <gtest/gtest.h>

namespace corsage::test {
namespace {

/// A line that asks for a URL; `more` are further members of the request.
std::string ask(std::string const& id, std::string const& url, std::string const& more = {}) {
  return R"({"id":)" + id +
         R"(,"client":{"origin":"http://app.test","url":"http://app.test/page"},"request":{"url":")" + url + '"' +
         (more.empty() ? "" : ",") + more + "}}\n";
}

bool holds(std::string const& text, std::string const& part) {
  return text.find(part) != std::string::npos;
}

TEST(FetchService, AnswersWhatIsAllowedAndWhatIsBlocked) {
  ScriptedServer const server(
      Rules{{.when = {.path = "/open"}, .status = 200, .headers = {{"Access-Control-Allow-Origin", "*"}}, .body = "hi"},
            {.status = 200, .body = "secret"}});
  Process service({corsage_path(), "fetch", "--stdio"});
  service.write(ask("1", server.origin() + "/open"));
  EXPECT_EQ(service.read_line(), R"({"id":1,"ok":true,"type":"cors","url":")" + server.origin() +
                                     R"(/open","redirected":false,"status":200,"statusText":"OK","headers":[[)"
                                     R"("content-length","2"]],"body":"aGk="})");
  service.write(ask("\"two\"", server.origin() + "/closed"));
  auto const blocked = service.read_line();
  ASSERT_TRUE(blocked);
  EXPECT_TRUE(blocked->starts_with(R"({"id":"two","ok":false,"why":"allow-origin-missing","trace":{)")) << *blocked;
  EXPECT_EQ(service.finish().status, 0);
}

TEST(FetchService, RemembersPreflightsAndCookies) {
  ScriptedServer const server(Rules{{.status = 200,
                                     .headers = {{"Access-Control-Allow-Origin", "http://app.test"},
                                                 {"Access-Control-Allow-Credentials", "true"},
                                                 {"Access-Control-Allow-Methods", "PUT"},
                                                 {"Access-Control-Max-Age", "60"},
                                                 {"Set-Cookie", "a=1"}}}});
  Process service({corsage_path(), "fetch", "--stdio"});
  for (int i = 0; i < 2; ++i) {
    service.write(ask("0", server.origin() + "/", R"("method":"PUT","credentials":"include","body":"aGk=")"));
    EXPECT_TRUE(service.read_line());
  }
  std::string seen;
  for (auto const& request : server.requests()) {
    seen += request.method + '[' + std::string(request.header("cookie")) + "] " + request.body + '\n';
  }
  EXPECT_EQ(seen, "OPTIONS[] \nPUT[] hi\nPUT[a=1] hi\n");
  EXPECT_EQ(server.connections(), 1U);
}

TEST(FetchService, HasManyUnderWayAtOnce) {
  ScriptedServer const server(Rules{{.when = {.path = "/slow"},
                                     .status = 200,
                                     .headers = {{"Access-Control-Allow-Origin", "*"}},
                                     .pause = std::chrono::milliseconds(300)},
                                    {.status = 200, .headers = {{"Access-Control-Allow-Origin", "*"}}}});
  Process service({corsage_path(), "fetch", "--stdio"});
  service.write(ask("1", server.origin() + "/slow"));
  service.write(ask("2", server.origin() + "/fast"));
  EXPECT_TRUE(service.read_line().value_or("").starts_with(R"({"id":2,)"));
  EXPECT_TRUE(service.read_line().value_or("").starts_with(R"({"id":1,)"));
}

TEST(FetchService, AnswersAllThatWasAskedBeforeTheEnd) {
  ScriptedServer const server(Rules{{.status = 200, .headers = {{"Access-Control-Allow-Origin", "*"}}}});
  std::string lines;
  constexpr int count = 500;
  for (int i = 0; i < count; ++i) {
    lines += ask(std::to_string(i), server.origin() + "/");
  }
  auto const ending = corsage({"fetch", "--stdio"}, lines);
  EXPECT_EQ(ending.status, 0);
  EXPECT_EQ(std::ranges::count(ending.output, '\n'), count);
  EXPECT_EQ(server.requests().size(), std::size_t{count});
}

TEST(FetchService, AnswersLinesThatItCannotRead) {
  auto const ending = corsage({"fetch", "--stdio"}, "\n{\"id\":7}\nnonsense\n" + ask("8", "data:,hi"));
  EXPECT_EQ(ending.status, 2);
  EXPECT_TRUE(ending.output.starts_with(R"({"id":7,"error":{"line":2,)")) << ending.output;
  EXPECT_TRUE(holds(ending.output, R"({"id":null,"error":{"line":3,"column":1,)")) << ending.output;
  EXPECT_TRUE(holds(ending.output, R"({"id":8,"ok":true,"type":"basic")")) << ending.output;
  EXPECT_TRUE(holds(ending.output, R"("body":"aGk="})")) << ending.output;
}

TEST(FetchService, ReadsWhatAnEditorBeginsWithAMark) {
  auto const ending = corsage({"fetch", "--stdio"}, "\xEF\xBB\xBF" + ask("1", "data:,hi"));
  EXPECT_EQ(ending.status, 0);
  EXPECT_TRUE(ending.output.starts_with(R"({"id":1,"ok":true)")) << ending.output;
}

TEST(FetchService, TellsNoBodyWhereItBrokeOff) {
  ScriptedServer const server(
      Rules{{.raw = "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 9\r\n\r\nabc"}});
  auto const ending = corsage({"fetch", "--stdio"}, ask("1", server.origin() + "/"));
  EXPECT_TRUE(ending.output.starts_with(R"({"id":1,"ok":true,)")) << ending.output;
  EXPECT_TRUE(
      ending.output.ends_with("\"body\":null,\"bodyError\":\"transfer closed with 6 bytes remaining to read\"}\n"))
      << ending.output;
}

TEST(FetchService, JudgesWhoAsksTheLocalNetwork) {
  ScriptedServer const server(Rules{{.status = 200, .headers = {{"Access-Control-Allow-Origin", "*"}}}});
  auto const ending = corsage({"fetch", "--stdio", "--as", "chromium", "--resolve", "app.test:80:8.8.8.8"},
                              ask("1", server.origin() + "/"));
  EXPECT_TRUE(
      ending.output.starts_with(R"({"id":1,"ok":false,"why":"local-network-access-insecure-context","trace":{)"))
      << ending.output;
}

TEST(FetchService, MasksSecretsUnlessToldOtherwise) {
  ScriptedServer const server(Rules{{.status = 302,
                                     .headers = {{"Access-Control-Allow-Origin", "*"},
                                                 {"Set-Cookie", "id=sesame-seed"},
                                                 {"Location", "http://me:sesame-pod@127.0.0.1:1/"}}}});
  auto const line = ask("1", server.origin() + "/", R"("headers":[["authorization","Bearer sesame-open"]])") +
                    ask("2", server.origin() + "/");
  auto const masked = corsage({"fetch", "--stdio"}, line);
  EXPECT_FALSE(holds(masked.output, "sesame")) << masked.output;
  EXPECT_TRUE(holds(masked.output, "id=***")) << masked.output;
  auto const shown = corsage({"fetch", "--stdio", "--show-secrets"}, line);
  for (auto const* const secret : {"sesame-seed", "sesame-pod"}) {
    EXPECT_TRUE(holds(shown.output, secret)) << shown.output;
  }
}

TEST(FetchService, TakesNoUrlBesides) {
  auto const ending = corsage({"fetch", "--stdio", "http://api.test/"});
  EXPECT_EQ(ending.status, 2);
  EXPECT_EQ(std::ranges::count(ending.error, '\n'), 1) << ending.error;
}

}  // namespace
}  // namespace corsage::test
