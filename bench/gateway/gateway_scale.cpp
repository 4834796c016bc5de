// What the gateway needs for many: idle connections, origins, and requests over a long time; and how fast it is there.
//
//     bench_gateway_scale CORSAGE [MILLIONS_OF_REQUESTS]
#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "../median.hpp"
#include "load.hpp"
#include "peers.hpp"
#include "support/ports.hpp"
#include "support/temporary_directory.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <fmt/format.h>
#include <sys/resource.h>

namespace {

using namespace corsage::bench;
namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

constexpr std::size_t many_origins = 100'000;

/// A client that keeps its connection.
class Client {
 public:
  Client(asio::io_context& context, std::uint16_t port) : socket_(context) {
    socket_.connect({asio::ip::address_v4::loopback(), port});
  }

  /// The answer's head, and what came with it.
  std::string ask(std::string_view path, std::string_view origin) {
    auto const request = fmt::format("GET {} HTTP/1.1\r\nHost: a\r\nOrigin: {}\r\n\r\n", path, origin);
    asio::write(socket_, asio::buffer(request));
    std::string answer;
    std::size_t wanted = std::string::npos;
    while (answer.size() < wanted) {
      std::array<char, 16 * 1024> room{};
      auto const size = socket_.read_some(asio::buffer(room));
      answer.append(room.data(), size);
      auto const end = answer.find("\r\n\r\n");
      auto const length = answer.find("Content-Length: ");
      if (end != std::string::npos) {
        auto const body = length == std::string::npos ? 0UL : std::strtoul(answer.c_str() + length + 16, nullptr, 10);
        wanted = end + 4 + body;
      }
    }
    return answer;
  }

 private:
  asio::ip::tcp::socket socket_;
};

void allow_many_files() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

void measure_idle_connections(Programs const& programs, Server const& upstream) {
  constexpr std::size_t connections = 10'000;
  auto const port = corsage::test::free_port();
  auto const server = start_gateway(programs, port, gateway_file(port, upstream.port()));
  asio::io_context context;
  std::vector<Client> clients;
  clients.reserve(connections);
  clients.emplace_back(context, port).ask("/small", allowed_origin);
  auto const before = server.proportional_kibibytes();
  while (clients.size() < connections) {
    clients.emplace_back(context, port).ask("/small", allowed_origin);
  }
  auto const after = server.proportional_kibibytes();
  std::size_t answered = 0;
  for (auto& client : clients) {
    answered += client.ask("/small", allowed_origin).starts_with("HTTP/1.1 200") ? 1U : 0U;
  }
  fmt::print("figure: an idle kept-alive connection, KiB, at most 3 wanted: {:.2f}\n",
             (after - before) / static_cast<double>(connections - 1));
  fmt::print("figure: connections of 10,000 held that still have an answer: {}\n", answered);
}

void measure_start(Programs const& programs, Server const& upstream) {
  std::vector<double> times;
  for (int i = 0; i < 21; ++i) {
    auto const port = corsage::test::free_port();
    corsage::test::TemporaryDirectory const directory;
    auto const file = directory.write("corsage.toml", gateway_file(port, upstream.port()));
    auto const start = Clock::now();
    corsage::test::Process gateway({programs.corsage, "gateway", file});
    asio::io_context context;
    for (bool is_answered = false; !is_answered;) {
      try {
        is_answered = !Client(context, port).ask("/small", allowed_origin).empty();
      } catch (boost::system::system_error const&) {
        std::this_thread::sleep_for(std::chrono::microseconds(100));
      }
    }
    times.push_back(Milliseconds(Clock::now() - start).count());
  }
  fmt::print("figure: start to first answer, ms, below 20 wanted: {:.1f}\n", median(times));
}

void measure_reload(Programs const& programs, Server const& upstream) {
  auto const port = corsage::test::free_port();
  corsage::test::TemporaryDirectory const directory;
  auto const file = directory.write("corsage.toml", gateway_file(port, upstream.port()));
  Server server(server_processor, nullptr, port, {programs.corsage, "gateway", file});
  asio::io_context context;
  Client client(context, port);
  std::vector<double> reloads;
  std::vector<double> longest;
  for (int round = 0; round < 7; ++round) {
    // Each file has an origin that the one before had not.
    directory.write("corsage.toml",
                    gateway_file(port, upstream.port(), many_origins + static_cast<std::size_t>(round)));
    auto const newest =
        fmt::format("https://tenant-{}.example.com", many_origins + static_cast<std::size_t>(round) - 1);
    auto const start = Clock::now();
    server.process().signal(SIGHUP);
    double worst = 0;
    for (bool is_allowed = false; !is_allowed;) {
      auto const asked = Clock::now();
      is_allowed = client.ask("/small", newest).find("Access-Control-Allow-Origin: " + newest) != std::string::npos;
      worst = std::max(worst, Milliseconds(Clock::now() - asked).count());
      std::this_thread::sleep_until(asked + std::chrono::milliseconds(1));
    }
    reloads.push_back(Milliseconds(Clock::now() - start).count());
    longest.push_back(worst);
  }
  fmt::print(
      "figure: reload of 100,000 origins, asked a thousand times a second meanwhile, ms, below 100 wanted: {:.1f}\n",
      median(reloads));
  fmt::print("figure: the longest wait for an answer during such a reload, ms: {:.1f}\n", std::ranges::max(longest));
}

void measure_origins(Programs const& programs, Server const& upstream) {
  std::vector<double> differences;
  for (int round = 0; round < 5; ++round) {
    std::array<double, 2> costs{};
    for (std::size_t i = 0; i < costs.size(); ++i) {
      auto const port = corsage::test::free_port();
      auto const server = start_gateway(programs, port, gateway_file(port, upstream.port(), i * many_origins));
      costs[i] = saturate(server, "", preflight(), std::chrono::seconds(2)).processor_microseconds;
    }
    differences.push_back(costs[1] - costs[0]);
  }
  fmt::print("figure: a preflight with 100,000 origins, processor time more than with 1, µs, 0 wanted: {:.2f}\n",
             median(differences));
}

void measure_soak(Programs const& programs, Server const& upstream, std::uint64_t millions) {
  auto const port = corsage::test::free_port();
  auto const server = start_gateway(programs, port, gateway_file(port, upstream.port()));
  // Until then pools and caches grow to what this load needs.
  auto const warm = std::min<std::uint64_t>(2'000'000, millions * 500'000);
  std::uint64_t requests = 0;
  double early = 0;
  while (requests < millions * 1'000'000) {
    requests += saturate(server, "", preflight(), std::chrono::seconds(5)).requests;
    requests += saturate(server, "", small_get(), std::chrono::seconds(5)).requests;
    early = early == 0 && requests >= warm ? server.proportional_kibibytes() : early;
  }
  fmt::print("figure: memory after {:.1f} million requests, KiB more than after {:.1f} million, 0 wanted: {:.0f}\n",
             static_cast<double>(requests) / 1e6, static_cast<double>(warm) / 1e6,
             server.proportional_kibibytes() - early);
}

}  // namespace

int main(int argument_count, char** arguments) {
  if (argument_count < 2) {
    fmt::print(stderr, "usage: {} CORSAGE [MILLIONS_OF_REQUESTS]\n", arguments[0]);
    return 2;
  }
  allow_many_files();
  Programs const programs{.corsage = arguments[1], .node_modules = {}};
  auto const upstream = start_upstream();
  measure_start(programs, upstream);
  measure_reload(programs, upstream);
  measure_origins(programs, upstream);
  measure_idle_connections(programs, upstream);
  measure_soak(programs, upstream, argument_count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 10);
}
