#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "end_to_end/gateway/running_gateway.hpp"
#include "end_to_end/gateway/tls_client.hpp"
#include "end_to_end/program.hpp"
#include "support/certificate.hpp"
#include "support/scripted_server.hpp"
#include "support/temporary_directory.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <gtest/gtest.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace corsage::test {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;
using std::chrono::seconds;

bool comes_true(std::function<bool()> const& condition) {
  for (auto const end = Clock::now() + seconds(10); Clock::now() < end;) {
    if (condition()) {
      return true;
    }
    std::this_thread::sleep_for(milliseconds(20));
  }
  return false;
}

/// A gateway whose files change, and that is told to end.
class GatewayOperation : public ::testing::Test {
 protected:
  GatewayOperation()
      : upstream_({{.when = {.path = "/slow"}, .body = "slow", .pause = milliseconds(600)},
                   {.when = {.path = "/never"}, .body = "never", .pause = seconds(4)},
                   {.body = "all"}}) {}

  std::string text(std::string_view origin, std::string_view head = {}) const {
    return std::string(head) + "[[route]]\nto = \"" + upstream_.origin() + "\"\n[route.cors]\norigins = [\"" +
           std::string(origin) + "\"]\n";
  }

  static bool allows(RunningGateway const& gateway, std::string const& origin) {
    return !values_of(ask(gateway.port(), "GET /", "Origin: " + origin + "\r\n"), "access-control-allow-origin")
                .empty();
  }

  ScriptedServer upstream_;
  TemporaryDirectory directory_;
};

TEST_F(GatewayOperation, reads_its_file_again_when_it_is_written) {
  auto const file = directory_.write("corsage.toml", text("http://one.test"));
  RunningGateway const gateway({"gateway", file});
  EXPECT_TRUE(allows(gateway, "http://one.test"));
  directory_.write("corsage.toml", text("http://two.test"));
  EXPECT_TRUE(comes_true([&] { return allows(gateway, "http://two.test"); }));
  EXPECT_FALSE(allows(gateway, "http://one.test"));
}

TEST_F(GatewayOperation, reads_its_file_again_though_others_are_written_all_the_time) {
  auto const file = directory_.write("corsage.toml", text("http://one.test"));
  RunningGateway const gateway({"gateway", file});
  std::jthread const writer([this](std::stop_token const& stop) {
    while (!stop.stop_requested()) {
      directory_.write("other.log", "a line");
      std::this_thread::sleep_for(milliseconds(50));
    }
  });
  directory_.write("corsage.toml", text("http://two.test"));
  auto const begin = Clock::now();
  EXPECT_TRUE(comes_true([&] { return allows(gateway, "http://two.test"); }));
  EXPECT_LT(Clock::now() - begin, seconds(3));
}

TEST_F(GatewayOperation, reads_its_file_again_when_another_takes_its_place) {
  auto const file = directory_.write("corsage.toml", text("http://one.test"));
  RunningGateway const gateway({"gateway", file});
  for (std::string const name : {"two", "three"}) {
    auto const origin = "http://" + name + ".test";
    std::filesystem::rename(directory_.write("corsage.toml~", text(origin)), file);
    EXPECT_TRUE(comes_true([&] { return allows(gateway, origin); })) << name;
  }
}

TEST_F(GatewayOperation, reads_its_file_again_when_its_link_leads_elsewhere) {
  // As a volume of Kubernetes: the file is a link into a directory that is itself a link, which is replaced.
  auto const at = [this](std::string const& name) { return directory_.path() / name; };
  for (std::string const name : {"one", "two"}) {
    std::filesystem::create_directory(at(name));
    directory_.write(name + "/corsage.toml", text("http://" + name + ".test"));
  }
  std::filesystem::create_symlink("one", at("data"));
  std::filesystem::create_symlink("data/corsage.toml", at("corsage.toml"));
  RunningGateway const gateway({"gateway", at("corsage.toml").string()});
  EXPECT_TRUE(allows(gateway, "http://one.test"));
  std::filesystem::create_symlink("two", at("data~"));
  std::filesystem::rename(at("data~"), at("data"));
  EXPECT_TRUE(comes_true([&] { return allows(gateway, "http://two.test"); }));
}

TEST_F(GatewayOperation, keeps_what_it_had_until_its_file_is_right_again) {
  auto const file = directory_.write("corsage.toml", text("http://one.test"));
  RunningGateway gateway({"gateway", file});
  directory_.write("corsage.toml", "nonsense");
  std::this_thread::sleep_for(milliseconds(400));
  EXPECT_TRUE(allows(gateway, "http://one.test"));
  directory_.write("corsage.toml", text("http://two.test"));
  EXPECT_TRUE(comes_true([&] { return allows(gateway, "http://two.test"); }));
  gateway.process().signal(SIGTERM);
  auto const ending = gateway.process().finish();
  EXPECT_EQ(ending.status, 0);
  EXPECT_NE(ending.error.find("corsage.toml:1:"), std::string::npos) << ending.error;
  EXPECT_NE(ending.error.find("the configuration stays as it was"), std::string::npos) << ending.error;
}

TEST_F(GatewayOperation, takes_a_renewed_certificate_and_lets_connections_be) {
  make_certificate(directory_, {.names = "DNS:old.test"});
  auto const file = directory_.write(
      "corsage.toml", text("http://one.test",
                           "listen = \"https://127.0.0.1:0\"\n[[certificate]]\nchain = \"certificate.pem\"\nkey = "
                           "\"key.pem\"\n"));
  RunningGateway gateway({"gateway", file});
  TlsClient before(gateway.port());
  EXPECT_TRUE(before.has_name("old.test"));
  make_certificate(directory_, {.names = "DNS:new.test"});
  EXPECT_TRUE(comes_true([&] { return TlsClient(gateway.port()).has_name("new.test"); }));
  before.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(body_of(before.receive()), "all");
  // One that does not go with its key is refused, and the last that did goes on.
  make_certificate(directory_, {.file = "other-"});
  std::filesystem::rename(directory_.path() / "other-key.pem", directory_.path() / "key.pem");
  std::this_thread::sleep_for(milliseconds(400));
  EXPECT_TRUE(TlsClient(gateway.port()).has_name("new.test"));
  gateway.process().signal(SIGTERM);
  auto const ending = gateway.process().finish();
  EXPECT_NE(ending.error.find("'key.pem' is not the key of its certificate"), std::string::npos) << ending.error;
}

struct EndingRow {
  std::string_view name;
  std::string_view drain_time;
  std::string_view path;
  int signals;
  std::string_view body;
  seconds at_most;
};

TEST_F(GatewayOperation, ends_when_answers_are_given_or_it_has_waited_long_enough) {
  std::vector<EndingRow> const rows{
      {"an answer that comes in time", "5", "/slow", 1, "slow", seconds(3)},
      {"one that does not", "0.5", "/never", 1, "", seconds(3)},
      {"a second signal", "30", "/never", 2, "", seconds(3)},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const file = directory_.write(
        "corsage.toml", text("http://one.test", "[limits]\ndrain_time = " + std::string(row.drain_time) + "\n"));
    RunningGateway gateway({"gateway", file});
    auto const seen = upstream_.requests().size();
    std::string answer;
    std::thread client([&] { answer = ask(gateway.port(), "GET " + std::string(row.path)); });
    EXPECT_TRUE(comes_true([&] { return upstream_.requests().size() > seen; }));
    auto const begin = Clock::now();
    for (int i = 0; i < row.signals; ++i) {
      gateway.process().signal(SIGTERM);
      std::this_thread::sleep_for(milliseconds(100));
    }
    auto const ending = gateway.process().finish();
    EXPECT_LT(Clock::now() - begin, row.at_most);
    EXPECT_EQ(ending.status, 0) << ending.error;
    client.join();
    EXPECT_EQ(body_of(answer), row.body) << answer;
  }
}

struct WaitingRow {
  std::string_view name;
  std::string_view drain_time;
  int signal;
  bool is_busy;
  std::string_view told;
};

TEST_F(GatewayOperation, says_once_that_it_waits_where_it_does) {
  constexpr std::string_view told =
      "corsage: requests under way have up to 1.5 s to end; another signal ends them now\n";
  for (auto const& row : std::vector<WaitingRow>{{"a request under way", "1.5", SIGTERM, true, told},
                                                 {"at the keyboard", "1.5", SIGINT, true, told},
                                                 {"too short a time to tell", "0.3", SIGINT, true, ""},
                                                 {"nothing under way", "1.5", SIGINT, false, ""}}) {
    SCOPED_TRACE(row.name);
    RunningGateway gateway(
        {"gateway", directory_.write("corsage.toml", text("http://one.test", "[limits]\ndrain_time = " +
                                                                                 std::string(row.drain_time) + "\n"))});
    auto const seen = upstream_.requests().size();
    std::jthread const client([&] { ask(gateway.port(), row.is_busy ? "GET /never" : "GET /"); });
    EXPECT_TRUE(comes_true([&] { return upstream_.requests().size() > seen; }));
    if (!row.is_busy) {
      std::this_thread::sleep_for(milliseconds(200));  // until it has had its answer
    }
    gateway.process().signal(row.signal);
    EXPECT_EQ(gateway.process().finish().error, row.told);
  }
}

TEST_F(GatewayOperation, ends_at_once_where_nothing_is_under_way) {
  make_certificate(directory_);
  auto const file = directory_.write(
      "corsage.toml", text("http://one.test",
                           "listen = \"https://127.0.0.1:0\"\n[[certificate]]\nchain = \"certificate.pem\"\nkey = "
                           "\"key.pem\"\n"));
  RunningGateway gateway({"gateway", file});
  // One between two requests, one in its handshake.
  TlsClient idle(gateway.port());
  idle.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  idle.receive("all");
  asio::io_context context;
  asio::ip::tcp::socket silent(context);
  silent.connect({asio::ip::address_v4::loopback(), gateway.port()});
  std::this_thread::sleep_for(milliseconds(200));
  auto const begin = Clock::now();
  gateway.process().signal(SIGTERM);
  EXPECT_EQ(gateway.process().finish().status, 0);
  EXPECT_LT(Clock::now() - begin, seconds(5));
}

/// The lines of /proc/PID/status that say who a process is.
std::string identity_of(pid_t id) {
  std::ifstream status("/proc/" + std::to_string(id) + "/status");
  std::string identity;
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("Uid:") || line.starts_with("Gid:") || line.starts_with("CapEff:")) {
      identity += line + "\n";
    }
  }
  return identity;
}

TEST_F(GatewayOperation, is_who_it_shall_be_once_it_listens) {
  // Whoever is not root can only be who he is.
  auto const* const user = ::geteuid() == 0 ? ::getpwnam("nobody") : ::getpwuid(::geteuid());
  ASSERT_NE(user, nullptr);
  auto const head = "user = \"" + std::string(user->pw_name) + "\"\n";
  auto const file = directory_.write("corsage.toml", text("http://one.test", head));
  std::filesystem::permissions(directory_.path(), std::filesystem::perms(0755));
  RunningGateway gateway({"gateway", file});
  EXPECT_EQ(body_of(ask(gateway.port(), "GET /")), "all");
  auto const four_times = [](auto number) {
    auto const text = "\t" + std::to_string(number);
    return text + text + text + text + "\n";
  };
  EXPECT_EQ(identity_of(gateway.process().id()),
            "Uid:" + four_times(user->pw_uid) + "Gid:" + four_times(user->pw_gid) + "CapEff:\t0000000000000000\n");
  directory_.write("corsage.toml", text("http://two.test", head));
  EXPECT_TRUE(comes_true([&] { return allows(gateway, "http://two.test"); }));
}

TEST_F(GatewayOperation, opens_its_log_again_as_who_it_is_then) {
  auto const* const user = ::geteuid() == 0 ? ::getpwnam("nobody") : ::getpwuid(::geteuid());
  ASSERT_NE(user, nullptr);
  std::filesystem::permissions(directory_.path(), std::filesystem::perms(0755));
  auto const log = (directory_.path() / "access.log").string();
  auto const head = "user = \"" + std::string(user->pw_name) + "\"\naccess_log = \"" + log + "\"\n";
  auto const file = directory_.write("corsage.toml", text("http://one.test", head));
  RunningGateway gateway({"gateway", file});
  struct stat status{};
  ASSERT_EQ(::stat(log.c_str(), &status), 0);
  EXPECT_EQ(status.st_uid, user->pw_uid);
  EXPECT_EQ(status.st_gid, user->pw_gid);
  // As after a rotation: root has made a file as the one before was.
  std::filesystem::rename(log, log + ".1");
  directory_.write("access.log", "");
  ASSERT_EQ(::chown(log.c_str(), status.st_uid, status.st_gid), 0);
  std::filesystem::permissions(log, std::filesystem::perms(0640));
  gateway.process().signal(SIGHUP);
  EXPECT_TRUE(comes_true([&] {
    ask(gateway.port(), "GET /");
    return std::filesystem::file_size(log) > 0;
  }));
  gateway.process().signal(SIGTERM);
  auto const ending = gateway.process().finish();
  EXPECT_EQ(ending.error.find("Permission denied"), std::string::npos) << ending.error;
}

TEST_F(GatewayOperation, says_in_one_line_that_it_cannot_be_who_it_shall_be) {
  auto const unknown =
      corsage({"gateway", directory_.write("corsage.toml", text("http://one.test", "user = \"nobody at all\"\n"))});
  EXPECT_EQ(unknown.status, 2);
  EXPECT_NE(unknown.error.find(":1:8: "), std::string::npos) << unknown.error;
  EXPECT_NE(unknown.error.find("no user 'nobody at all'"), std::string::npos) << unknown.error;

  auto const file = directory_.write("corsage.toml", text("http://one.test", "user = \"daemon\"\n"));
  std::filesystem::permissions(directory_.path(), std::filesystem::perms(0755));
  Process::Arguments arguments{corsage_path(), "gateway", file};
  if (::geteuid() == 0) {
    arguments.insert(arguments.begin(), {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"});
  }
  auto const ending = run(arguments);
  EXPECT_EQ(ending.status, 2) << ending.error;
  EXPECT_EQ(ending.error, "corsage: only root can become 'daemon': start corsage as root, or leave out user\n");
}

}  // namespace
}  // namespace corsage::test
