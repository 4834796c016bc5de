#include "ask_on_wire.hpp"

#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <utility>

#include <boost/asio.hpp>
#include <boost/beast/core.hpp>

namespace corsage::test {

namespace asio = boost::asio;

namespace {

bool is_complete(std::string_view answer) {
  constexpr std::string_view head_end = "\r\n\r\n";
  constexpr std::string_view length_name = "Content-Length: ";
  auto const end = answer.find(head_end);
  if (end == std::string_view::npos) {
    return false;
  }
  auto const length = answer.find(length_name);
  std::size_t expected = 0;
  if (length < end) {
    std::from_chars(answer.data() + length + length_name.size(), answer.data() + end, expected);
  }
  return answer.size() >= end + head_end.size() + expected;
}

}  // namespace

std::string ask_on_wire(std::uint16_t port, std::string_view bytes, Closing closing) {
  asio::io_context context;
  boost::beast::tcp_stream stream(context);
  stream.connect(asio::ip::tcp::endpoint(asio::ip::address_v4::loopback(), port));
  boost::system::error_code ignored;
  asio::write(stream.socket(), asio::buffer(bytes.data(), bytes.size()), ignored);
  std::string answer;
  stream.expires_after(std::chrono::seconds(10));
  auto const wanted = [&](boost::system::error_code error, std::size_t) -> std::size_t {
    constexpr std::size_t chunk = 4096;
    return error || (closing == Closing::ours && is_complete(answer)) ? 0 : chunk;
  };
  asio::async_read(stream, asio::dynamic_buffer(answer), wanted, [&](boost::system::error_code error, std::size_t) {
    if (error == boost::beast::error::timeout) {
      answer += "(still open)";
    }
  });
  context.run();
  return answer;
}

}  // namespace corsage::test
