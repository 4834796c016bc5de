#include "end_to_end/gateway/running_gateway.hpp"

#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdint>
#include <stdexcept>
#include <utility>

#include "corsage/base/bytes.hpp"
#include "end_to_end/program.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/time.h>

namespace corsage::test {
namespace {

namespace asio = boost::asio;

Process::Arguments with_program(Process::Arguments arguments) {
  arguments.insert(arguments.begin(), corsage_path());
  return arguments;
}

}  // namespace

RunningGateway::RunningGateway(Process::Arguments arguments, Process::Options const& options)
    : RunningGateway(Command{with_program(std::move(arguments)), options}) {}

RunningGateway::RunningGateway(Command const& command) : process_(command.arguments, command.options) {
  auto const line = process_.read_line();
  if (!line) {
    throw std::runtime_error("the gateway did not start: " + process_.finish().error);
  }
  auto const digits = std::string_view(*line).substr(line->rfind(':') + 1);
  std::from_chars(digits.data(), digits.data() + digits.size(), port_);
}

RunningGateway::~RunningGateway() {
  if (process_.is_running()) {
    process_.signal(SIGTERM);
    auto const ending = process_.finish();
    EXPECT_EQ(ending.status, 0) << ending.error;
  }
}

std::string converse(std::uint16_t port, std::string_view bytes) {
  asio::io_context context;
  asio::ip::tcp::socket socket(context);
  socket.connect({asio::ip::address_v4::loopback(), port});
  timeval const patience{.tv_sec = 10, .tv_usec = 0};
  setsockopt(socket.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  boost::system::error_code error;
  asio::write(socket, asio::buffer(bytes.data(), bytes.size()), error);
  std::string answer;
  std::array<char, 65536> room{};
  while (true) {
    auto const size = ::recv(socket.native_handle(), room.data(), room.size(), 0);
    if (size <= 0) {
      EXPECT_FALSE(size < 0 && errno == EAGAIN) << "silent for " << patience.tv_sec << " seconds, after: " << answer;
      return answer;
    }
    answer.append(room.data(), static_cast<std::size_t>(size));
  }
}

std::string ask(std::uint16_t port, std::string_view request_line, std::string_view lines, std::string_view body) {
  return converse(port, std::string(request_line) + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" +
                            std::string(lines) + "\r\n" + std::string(body));
}

std::vector<std::string> values_of(std::string_view answer, std::string_view name) {
  std::vector<std::string> values;
  auto const head = answer.substr(0, answer.find("\r\n\r\n"));
  for (auto at = head.find("\r\n"); at != std::string_view::npos; at = head.find("\r\n", at + 2)) {
    auto const line = head.substr(at + 2, head.find("\r\n", at + 2) - at - 2);
    auto const colon = line.find(": ");
    if (colon != std::string_view::npos && byte_case_insensitive_equal(line.substr(0, colon), name)) {
      values.emplace_back(line.substr(colon + 2));
    }
  }
  return values;
}

std::string_view body_of(std::string_view answer) {
  auto const end = answer.find("\r\n\r\n");
  return end == std::string_view::npos ? std::string_view() : answer.substr(end + 4);
}

}  // namespace corsage::test
