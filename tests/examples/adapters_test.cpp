#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ask_on_wire.hpp"
#include "support/ports.hpp"
#include "support/process.hpp"

#include <gtest/gtest.h>

namespace corsage::test {
namespace {

struct Server {
  std::string name;
  std::string program;
  Closing closing = Closing::theirs;
};

struct Row {
  std::string name;
  std::string path = "/";
  std::string from = "http://localhost:5173";
  Process::Arguments arguments = {};
  /// The reason that blocks; empty: allowed.
  std::string blocked_by = {};
  /// What `corsage fetch --include` prints of the answer: its status, then header lines that the page can read.
  std::string status = {};
  std::vector<std::string> readable = {};
};

std::vector<Server> servers() {
  return {
      {.name = "Boost.Beast", .program = CORSAGE_EXAMPLE_BEAST},
      {.name = "cpp-httplib", .program = CORSAGE_EXAMPLE_HTTPLIB},
#ifdef CORSAGE_EXAMPLE_PISTACHE
      {.name = "Pistache", .program = CORSAGE_EXAMPLE_PISTACHE, .closing = Closing::ours},
#endif
  };
}

// The policy is examples/policy.toml.
std::vector<Row> rows() {
  return {
      {.name = "a page whose origin is allowed", .status = "200", .readable = {"X-Total: 7"}},
      {.name = "with cookies", .arguments = {"--credentials", "include"}, .status = "200", .readable = {"X-Total: 7"}},
      {.name = "a page whose origin is not", .from = "http://localhost:5174", .blocked_by = "allow-origin-missing"},
      {.name = "a preflight for what is allowed, on several lines or one",
       .arguments = {"-X", "PUT", "-H", "x-trace: 1", "-H", "content-type: application/json", "-d", "{}"},
       .status = "204"},
      {.name = "a preflight for a method that is not allowed",
       .arguments = {"-X", "DELETE"},
       .blocked_by = "allow-origin-missing"},
      {.name = "a preflight for a header that is not allowed",
       .arguments = {"-H", "x-other: 1"},
       .blocked_by = "allow-origin-missing"},
      {.name = "an error answer has the headers too", .path = "/nowhere", .status = "404"},
  };
}

Process::Ending corsage(std::string const& server, Row const& row) {
  Process::Arguments arguments = {CORSAGE_BINARY, "fetch", "--include", server + row.path, "--from", row.from};
  arguments.insert(arguments.end(), row.arguments.begin(), row.arguments.end());
  return run(arguments);
}

void expect_verdict(std::string const& server, Row const& row) {
  auto const ending = corsage(server, row);
  EXPECT_EQ(ending.status, row.blocked_by.empty() ? 0 : 1) << ending.error;
  auto const reason = row.blocked_by.empty() ? "" : "corsage: blocked by " + row.blocked_by + ": ";
  EXPECT_EQ(ending.error.substr(0, reason.size()), reason) << ending.error;
  EXPECT_NE(ending.output.substr(0, ending.output.find('\n')).find(row.status), std::string::npos) << ending.output;
  for (auto const& line : row.readable) {
    EXPECT_NE(ending.output.find('\n' + line + '\n'), std::string::npos) << ending.output;
  }
}

/// A request as it stands on the wire, and what must stand in the answer.
struct WireRow {
  std::string name;
  std::string request = "GET / HTTP/1.1";
  std::vector<std::string> lines = {from_page};
  std::string status = "200";
  std::vector<std::string> has = {};
  std::vector<std::string> lacks = {};
  std::string body = {};

  static constexpr auto from_page = "Origin: http://localhost:5173";
};

constexpr auto allowed_page = "Access-Control-Allow-Origin: http://localhost:5173";
constexpr auto varies = "Vary: Origin";
constexpr auto any_cors = "Access-Control-";
constexpr auto wants_put = "Access-Control-Request-Method: PUT";

std::vector<WireRow> wire_rows() {
  return {
      {.name = "upstream's lines go, the policy's come, and Vary says what both say",
       .has = {allowed_page, "Timing-Allow-Origin: http://localhost:5173", "Vary: Accept-Encoding, Origin"},
       .lacks = {"Access-Control-Allow-Origin: *", "Access-Control-Max-Age"},
       .body = "{}"},
      {.name = "another page's request is answered without leave",
       .lines = {"Origin: http://localhost:5174"},
       .has = {"Vary: Accept-Encoding, Origin"},
       .lacks = {any_cors, "Timing-Allow-Origin"},
       .body = "{}"},
      {.name = "two origins are nobody's",
       .lines = {WireRow::from_page, "Origin: http://localhost:5174"},
       .lacks = {any_cors},
       .body = "{}"},
      {.name = "what is not there has the headers too",
       .request = "GET /nowhere HTTP/1.1",
       .status = "404",
       .has = {allowed_page, "Vary: Accept-Encoding, Origin"}},
      {.name = "the application fails",
       .request = "GET /broken HTTP/1.1",
       .status = "500",
       .has = {allowed_page, "Origin"}},
      {.name = "the application's own authentication refuses, and the page may know",
       .request = "GET /private HTTP/1.1",
       .status = "401",
       .has = {allowed_page}},
      {.name = "the application's own authentication lets in",
       .request = "GET /private HTTP/1.1",
       .lines = {WireRow::from_page, "Authorization: Basic YTpi"},
       .has = {allowed_page},
       .body = "{}"},
      {.name = "a preflight carries no credentials, and is answered before them",
       .request = "OPTIONS /private HTTP/1.1",
       .lines = {WireRow::from_page, "Access-Control-Request-Method: GET",
                 "Access-Control-Request-Headers: authorization"},
       .status = "204",
       .has = {allowed_page, "Access-Control-Allow-Headers: authorization"}},
      {.name = "requested headers on several lines",
       .request = "OPTIONS / HTTP/1.1",
       .lines = {WireRow::from_page, wants_put, "Access-Control-Request-Headers: content-type",
                 "Access-Control-Request-Headers: x-trace"},
       .status = "204",
       .has = {allowed_page, "content-type", "x-trace", varies}},
      {.name = "a header on the second line that is not allowed",
       .request = "OPTIONS / HTTP/1.1",
       .lines = {WireRow::from_page, wants_put, "Access-Control-Request-Headers: content-type",
                 "Access-Control-Request-Headers: x-evil"},
       .status = "403",
       .has = {varies},
       .lacks = {any_cors, "content-type"}},
      {.name = "a refused preflight says nothing of the policy",
       .request = "OPTIONS / HTTP/1.1",
       .lines = {WireRow::from_page, "Access-Control-Request-Method: DELETE"},
       .status = "403",
       .has = {varies},
       .lacks = {any_cors, "PUT", "x-total"}},
      {.name = "HEAD has the headers of GET and no body",
       .request = "HEAD / HTTP/1.1",
       .has = {allowed_page, "Vary: Accept-Encoding, Origin"}},
      {.name = "HTTP/1.0", .request = "GET / HTTP/1.0", .has = {allowed_page}, .body = "{}"},
  };
}

std::string bytes_of(WireRow const& row) {
  auto bytes = row.request + "\r\nHost: 127.0.0.1\r\nConnection: close\r\n";
  for (auto const& line : row.lines) {
    bytes += line + "\r\n";
  }
  return bytes + "\r\n";
}

void expect_on_wire(std::uint16_t port, Closing closing, WireRow const& row) {
  SCOPED_TRACE(row.name);
  auto const answer = ask_on_wire(port, bytes_of(row), closing);
  SCOPED_TRACE(answer);
  EXPECT_EQ(answer.substr(0, answer.find("\r\n")).find(" " + row.status), std::string_view("HTTP/1.1").size());
  auto const end = std::min(answer.find("\r\n\r\n"), answer.size());
  auto const head = answer.substr(0, end);
  for (auto const& line : row.has) {
    EXPECT_NE(head.find(line), std::string::npos) << "lacks " << line;
  }
  for (auto const& line : row.lacks) {
    EXPECT_EQ(head.find(line), std::string::npos) << "has " << line;
  }
  if (!row.body.empty() || row.request.starts_with("HEAD")) {
    EXPECT_EQ(answer.substr(end), "\r\n\r\n" + row.body);
  }
}

TEST(Adapters, ServersKeepTheirPolicy) {
  for (auto const& server : servers()) {
    SCOPED_TRACE(server.name);
    auto const port = free_port();
    Process const process({server.program, CORSAGE_SOURCE_DIR "/examples/policy.toml", std::to_string(port)});
    ASSERT_TRUE(wait_for_listener(port));
    auto const origin = "http://127.0.0.1:" + std::to_string(port);
    for (auto const& row : rows()) {
      SCOPED_TRACE(row.name);
      expect_verdict(origin, row);
    }
    for (auto const& row : wire_rows()) {
      expect_on_wire(port, server.closing, row);
    }
  }
}

/// What cannot be read is answered too, and whatever it holds of headers is decided.
TEST(Adapters, BeastAnswersWhatItCannotRead) {
  auto const port = free_port();
  Process const process({CORSAGE_EXAMPLE_BEAST, CORSAGE_SOURCE_DIR "/examples/policy.toml", std::to_string(port)});
  ASSERT_TRUE(wait_for_listener(port));
  std::string const from = "Host: 127.0.0.1\r\nOrigin: http://localhost:5173\r\n";
  auto const large =
      ask_on_wire(port, "PUT / HTTP/1.1\r\n" + from + "Content-Length: 1000000\r\n\r\n", Closing::theirs);
  EXPECT_TRUE(large.starts_with("HTTP/1.1 413 ")) << large;
  EXPECT_NE(large.find(allowed_page), std::string::npos) << large;
  auto const malformed = ask_on_wire(port, "GET / HTTP/1.1\r\n" + from + "no header\r\n\r\n", Closing::theirs);
  EXPECT_TRUE(malformed.starts_with("HTTP/1.1 400 ")) << malformed;
  EXPECT_NE(malformed.find(varies), std::string::npos) << malformed;
}

TEST(Adapters, ServersSayWhatTheirArgumentsLack) {
  for (auto const& server : servers()) {
    SCOPED_TRACE(server.name);
    auto const nothing = run({server.program});
    EXPECT_EQ(nothing.status, 1);
    EXPECT_TRUE(nothing.error.starts_with("usage: ")) << nothing.error;
    auto const no_port = run({server.program, CORSAGE_SOURCE_DIR "/examples/policy.toml", "80x"});
    EXPECT_TRUE(no_port.error.starts_with("usage: ")) << no_port.error;
    auto const no_file = run({server.program, "/nowhere/policy.toml", "8080"});
    EXPECT_EQ(no_file.status, 1);
    EXPECT_EQ(no_file.error, "/nowhere/policy.toml: cannot be read\n");
  }
}

}  // namespace
}  // namespace corsage::test
