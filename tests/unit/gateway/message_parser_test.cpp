#include "gateway/message_parser.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace corsage::gateway {
namespace {

using namespace std::string_view_literals;

struct HeadRow {
  std::string_view name;
  std::string_view bytes;
  ParseState state = ParseState::malformed;
  Framing framing = Framing::none;
};

TEST(RequestHead, is_refused_where_two_parsers_could_differ) {
  std::vector<HeadRow> const rows{
      {.name = "an ordinary one", .bytes = "GET /a?b HTTP/1.1\r\nHost: a\r\n\r\n", .state = ParseState::done},
      {.name = "not yet whole", .bytes = "GET / HTTP/1.1\r\nHost: a\r\n", .state = ParseState::needs_more},
      {.name = "HTTP/1.0 needs no Host", .bytes = "GET / HTTP/1.0\r\n\r\n", .state = ParseState::done},
      {.name = "a counted body",
       .bytes = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n",
       .state = ParseState::done,
       .framing = Framing::content_length},
      {.name = "a body of nothing is none",
       .bytes = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
       .state = ParseState::done},
      {.name = "a chunked body",
       .bytes = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n",
       .state = ParseState::done,
       .framing = Framing::chunked},
      {.name = "no Host", .bytes = "GET / HTTP/1.1\r\n\r\n"},
      {.name = "two Hosts", .bytes = "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"},
      {.name = "both framings",
       .bytes = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"},
      {.name = "both framings, the other way round",
       .bytes = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n"},
      {.name = "Content-Length twice",
       .bytes = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\n"},
      {.name = "a list of Content-Lengths", .bytes = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3, 3\r\n\r\n"},
      {.name = "a signed Content-Length", .bytes = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\n"},
      {.name = "a negative Content-Length", .bytes = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -3\r\n\r\n"},
      {.name = "a hexadecimal Content-Length", .bytes = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x3\r\n\r\n"},
      {.name = "an empty Content-Length", .bytes = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \r\n\r\n"},
      {.name = "a Content-Length that overflows",
       .bytes = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 18446744073709551616\r\n\r\n"},
      {.name = "a coding that is not chunked",
       .bytes = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"},
      {.name = "a coding that only looks like chunked",
       .bytes = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n"},
      {.name = "chunked twice",
       .bytes = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n"},
      {.name = "chunks in HTTP/1.0", .bytes = "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"},
      {.name = "a folded line", .bytes = "GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n"},
      {.name = "a line folded by a tab", .bytes = "GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n\tc\r\n\r\n"},
      {.name = "a line whose value begins folded", .bytes = "GET / HTTP/1.1\r\nHost: a\r\nX:\r\n b\r\n\r\n"},
      {.name = "a fold of nothing", .bytes = "GET / HTTP/1.1\r\nHost: a\r\nX:\r\n \r\n\r\n"},
      {.name = "a fold behind a value", .bytes = "GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n \r\n\r\n"},
      {.name = "a space before the colon", .bytes = "GET / HTTP/1.1\r\nHost : a\r\n\r\n"},
      {.name = "a bare line feed in a line", .bytes = "GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n"},
      {.name = "a bare carriage return in a value", .bytes = "GET / HTTP/1.1\r\nHost: a\rb\r\n\r\n"},
      {.name = "a NUL in a value", .bytes = "GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n"sv},
      {.name = "a line without a colon", .bytes = "GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n"},
      {.name = "a name that is no token", .bytes = "GET / HTTP/1.1\r\nHost: a\r\nX(: b\r\n\r\n"},
      {.name = "a method that is no token", .bytes = "G ET / HTTP/1.1\r\nHost: a\r\n\r\n"},
      {.name = "two spaces in the request line", .bytes = "GET  / HTTP/1.1\r\nHost: a\r\n\r\n"},
      {.name = "a space in the target", .bytes = "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n"},
      {.name = "a version to come", .bytes = "GET / HTTP/2.0\r\nHost: a\r\n\r\n"},
      {.name = "no version", .bytes = "GET /\r\nHost: a\r\n\r\n"},
      {.name = "TLS where HTTP was awaited", .bytes = "\x16\x03\x01\x02\r\n\r\n"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    Head head;
    RequestParser parser(head, 100);
    std::size_t length = 0;
    EXPECT_EQ(parser.read_head(row.bytes, length), row.state);
    if (row.state == ParseState::done) {
      EXPECT_EQ(head.framing, row.framing);
      EXPECT_EQ(length, row.bytes.size());
    }
  }
}

TEST(RequestHead, has_at_most_so_many_lines) {
  std::string bytes = "GET / HTTP/1.1\r\nHost: a\r\n";
  for (int i = 0; i < 3; ++i) {
    bytes += "X: y\r\n";
  }
  bytes += "\r\n";
  for (std::size_t const most : {4U, 3U}) {
    Head head;
    RequestParser parser(head, most);
    std::size_t length = 0;
    EXPECT_EQ(parser.read_head(bytes, length), most == 4 ? ParseState::done : ParseState::too_many_fields);
  }
}

struct KeepAliveRow {
  std::string_view name;
  std::string_view bytes;
  bool keeps_alive = true;
};

TEST(RequestHead, tells_whether_the_connection_stays) {
  std::vector<KeepAliveRow> const rows{
      {.name = "HTTP/1.1 stays", .bytes = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"},
      {.name = "HTTP/1.1 with close",
       .bytes = "GET / HTTP/1.1\r\nHost: a\r\nConnection: x, Close\r\n\r\n",
       .keeps_alive = false},
      {.name = "HTTP/1.0 ends", .bytes = "GET / HTTP/1.0\r\n\r\n", .keeps_alive = false},
      {.name = "HTTP/1.0 with keep-alive", .bytes = "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    Head head;
    RequestParser parser(head, 100);
    std::size_t length = 0;
    ASSERT_EQ(parser.read_head(row.bytes, length), ParseState::done);
    EXPECT_EQ(head.keeps_alive, row.keeps_alive);
  }
}

struct ChunkRow {
  std::string_view name;
  std::string_view bytes;
  ParseState state = ParseState::malformed;
  std::string_view body = "";
  std::string_view trailer = "";
};

TEST(ChunkedBody, is_read_to_the_letter) {
  std::vector<ChunkRow> const rows{
      {.name = "one chunk", .bytes = "3\r\nabc\r\n0\r\n\r\n", .state = ParseState::done, .body = "abc"},
      {.name = "no chunk", .bytes = "0\r\n\r\n", .state = ParseState::done},
      {.name = "two chunks", .bytes = "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", .state = ParseState::done, .body = "abcde"},
      {.name = "an extension", .bytes = "3;a=b\r\nabc\r\n0\r\n\r\n", .state = ParseState::done, .body = "abc"},
      {.name = "a trailer",
       .bytes = "3\r\nabc\r\n0\r\nX: y\r\n\r\n",
       .state = ParseState::done,
       .body = "abc",
       .trailer = "X: y\r\n"},
      {.name = "not yet whole", .bytes = "3\r\nab", .state = ParseState::needs_more, .body = "ab"},
      {.name = "a folded trailer", .bytes = "0\r\nX: y\r\n z\r\n\r\n"},
      {.name = "a size that is no number", .bytes = "g\r\nabc\r\n0\r\n\r\n"},
      {.name = "a size with 0x", .bytes = "0x3\r\nabc\r\n0\r\n\r\n"},
      {.name = "a size that overflows", .bytes = "10000000000000000\r\nabc\r\n0\r\n\r\n"},
      {.name = "a negative size", .bytes = "-3\r\nabc\r\n0\r\n\r\n"},
      {.name = "a bare line feed behind a size", .bytes = "3\nabc\r\n0\r\n\r\n"},
      {.name = "more than the size says", .bytes = "3\r\nabcd\r\n0\r\n\r\n", .body = "abc"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    std::string const start = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    Head head;
    RequestParser parser(head, 100);
    std::size_t length = 0;
    ASSERT_EQ(parser.read_head(start, length), ParseState::done);
    // Byte by byte, as a slow client sends it, and at once.
    for (std::size_t const step : {std::size_t{1}, row.bytes.size()}) {
      SCOPED_TRACE(step);
      Head again;
      RequestParser chunks(again, 100);
      ASSERT_EQ(chunks.read_head(start, length), ParseState::done);
      std::string body;
      auto state = ParseState::needs_more;
      std::size_t taken = 0;
      for (auto there = step; there <= row.bytes.size() && state == ParseState::needs_more; there += step) {
        std::vector<std::string_view> pieces;
        std::size_t consumed = 0;
        state = chunks.read_chunks(row.bytes.substr(taken, there - taken), consumed, pieces);
        taken += consumed;
        for (auto const piece : pieces) {
          body += piece;
        }
      }
      EXPECT_EQ(state, row.state);
      EXPECT_EQ(body, row.body);
      EXPECT_EQ(chunks.trailer(), row.trailer);
    }
  }
}

}  // namespace
}  // namespace corsage::gateway
