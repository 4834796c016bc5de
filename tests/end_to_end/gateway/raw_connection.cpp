#include "end_to_end/gateway/raw_connection.hpp"

#include <array>
#include <bit>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <stdexcept>
#include <system_error>
#include <utility>

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace corsage::test {
namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void fail(char const* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

sockaddr const* as_any(sockaddr_in const& address) {
  return std::bit_cast<sockaddr const*>(&address);
}

bool waits_for(int descriptor, short event, Clock::time_point end) {
  auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now());
  pollfd waiting{.fd = descriptor, .events = event, .revents = 0};
  return ::poll(&waiting, 1, left.count() < 0 ? 0 : static_cast<int>(left.count())) > 0;
}

}  // namespace

RawConnection::RawConnection(std::uint16_t port, int receive_room)
    : descriptor_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  if (descriptor_ < 0) {
    fail("socket");
  }
  if (receive_room > 0) {
    ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVBUF, &receive_room, sizeof receive_room);
  }
  auto const address = loopback(port);
  if (::connect(descriptor_, as_any(address), sizeof address) != 0) {
    ::close(std::exchange(descriptor_, -1));
    fail("connect");
  }
}

RawConnection RawConnection::calling(std::uint16_t port) {
  RawConnection connection(Accepted{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)});
  auto const address = loopback(port);
  ::connect(connection.descriptor_, as_any(address), sizeof address);
  return connection;
}

RawConnection::RawConnection(RawConnection&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      received_(std::move(other.received_)),
      was_reset_(other.was_reset_),
      has_ended_(other.has_ended_) {}

RawConnection& RawConnection::operator=(RawConnection&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(received_, other.received_);
  std::swap(was_reset_, other.was_reset_);
  std::swap(has_ended_, other.has_ended_);
  return *this;
}

RawConnection::~RawConnection() {
  close();
}

bool RawConnection::send(std::string_view bytes) {
  auto const end = Clock::now() + patience;
  while (!bytes.empty()) {
    auto const sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && (errno != EAGAIN || !waits_for(descriptor_, POLLOUT, end))) {
      return false;
    }
    bytes.remove_prefix(sent < 0 ? 0 : static_cast<std::size_t>(sent));
  }
  return true;
}

bool RawConnection::receive_more(Clock::time_point end) {
  if (has_ended_ || !waits_for(descriptor_, POLLIN, end)) {
    return false;
  }
  std::array<char, 65536> room;
  auto const size = ::recv(descriptor_, room.data(), room.size(), 0);
  if (size <= 0) {
    has_ended_ = true;
    was_reset_ = size < 0;
    return false;
  }
  received_.append(room.data(), static_cast<std::size_t>(size));
  return true;
}

std::string RawConnection::receive_until(std::string_view ending, std::chrono::milliseconds within) {
  auto const end = Clock::now() + within;
  while (true) {
    if (auto const at = received_.find(ending); at != std::string::npos) {
      auto received = received_.substr(0, at + ending.size());
      received_.erase(0, received.size());
      return received;
    }
    if (!receive_more(end)) {
      return std::exchange(received_, {});
    }
  }
}

std::string RawConnection::receive_rest(std::chrono::milliseconds within) {
  while (receive_more(Clock::now() + within)) {
  }
  return std::exchange(received_, {});
}

bool RawConnection::ends_within(std::chrono::milliseconds within) {
  auto const end = Clock::now() + within;
  while (receive_more(end)) {
    received_.clear();
  }
  return has_ended_;
}

void RawConnection::finish() {
  ::shutdown(descriptor_, SHUT_WR);
}

void RawConnection::close() {
  if (descriptor_ >= 0) {
    ::close(std::exchange(descriptor_, -1));
  }
}

void RawConnection::reset() {
  linger const at_once{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  close();
}

RawServer::RawServer(int backlog) : descriptor_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  auto address = loopback(0);
  socklen_t size = sizeof address;
  if (::bind(descriptor_, as_any(address), size) != 0 || ::listen(descriptor_, backlog) != 0 ||
      ::getsockname(descriptor_, std::bit_cast<sockaddr*>(&address), &size) != 0) {
    fail("listen");
  }
  port_ = ntohs(address.sin_port);
}

RawServer::~RawServer() {
  ::close(descriptor_);
}

std::string RawServer::origin() const {
  return "http://127.0.0.1:" + std::to_string(port_);
}

bool RawServer::is_called_within(std::chrono::milliseconds within) {
  return waits_for(descriptor_, POLLIN, Clock::now() + within);
}

RawConnection RawServer::accept(std::chrono::milliseconds within) {
  if (!is_called_within(within)) {
    throw std::runtime_error("nobody connected");
  }
  return RawConnection(RawConnection::Accepted{::accept4(descriptor_, nullptr, nullptr, SOCK_CLOEXEC)});
}

}  // namespace corsage::test
