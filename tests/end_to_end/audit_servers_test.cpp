// corsage audit against servers that are busy, not there, or do what they like, and how it is interrupted.

#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <fstream>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "end_to_end/audit_runs.hpp"
#include "end_to_end/bare_server.hpp"
#include "end_to_end/program.hpp"
#include "support/scripted_server.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>

namespace corsage::test {
namespace {

TEST(AuditCommand, WaitsAsAServerAsks) {
  std::atomic<int> asked = 0;
  BareServer const server([&asked](std::string const&, BareServer::Socket& socket) {
    return write_to(socket, ++asked == 2
                                ? "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n"
                                : "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  });
  Process::Ending ending;
  auto const duration = duration_of([&] { ending = audit({server.origin()}); });
  EXPECT_EQ(ending.status, 0) << ending.output << ending.error;
  EXPECT_GE(duration, std::chrono::seconds(1));
}

TEST(AuditCommand, GivesUpAServerThatAsksForTooMuch) {
  BareServer const server([](std::string const&, BareServer::Socket& socket) {
    return write_to(socket, "HTTP/1.1 503 Busy\r\nRetry-After: 3600\r\nContent-Length: 0\r\n\r\n");
  });
  auto const ending = audit({server.origin(), "--json"});
  EXPECT_EQ(ending.status, 3);
  EXPECT_TRUE(contains(ending.error, "wants to be asked again in 3600 s")) << ending.error;
}

TEST(AuditCommand, AsksAServerThatWantsToBeLeftAloneForNothingElse) {
  std::atomic<int> asked = 0;
  BareServer const server([&asked](std::string const&, BareServer::Socket& socket) {
    ++asked;
    return write_to(socket, "HTTP/1.1 429 Busy\r\nRetry-After: 3600\r\nContent-Length: 0\r\n\r\n");
  });
  std::vector<std::string> arguments{"--json"};
  constexpr int targets = 400;
  for (int i = 0; i < targets; ++i) {
    arguments.push_back(server.origin() + "/" + std::to_string(i));
  }
  Process::Ending ending;
  auto const duration = duration_of([&] { ending = audit(arguments); });
  EXPECT_EQ(ending.status, 3) << ending.error;
  EXPECT_LT(asked, 30) << "what was under way already";
  EXPECT_TRUE(contains(ending.error, "wants to be asked again in 3600 s")) << ending.error;
  EXPECT_TRUE(
      contains(ending.error, server.origin() + "/399: not asked: its server wants to be left alone for another 3"))
      << ending.error;
  EXPECT_LT(duration, std::chrono::seconds(10));
}

TEST(AuditCommand, TakesABusyServerForNoAnswer) {
  std::atomic<int> asked = 0;
  BareServer const now_and_then([&asked](std::string const&, BareServer::Socket& socket) {
    return write_to(socket, ++asked % 7 == 0 ? "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n"
                                             : "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  });
  auto const at_last = audit({now_and_then.origin()});
  EXPECT_EQ(at_last.status, 0) << at_last.output << at_last.error;
  BareServer const always([](std::string const&, BareServer::Socket& socket) {
    return write_to(socket, "HTTP/1.1 503 Busy\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 0\r\n\r\n");
  });
  auto const never = audit({always.origin(), "--json"});
  EXPECT_EQ(never.status, 3) << never.output;
  EXPECT_TRUE(contains(never.error, "it answers 503, however often it is asked")) << never.error;
}

TEST(AuditCommand, FindsWhatAServerLetsInThatAnswersNoPreflight) {
  BareServer const server([](std::string const& head, BareServer::Socket& socket) {
    if (head.starts_with("OPTIONS ")) {
      return write_to(socket, "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
    }
    std::string_view constexpr name = "origin: ";
    auto const start = head.find(name);
    auto const origin = start == std::string::npos
                            ? "null"
                            : head.substr(start + name.size(), head.find("\r\n", start) - start - name.size());
    return write_to(socket, "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Credentials: true\r\nContent-Length: 0\r\n" +
                                ("Access-Control-Allow-Origin: " + origin) + "\r\n\r\n");
  });
  Process::Ending ending;
  auto const duration = duration_of([&] { ending = audit({server.origin(), "--json"}); });
  EXPECT_EQ(ending.status, 1) << ending.output << ending.error;
  EXPECT_TRUE(contains(ending.output, "origin-reflected")) << ending.output;
  EXPECT_LT(duration, std::chrono::seconds(20));
}

// Servers that are not there, or do what they like.

TEST(AuditCommand, EndsWhateverAServerDoes) {
  std::string const head = "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: https://app.example.com\r\n";
  struct Row {
    std::string name;
    BareServer::Answer answer;
    int status = 0;
    std::string error_has = {};
    std::string timeout = "10";
  };
  auto const writes = [](std::string const& bytes) {
    return [bytes](std::string const&, BareServer::Socket& socket) {
      write_to(socket, bytes);
      return false;
    };
  };
  Row const rows[] = {
      {.name = "says nothing",
       .answer = [](std::string const&, BareServer::Socket&) { return true; },
       .status = 4,
       .error_has = "timed out",
       .timeout = "1"},
      {.name = "hangs up", .answer = writes(""), .status = 4, .error_has = "empty answer"},
      {.name = "is no HTTP", .answer = writes("SSH-2.0-\x1b[31mred\r\n"), .status = 4, .error_has = "answer not http"},
      {.name = "sends a head of 10 MB",
       .answer = writes("HTTP/1.1 200 OK\r\nX: " + std::string(10'000'000, 'x') + "\r\n\r\n"),
       .status = 4,
       .error_has = "too long"},
      {.name = "sends a head without end",
       .answer =
           [](std::string const&, BareServer::Socket& socket) {
             write_to(socket, "HTTP/1.1 200 OK\r\n");
             while (write_to(socket, "X-Line: 0123456789012345678901234567890123456789\r\n")) {
             }
             return false;
           },
       .status = 4,
       .error_has = "its head is longer than 262144 bytes"},
      {.name = "sends a body without end",
       .answer =
           [head](std::string const&, BareServer::Socket& socket) {
             write_to(socket, head + "\r\n");
             while (write_to(socket, std::string(65536, 'x'))) {
             }
             return false;
           }},
      {.name = "says nothing behind its head",
       .answer =
           [](std::string const&, BareServer::Socket& socket) {
             return write_to(socket, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
           },
       .timeout = "1"},
      {.name = "writes to the terminal",
       .answer =
           [head](std::string const&, BareServer::Socket& socket) {
             return write_to(socket,
                             head + "Vary: \x1b]0;title\x07\r\nServer: \x1b[31mred\x9b\r\nContent-Length: 0\r\n\r\n");
           }},
      {.name = "breaks its chunks", .answer = writes(head + "Transfer-Encoding: chunked\r\n\r\nZZ\r\n")},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    BareServer const server(row.answer);
    Process::Ending ending;
    auto const duration = duration_of([&] {
      ending = audit(
          {server.origin(), "--trusted-origin", trusted_page, "--timeout", row.timeout, "--fail-on", "high", "--json"});
    });
    EXPECT_EQ(ending.status, row.status) << ending.output << ending.error;
    EXPECT_TRUE(contains(ending.error, row.error_has)) << ending.error;
    EXPECT_FALSE(contains(ending.output + ending.error, "\x1b"));
    EXPECT_LT(duration, std::chrono::seconds(30));
  }
}

TEST(AuditCommand, WritesWhatItKnowsWhenItIsInterrupted) {
  ScriptedServer const sound(sound_rules());
  BareServer const hung([](std::string const&, BareServer::Socket&) { return true; });
  Process process({corsage_path(), "audit", sound.origin() + "/done", hung.origin() + "/hung", "--output", "jsonl"});
  for (auto line = process.read_line(); line && !contains(*line, "/done"); line = process.read_line()) {
  }
  process.signal(SIGINT);
  auto const ending = process.finish();
  EXPECT_EQ(ending.status, 3) << ending.output << ending.error;
  EXPECT_TRUE(contains(ending.error, "/hung: interrupted")) << ending.error;
  EXPECT_TRUE(contains(ending.output, "interrupted")) << ending.output;
}

TEST(AuditCommand, IsInterruptedInTheMiddleOfALine) {
  ScriptedServer const server(sound_rules());
  Process process({corsage_path(), "audit", "-", "--output", "jsonl"});
  process.write(server.origin() + "/done\n" + server.origin() + "/beg");
  for (auto line = process.read_line(); line && !contains(*line, "/done"); line = process.read_line()) {
  }
  process.signal(SIGINT);
  auto line = process.read_line();
  EXPECT_TRUE(line && contains(*line, "\"summary\"")) << line.value_or("it goes on");
  EXPECT_EQ(process.finish().status, 3);
}

/// The most memory that a running process has had, in MiB.
std::size_t peak_memory_of(pid_t process) {
  std::ifstream status("/proc/" + std::to_string(process) + "/status");
  constexpr std::string_view key = "VmHWM:";
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(key)) {
      return std::stoul(line.substr(key.size())) / 1024;
    }
  }
  return 0;
}

TEST(AuditCommand, HoldsNoMoreOfLongHeadsThanItMust) {
  auto head =
      "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nAccess-Control-Allow-Origin: " + std::string(trusted_page) + "\r\n";
  for (int line = 0; line < 20; ++line) {
    head += "X: " + std::string(10'000, 'x') + "\r\n";
  }
  head += "\r\n";
  BareServer const server([&head](std::string const&, BareServer::Socket& socket) { return write_to(socket, head); });
  // What comes after it in the list is told after it.
  BareServer const hung([](std::string const&, BareServer::Socket&) { return true; });
  constexpr int count = 50;
  Process process(
      {corsage_path(), "audit", "-", "--output", "jsonl", "--trusted-origin", trusted_page, "--timeout", "8"},
      {.environment = {{"ASAN_OPTIONS", "quarantine_size_mb=1"}}});
  process.write(hung.origin() + "\n");
  for (int i = 0; i < count; ++i) {
    process.write(server.origin() + "/" + std::to_string(i) + "\n");
  }
  int told = 0;
  for (auto line = process.read_line(); line; line = told == count ? std::nullopt : process.read_line()) {
    told += contains(*line, "\"status\":\"audited\"") ? 1 : 0;
  }
  auto const peak = peak_memory_of(process.id());
  EXPECT_EQ(told, count);
  EXPECT_GT(peak, 0U);
  EXPECT_LT(peak, 250U);
}

TEST(AuditCommand, NamesWhatItDidNotBegin) {
  ScriptedServer const server(sound_rules());
  std::string list;
  for (int i = 0; i < 300; ++i) {
    list += server.origin() + "/" + std::to_string(i) + "\n";
  }
  auto const ending = audit({"-", "--max-requests", "5", "--json"}, list);
  EXPECT_EQ(ending.status, 3);
  EXPECT_TRUE(contains(ending.error, "/299: not asked: --max-requests 5 was reached")) << ending.error;
  EXPECT_TRUE(contains(ending.output, "\"targets\":300")) << ending.output;
}

/// Whether the process ends in time, while nobody reads what it writes.
bool ends(pid_t process, std::chrono::seconds patience) {
  auto const end = std::chrono::steady_clock::now() + patience;
  siginfo_t ending{};
  while (ending.si_pid == 0 && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    waitid(P_PID, static_cast<id_t>(process), &ending, WEXITED | WNOHANG | WNOWAIT);
  }
  return ending.si_pid == process;
}

TEST(AuditCommand, SaysWhereItLeftAListWithoutEnd) {
  ScriptedServer const server(sound_rules());
  Process process({corsage_path(), "audit", "-", "--output", "jsonl", "--max-requests", "100"});
  process.write(server.origin() + "/first\n");
  for (auto line = process.read_line(); line && !contains(*line, "/first"); line = process.read_line()) {
  }
  process.signal(SIGTERM);
  // The list's end is not to be seen before the signal.
  EXPECT_TRUE(ends(process.id(), std::chrono::seconds(10)));
  auto const ending = process.finish();
  EXPECT_EQ(ending.status, 3);
  EXPECT_TRUE(contains(ending.error, "standard input: not read to its end: interrupted")) << ending.error;
}

TEST(AuditCommand, IsInterruptedWhileNobodyReads) {
  ScriptedServer const server(broken_rules());
  Process process({corsage_path(), "audit", "-", "--output", "jsonl", "--trusted-origin", trusted_page});
  // There is room for one target's line, and for nothing behind it.
  process.narrow_output(4096);
  std::string list;
  for (int i = 0; i < 30; ++i) {
    list += server.origin() + "/" + std::string(2100, 'x') + std::to_string(i) + "\n";
  }
  process.write(list);
  auto const end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (process.unread() == 0 && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  process.signal(SIGINT);
  EXPECT_TRUE(ends(process.id(), std::chrono::seconds(10)));
  auto const ending = process.finish();
  EXPECT_EQ(ending.status, 2) << ending.error;
  EXPECT_TRUE(contains(ending.error, "standard output cannot be written")) << ending.error;
}

TEST(AuditCommand, EndsWhateverIsClosed) {
  ScriptedServer const server(broken_rules());
  struct Row {
    std::string name;
    std::string line;
    int status = 0;
  };
  auto const sound = " audit " + server.origin() + " --trusted-origin " + trusted_page;
  std::vector<Row> const rows = {
      {.name = "standard output", .line = corsage_path() + sound + " >&-", .status = 2},
      {.name = "standard error", .line = corsage_path() + " audit nourl 2>&-", .status = 2},
      {.name = "who reads standard error",
       .line = "(" + corsage_path() + " audit nourl 2>&1 >/dev/null; exit $?) | true",
       .status = 0},
      {.name = "all of them", .line = corsage_path() + sound + " <&- >&- 2>&-", .status = 2},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(run({"sh", "-c", row.line}, {}, Process::Options()).status, row.status);
  }
}

}  // namespace
}  // namespace corsage::test
