#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <source_location>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "corsage/formats/gateway_file.hpp"
#include "corsage/gateway/compile.hpp"
#include "gateway/commons.hpp"
#include "gateway/message_parser.hpp"
#include "gateway/scribe.hpp"
#include "gateway/worker.hpp"

#include <sys/socket.h>
#include <unistd.h>

/// The whole way of a connection through the gateway, in memory: a client's bytes on one stream, the bytes of the server
/// behind on another, in pieces and in turns. Whatever comes, the connection ends when its clients have; the server behind
/// is sent nothing but whole requests of one framing, and the client nothing but answers.
///
/// An input is the sizes of the client's and of the server's pieces, the length of what the client sends (two bytes), and
/// both texts.
namespace corsage::gateway {
namespace {

void require(bool holds, std::source_location where = std::source_location::current()) {
  if (!holds) {
    std::fprintf(stderr, "%s:%u: does not hold\n", where.file_name(), static_cast<unsigned>(where.line()));
    std::abort();
  }
}

/// Nobody listens at the route's server: all that it has to say comes over the stream that is kept for it.
constexpr std::string_view file = R"(threads = 1
[limits]
header_bytes = 2048
header_lines = 16
body_bytes   = 4096
[[route]]
to = "http://127.0.0.1:1"
[route.cors]
origins     = ["https://a.test"]
credentials = true
methods     = ["PUT"]
[[route]]
path = "/off"
to   = "http://127.0.0.1:1"
cors = "off"
[[route]]
path    = "/relay"
relay   = "http://127.0.0.1:1"
paths   = ["/a"]
methods = ["GET", "POST"]
cors    = "off"
dangerously_allow_private_addresses = true
)";

/// The other end of a stream that the gateway has.
class FarEnd {
 public:
  explicit FarEnd(int descriptor) : descriptor_(descriptor) {}
  FarEnd(FarEnd const&) = delete;
  FarEnd& operator=(FarEnd const&) = delete;
  ~FarEnd() { ::close(descriptor_); }

  void send(std::string_view bytes) {
    // The gateway may have closed it.
    std::ignore = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  }
  void finish() { ::shutdown(descriptor_, SHUT_WR); }

  /// Takes what is there.
  void receive() {
    std::array<char, 4096> room{};
    while (true) {
      auto const size = ::recv(descriptor_, room.data(), room.size(), MSG_DONTWAIT);
      if (size <= 0) {
        break;
      }
      received_.append(room.data(), static_cast<std::size_t>(size));
    }
  }
  std::string const& received() const { return received_; }

 private:
  int descriptor_;
  std::string received_;
};

/// One end for the gateway, and the other.
std::pair<Socket, std::unique_ptr<FarEnd>> stream(Worker& worker) {
  std::array<int, 2> ends{};
  require(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) == 0);
  Socket near(worker.executor(), Tcp::v4(), ends[0]);
  near.non_blocking(true);
  return {std::move(near), std::make_unique<FarEnd>(ends[1])};
}

class Bench {
 public:
  Bench() : scribe_({}), worker_(site(), commons_, scribe_) {}

  Worker& worker() { return worker_; }

 private:
  static std::shared_ptr<Site const> site() {
    auto configuration = compile(formats::read_gateway_file(file, "corsage.toml"));
    require(configuration.has_value());
    return std::make_shared<Site const>(*std::move(configuration));
  }

  Commons commons_{.pseudonym = "corsage-fuzz"};
  Scribe scribe_;
  Worker worker_;
};

/// Reads messages until one is not whole; nothing that two could take for two things is among them.
void require_requests(std::string_view bytes) {
  while (!bytes.empty()) {
    Head head;
    RequestParser parser(head, Head::most_fields);
    std::size_t length = 0;
    auto const state = parser.read_head(bytes, length);
    require(state == ParseState::done || state == ParseState::needs_more);
    if (state == ParseState::needs_more || head.upgrades) {
      return;
    }
    require(head.find(boost::beast::http::field::via) != nullptr);
    bytes.remove_prefix(length);
    if (head.framing == Framing::content_length) {
      bytes.remove_prefix(std::min<std::size_t>(head.content_length, bytes.size()));
    } else if (head.framing == Framing::chunked) {
      std::vector<std::string_view> pieces;
      std::size_t consumed = 0;
      auto const body = parser.read_chunks(bytes, consumed, pieces);
      require(body != ParseState::malformed);
      if (body != ParseState::done) {
        return;
      }
      bytes.remove_prefix(consumed);
    }
  }
}

void require_an_answer(std::string_view bytes) {
  Head head;
  ResponseParser parser(head, Head::most_fields);
  std::size_t length = 0;
  auto const state = parser.read_head(bytes, length);
  require(state == ParseState::done || state == ParseState::needs_more);
}

void run(std::string_view from_client, std::size_t client_step, std::string_view from_upstream,
         std::size_t upstream_step) {
  static Bench bench;
  auto& worker = bench.worker();
  auto [client_end, client] = stream(worker);
  auto [upstream_end, upstream] = stream(worker);
  auto const pool = worker.pool_of({.host = "127.0.0.1", .port = 1});
  auto kept = std::make_unique<UpstreamConnection>(worker.executor(), pool);
  kept->stream.socket() = std::move(upstream_end);
  pool->keep(std::move(kept), worker.now());
  worker.admit(std::move(client_end), Scheme::http);
  worker.poll();
  while (!from_client.empty() || !from_upstream.empty()) {
    client->send(from_client.substr(0, client_step));
    from_client.remove_prefix(std::min(client_step, from_client.size()));
    worker.poll();
    upstream->receive();
    upstream->send(from_upstream.substr(0, upstream_step));
    from_upstream.remove_prefix(std::min(upstream_step, from_upstream.size()));
    worker.poll();
    client->receive();
  }
  upstream->finish();
  client->finish();
  worker.poll();
  client->receive();
  upstream->receive();
  require_requests(upstream->received());
  require_an_answer(client->received());
  client.reset();
  upstream.reset();
  worker.poll();
  pool->close_kept();
  require(worker.figures().connections == 0);
}

}  // namespace
}  // namespace corsage::gateway

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  constexpr std::size_t before_texts = 4;
  if (size < before_texts) {
    return 0;
  }
  std::string const texts(data + before_texts, data + size);
  auto const length = std::min<std::size_t>(data[2] * 256U + data[3], texts.size());
  corsage::gateway::run(std::string_view(texts).substr(0, length), std::size_t{data[0]} + 1,
                        std::string_view(texts).substr(length), std::size_t{data[1]} + 1);
  return 0;
}
