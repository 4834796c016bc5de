#include <string>
#include <string_view>
#include <vector>

#include "end_to_end/gateway/gateway_at_hand.hpp"

namespace corsage::test {
namespace {

using namespace std::string_view_literals;

struct MalformedRow {
  std::string_view name;
  std::string_view bytes;
  std::string_view status = "400";
};

class GatewayMalformedRequest : public GatewayAtHand {};

/// What is behind must not be taken for a request.
constexpr std::string_view smuggled = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";

TEST_F(GatewayMalformedRequest, is_refused_and_ends_the_connection) {
  auto gateway = this->gateway();
  std::vector<MalformedRow> const rows{
      // Framing
      {"both framings",
       "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
      {"both framings, the other way round",
       "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n"},
      {"two lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"},
      {"one length twice", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc"},
      {"a list of lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3, 3\r\n\r\nabc"},
      {"a length with a plus", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\nabc"},
      {"a length with a minus", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -3\r\n\r\nabc"},
      {"a hexadecimal length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x3\r\n\r\nabc"},
      {"a length with a letter behind", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3a\r\n\r\nabc"},
      {"a length with a fraction", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3.0\r\n\r\nabc"},
      {"a length in two words", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3 3\r\n\r\nabc"},
      {"no length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\nabc"},
      {"a length that overflows", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 18446744073709551619\r\n\r\nabc"},
      {"a coding before chunked", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"},
      {"a coding behind chunked",
       "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"},
      {"chunked in two lines",
       "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
      {"chunked and another line",
       "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n"},
      {"identity", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\n"},
      {"a coding that begins like chunked",
       "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunkedx\r\n\r\n0\r\n\r\n"},
      {"chunked in quotes", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n"},
      {"chunked behind a vertical tab",
       "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \x0b"
       "chunked\r\n\r\n0\r\n\r\n"},
      {"no coding", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\r\n\r\n0\r\n\r\n"},
      {"chunks in HTTP/1.0", "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
      {"a space before the colon of a framing",
       "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n"},
      {"a folded framing", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n"},
      // Chunks
      {"a size that is no number", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"},
      {"a size with a plus", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n+3\r\nabc\r\n0\r\n\r\n"},
      {"a size with a minus", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n-3\r\nabc\r\n0\r\n\r\n"},
      {"a size with 0x", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0x3\r\nabc\r\n0\r\n\r\n"},
      {"a size behind a space",
       "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n 3\r\nabc\r\n0\r\n\r\n"},
      {"a size before a space",
       "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3 \r\nabc\r\n0\r\n\r\n"},
      {"a size with an underscore",
       "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1_0\r\nabc\r\n0\r\n\r\n"},
      {"a size that overflows",
       "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n10000000000000003\r\nabc\r\n0\r\n\r\n"},
      {"no size", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\r\nabc\r\n0\r\n\r\n"},
      {"a bare line feed behind a size",
       "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\nabc\r\n0\r\n\r\n"},
      {"a bare carriage return behind a size",
       "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\rabc\r\n0\r\n\r\n"},
      {"more than the size says",
       "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n"},
      {"a bare line feed behind a chunk",
       "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\n0\r\n\r\n"},
      {"a line feed in an extension",
       "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;a=\"\n\"\r\nabc\r\n0\r\n\r\n"},
      {"an extension that is none",
       "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;\x01\r\nabc\r\n0\r\n\r\n"},
      {"a line of a trailer without a colon",
       "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX\r\n\r\n"},
      {"a length in a trailer",
       "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nContent-Length: 3\r\n\r\n"},
      // Lines
      {"bare line feeds", "GET / HTTP/1.1\nHost: a\n\n"},
      {"one bare line feed", "GET / HTTP/1.1\r\nHost: a\nX: y\r\n\r\n"},
      {"a bare carriage return", "GET / HTTP/1.1\r\nHost: a\rX: y\r\n\r\n"},
      {"a folded line", "GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n"},
      {"a line folded by a tab", "GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n\tc\r\n\r\n"},
      {"a first line that is folded", "GET / HTTP/1.1\r\n Host: a\r\n\r\n"},
      {"a space before the colon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n"},
      {"a tab before the colon", "GET / HTTP/1.1\r\nHost\t: a\r\n\r\n"},
      {"a line without a name", "GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n"},
      {"a line without a colon", "GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n"},
      {"a NUL in a value", "GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n"sv},
      {"a NUL in a name", "GET / HTTP/1.1\r\nHost: a\r\nX\0: b\r\n\r\n"sv},
      {"a control byte in a value", "GET / HTTP/1.1\r\nHost: a\r\nX: \x1b[31m\r\n\r\n"},
      {"DEL in a value", "GET / HTTP/1.1\r\nHost: a\r\nX: \x7f\r\n\r\n"},
      {"a name in brackets", "GET / HTTP/1.1\r\nHost: a\r\n(X): b\r\n\r\n"},
      {"a name with a byte above ASCII", "GET / HTTP/1.1\r\nHost: a\r\nX\xff: b\r\n\r\n"},
      // The request line
      {"a method that is no token", "GE(T / HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"no method", " / HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"no target", "GET HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"no version", "GET /\r\nHost: a\r\n\r\n"},
      {"two spaces before the target", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"two spaces behind the target", "GET /  HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"a tab for a space", "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"a space in the target", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"a NUL in the target", "GET /a\0b HTTP/1.1\r\nHost: a\r\n\r\n"sv},
      {"HTTP/2.0", "GET / HTTP/2.0\r\nHost: a\r\n\r\n"},
      {"HTTP/1.2", "GET / HTTP/1.2\r\nHost: a\r\n\r\n"},
      {"HTTP/0.9", "GET / HTTP/0.9\r\nHost: a\r\n\r\n"},
      {"a version in lower case", "GET / http/1.1\r\nHost: a\r\n\r\n"},
      {"a version with two digits", "GET / HTTP/1.10\r\nHost: a\r\n\r\n"},
      {"the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"},
      {"TLS where HTTP was awaited", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"sv},
      {"a length that Connection names",
       "POST / HTTP/1.1\r\nHost: a\r\nConnection: content-length\r\nContent-Length: 3\r\n\r\nabc"},
      {"chunks that Connection names",
       "POST / HTTP/1.1\r\nHost: a\r\nConnection: close, Transfer-Encoding\r\nTransfer-Encoding: "
       "chunked\r\n\r\n0\r\n\r\n"},
      {"a Host that Connection names", "GET / HTTP/1.1\r\nHost: a\r\nConnection: host\r\n\r\n"},
      // Hosts and targets
      {"no Host", "GET / HTTP/1.1\r\nX: y\r\n\r\n"},
      {"two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"},
      {"two of one Host", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"},
      {"a list of Hosts", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n"},
      {"a Host with a user", "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n"},
      {"a Host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"},
      {"a Host with a space", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n"},
      {"a URL for another host", "GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"a URL for another port", "GET http://a:81/ HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"a URL with a user", "GET http://x@a/ HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"a URL of another scheme", "GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"a URL without a host", "GET http:///x HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"a target without a slash", "GET a HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"an asterisk with GET", "GET * HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"a fragment", "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"a backslash", "GET /a\\..\\b HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"a segment of two dots", "GET /a/../b HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"a segment of two dots in hexadecimal", "GET /a/%2e%2E/b HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"a segment of two dots behind a slash in hexadecimal", "GET /a%2f..%2Fb HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"a NUL in hexadecimal", "GET /a%00b HTTP/1.1\r\nHost: a\r\n\r\n"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    RawConnection client(gateway.port());
    client.send(std::string(row.bytes) + std::string(smuggled));
    auto const answer = client.receive_rest();
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 " + std::string(row.status))) << answer;
    EXPECT_EQ(answer.find("\nHTTP/1.1 "), std::string::npos) << answer;
  }
  EXPECT_FALSE(upstream_.is_called_within(std::chrono::milliseconds(0)));
  expect_well(gateway);
}

}  // namespace
}  // namespace corsage::test
