// What `corsage hops` prints, and what it makes of layers that do not answer as they should.

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "end_to_end/hops/deployment.hpp"
#include "end_to_end/program.hpp"
#include "support/ports.hpp"
#include "support/scripted_server.hpp"

#include <gtest/gtest.h>

namespace corsage::test {
namespace {

constexpr char const* page = Deployment::page;

std::string spaced(std::string_view text) {
  std::string words;
  for (char const byte : text) {
    words += byte == '\n' ? ' ' : byte;
  }
  for (auto place = words.find("  "); place != std::string::npos; place = words.find("  ", place)) {
    words.erase(place, 1);
  }
  return words;
}

void expect_words(std::string const& text, std::vector<std::string> const& parts) {
  auto const words = spaced(text);
  for (auto const& part : parts) {
    EXPECT_NE(words.find(part), std::string::npos) << part << "\nis not in\n" << text;
  }
}

std::size_t longest_line(std::string_view text) {
  std::size_t longest = 0;
  while (!text.empty()) {
    auto const line = text.substr(0, text.find('\n'));
    // A continuation byte of UTF-8 takes no column.
    longest = std::max(longest, static_cast<std::size_t>(std::ranges::count_if(line, [](char byte) {
                         return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
                       })));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return longest;
}

TEST(HopsCommand, TellsPeopleWhatHappensWhereAndWhatToDo) {
  Deployment const deployment;
  auto const ending = deployment.hops("/nginx-doubles");
  EXPECT_EQ(ending.status, 1) << ending.error;
  expect_words(
      ending.output,
      {"Blocked from nginx outward: GET " + deployment.haproxy() + "/nginx-doubles",
       "nginx doubles Access-Control-Allow-Origin (request).",
       "app answers 200 ← Access-Control-Allow-Origin: http://localhost:5173 nginx answers 200 ← "
       "Access-Control-Allow-Origin: http://localhost:5173 ← Access-Control-Allow-Origin: "
       "http://localhost:5173",
       "What to do, in nginx:", "Take 'add_header Access-Control-Allow-Origin' out", "Or the whole policy in nginx",
       "First take out what nginx has of its own: its 'if ($request_method = OPTIONS)'",
       "corsage explain layer-doubles-header"});
  EXPECT_EQ(ending.output.find("\n    proxy_hide_header Access-Control-Allow-Origin;\n\n"), std::string::npos);
}

TEST(HopsCommand, TellsWhoGetsInWhomNobodyKnows) {
  Deployment const deployment;
  auto const ending = deployment.hops("/listed-nginx-opens");
  EXPECT_EQ(ending.status, 1) << ending.error;
  expect_words(ending.output,
               {"! Allowed, with faults on the way: GET ", "nginx lets in strangers whom app refuses (request).",
                "any website gets in", "To a request with Origin: ",
                "app answers 200 ← Access-Control-Allow-Credentials: true nginx answers 200 ← "
                "Access-Control-Allow-Origin: http://",
                "take 'add_header Access-Control-Allow-Origin' out, and 'proxy_hide_header "
                "Access-Control-Allow-Origin' with it."});
  EXPECT_LE(longest_line(ending.output), 80U) << ending.output;
}

TEST(HopsCommand, NamesTheWholeUrlOfEachLayer) {
  Deployment const deployment;
  auto const ending = deployment.hops("/right");
  expect_words(ending.output,
               {"app " + deployment.application() + "/right ", "nginx " + deployment.nginx() + "/right "});
}

TEST(HopsCommand, WritesTheFixForTheLayerThatIsNamed) {
  Deployment const deployment;
  auto const ending = deployment.hops("/haproxy-doubles");
  expect_words(ending.output, {"What to do, in HAProxy:", "Take it out: then what nginx says goes through."});
}

TEST(HopsCommand, AsksForTheOutermostLayersUrlWhereNoneIsGiven) {
  Deployment const deployment;
  auto const ending = corsage({"hops", "--hop", "app=" + deployment.application() + "/right", "--hop",
                               "nginx=" + deployment.nginx() + "/right", "--from", page});
  EXPECT_EQ(ending.status, 0) << ending.error;
  expect_words(ending.output, {"✓ Allowed: GET " + deployment.nginx() + "/right"});
}

TEST(HopsCommand, SendsWhatMayChangeSomethingOnlyWhenTold) {
  Rules const rules = {{.headers = {{"Access-Control-Allow-Origin", "*"}, {"Access-Control-Allow-Methods", "PUT"}}}};
  auto const methods_sent = [&](Process::Arguments arguments) {
    ScriptedServer const app(rules);
    ScriptedServer const front(rules);
    arguments.insert(arguments.end(), {"hops", "--hop", "app=" + app.origin(), "--hop", "front=" + front.origin(),
                                       "--from", page, "-X", "PUT"});
    std::ranges::rotate(arguments, std::ranges::find(arguments, "hops"));
    auto const ending = corsage(arguments);
    return std::pair(ending.status, std::ranges::count(front.requests(), "PUT", &SeenRequest::method));
  };
  EXPECT_EQ(methods_sent({}), std::pair(3, std::ptrdiff_t{0}));
  EXPECT_EQ(methods_sent({"--send-unsafe"}), std::pair(0, std::ptrdiff_t{1}));
}

TEST(HopsCommand, SendsEachLayerTheSameRequestAsThePublicUrl) {
  Rules const rules = {
      {.headers = {{"Access-Control-Allow-Origin", page}, {"Access-Control-Allow-Credentials", "true"}}}};
  ScriptedServer const app(rules);
  ScriptedServer const front(rules);
  auto const ask = [&](std::string const& host) {
    return corsage({"hops", "--hop", "app=" + app.origin(), "--hop", "front=" + front.origin(),
                    "https://api.example.com/users?page=2", "--from", page, "--credentials", "include", "--cookie",
                    "__Host-session=1", "--cookie", "b=2", "--host", host});
  };
  auto const ending = ask("public");
  EXPECT_EQ(ending.status, 0) << ending.error << ending.output;
  for (auto const* const server : {&app, &front}) {
    auto const request = server->requests().front();
    EXPECT_EQ(request.target, "/users?page=2");
    EXPECT_EQ(request.header("host"), "api.example.com");
    EXPECT_EQ(request.header("cookie"), "__Host-session=1; b=2");
    EXPECT_EQ(request.header("origin"), page);
  }
  ask("own");
  EXPECT_EQ("http://" + std::string(app.requests().back().header("host")), app.origin());
}

TEST(HopsCommand, NeverTakesALayerThatIsNotReachedForClean) {
  ScriptedServer const front(Rules{{.headers = {{"Access-Control-Allow-Origin", "*"}}}});
  auto const nobody = "http://127.0.0.1:" + std::to_string(dead_port());
  auto const ending = corsage({"hops", "--hop", "app=" + nobody, "--hop", "front=" + front.origin(), "--from", page});
  EXPECT_EQ(ending.status, 4);
  expect_words(ending.output, {"app gives no answer", "connection-refused", "✓ 200"});
  EXPECT_EQ(corsage({"hops", "--hop", "front=" + front.origin(), "--hop", "cdn=" + nobody, "--from", page}).status, 4);
}

TEST(HopsCommand, IsNotHurtByHostileAnswers) {
  struct Row {
    std::string name;
    Rule rule;
    int status;
    std::string timeout = "10";
  };
  std::string const lines(std::size_t{10} << 20, 'x');
  std::vector<Row> const rows = {
      {"escapes in a header",
       {.headers = {{"Access-Control-Allow-Origin", "\x1B[2J\x1B]0;owned\x07"}, {"Vary", "\x1B[31m"}}},
       1},
      {"ten megabytes of headers", {.raw = "HTTP/1.1 200 OK\r\nX-Long: " + lines + "\r\n\r\n"}, 4},
      {"a head that never comes", {.pause = std::chrono::seconds(1)}, 4, "0.5"},
      {"no HTTP at all", {.raw = "\x1B[2Jhello\n\n"}, 4},
      {"a body without its end", {.raw = "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nx"}, 1},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    ScriptedServer const app(Rules{{.headers = {{"Access-Control-Allow-Origin", page}, {"Vary", "Origin"}}}});
    ScriptedServer const front(Rules{row.rule});
    for (std::string const form : {"--color=never", "--json"}) {
      auto const ending = corsage({"hops", "--hop", "app=" + app.origin(), "--hop", "front=" + front.origin(), "--from",
                                   page, "--timeout", row.timeout, form});
      EXPECT_EQ(ending.status, row.status) << ending.output << ending.error;
      EXPECT_EQ(ending.output.find('\x1B'), std::string::npos);
      EXPECT_EQ(ending.error.find('\x1B'), std::string::npos);
    }
  }
}

/// On a terminal, in place of the pipes that tests have.
std::string on_terminal(Process::Arguments const& arguments) {
  auto command = corsage_path();
  for (auto const& argument : arguments) {
    command += " '" + argument + "'";
  }
  return run({"script", "--quiet", "--return", "--command", command, "/dev/null"}).output;
}

TEST(HopsCommand, NamesTheLayerThatIsWaitedFor) {
  ScriptedServer const app(Rules{{.pause = std::chrono::seconds(3)}});
  ScriptedServer const front(Rules{{.headers = {{"Access-Control-Allow-Origin", "*"}}}});
  auto const output = on_terminal({"hops", "--hop", "app=" + app.origin(), "--hop", "front=" + front.origin(),
                                   front.origin() + "/users", "--from", page, "--timeout", "2"});
  expect_words(output, {"waiting 1 s for app, " + app.origin() + "/users\r"});
  EXPECT_EQ(output.find("waiting 1 s for front"), std::string::npos) << output;
}

TEST(HopsCommand, MasksSecretsUnlessTold) {
  ScriptedServer const app(Rules{{.headers = {{"Access-Control-Allow-Origin", page},
                                              {"Access-Control-Allow-Credentials", "true"},
                                              {"Vary", "Origin"},
                                              {"Set-Cookie", "session=hush; Path=/"}}}});
  ScriptedServer const front(Rules{
      {.headers = {
           {"Access-Control-Allow-Origin", page}, {"Access-Control-Allow-Credentials", "true"}, {"Vary", "Origin"}}}});
  auto const output = [&](Process::Arguments const& more) {
    Process::Arguments arguments = {"hops",   "--hop", "app=" + app.origin(), "--hop",  "front=" + front.origin(),
                                    "--from", page,    "--credentials",       "include"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return corsage(arguments).output;
  };
  for (Process::Arguments const& form : {Process::Arguments{}, {"--json"}}) {
    EXPECT_EQ(output(form).find("hush"), std::string::npos);
  }
  EXPECT_NE(output({"--show-secrets"}).find("hush"), std::string::npos);
}

TEST(HopsCommand, RefusesWhatNamesNoLayers) {
  struct Row {
    std::string name;
    Process::Arguments arguments;
    std::string words;
  };
  std::vector<Row> const rows = {
      {"no layer", {}, "two layers at least"},
      {"one layer", {"--hop", "app=http://127.0.0.1:1"}, "two layers at least"},
      {"no name", {"--hop", "http://127.0.0.1:1"}, "NAME=URL"},
      {"one name twice", {"--hop", "a=http://127.0.0.1:1", "--hop", "a=http://127.0.0.1:2"}, "a name of its own"},
      {"another scheme", {"--hop", "a=ftp://127.0.0.1:1", "--hop", "b=http://127.0.0.1:2"}, "http or https"},
      {"a password", {"--hop", "a=http://u:p@127.0.0.1:1", "--hop", "b=http://127.0.0.1:2"}, "without a password"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    Process::Arguments arguments = {"hops", "http://127.0.0.1:1/", "--from", page};
    arguments.insert(arguments.end(), row.arguments.begin(), row.arguments.end());
    auto const ending = corsage(arguments);
    EXPECT_EQ(ending.status, 2);
    EXPECT_NE(ending.error.find(row.words), std::string::npos) << ending.error;
    EXPECT_EQ(ending.error.find("u:p"), std::string::npos) << ending.error;
  }
}

}  // namespace
}  // namespace corsage::test
