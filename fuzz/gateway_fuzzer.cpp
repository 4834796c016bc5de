#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <source_location>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/base/bytes.hpp"
#include "corsage/policy/compile.hpp"
#include "corsage/policy/decide.hpp"
#include "gateway/forwarded_head.hpp"
#include "gateway/message_parser.hpp"
#include "gateway/own_answer.hpp"
#include "gateway/request_target.hpp"
#include "gateway/route_table.hpp"
#include "gateway/salvaged_head.hpp"
#include "gateway/upload.hpp"

/// The way of a request, and of an answer, through the gateway: read in pieces as they come over a connection, judged,
/// and written anew. Whatever goes in, what comes out is one message, and the same to everybody who reads it.
///
/// The first byte of an input is the size of the pieces; the message follows.
namespace corsage::gateway {
namespace {

void require(bool holds, std::source_location where = std::source_location::current()) {
  if (!holds) {
    std::fprintf(stderr, "%s:%u: does not hold\n", where.file_name(), static_cast<unsigned>(where.line()));
    std::abort();
  }
}

constexpr std::size_t most_fields = 100;

policy::Policy const& policy() {
  static auto const compiled =
      policy::compile({.origins = {"https://a.test"}, .credentials = true, .methods = {"*"}, .request_headers = {"*"}});
  return *compiled;
}

/// What a body holds, and whether all of it was there.
struct Body {
  ParseState state = ParseState::needs_more;
  std::string content;
  std::string trailer;
  std::size_t length = 0;  ///< in bytes as it came
};

template <typename Parser>
Body read_chunks(Parser& parser, std::string_view bytes, std::size_t step) {
  Body body;
  std::size_t there = 0;
  while (body.state == ParseState::needs_more && there < bytes.size()) {
    there = std::min(there + step, bytes.size());
    std::vector<std::string_view> pieces;
    std::size_t consumed = 0;
    body.state = parser.read_chunks(bytes.substr(body.length, there - body.length), consumed, pieces);
    body.length += consumed;
    for (auto const piece : pieces) {
      body.content += piece;
    }
  }
  body.trailer = parser.trailer();
  return body;
}

/// A head as anybody reads it who knows nothing but where lines end.
void require_one_head(std::string_view head) {
  require(head.ends_with("\r\n\r\n") && head.find("\r\n\r\n") == head.size() - 4);
  for (std::size_t i = 0; i < head.size(); ++i) {
    require(head[i] != '\0');
    require(head[i] != '\n' || (i > 0 && head[i - 1] == '\r'));
    require(head[i] != '\r' || (i + 1 < head.size() && head[i + 1] == '\n'));
    require(head[i] != '\n' || i + 1 == head.size() || (head[i + 1] != ' ' && head[i + 1] != '\t'));
  }
}

std::ptrdiff_t count(Head const& head, std::string_view name) {
  return std::ranges::count_if(head.lines(),
                               [name](Field const& line) { return byte_case_insensitive_equal(line.name, name); });
}

/// Reads a head in pieces; what it comes to does not depend on them.
template <typename Parser>
ParseState read_head(std::string_view bytes, std::size_t step, Head& head, std::size_t& length) {
  auto state = ParseState::needs_more;
  for (std::size_t there = 0; state == ParseState::needs_more && there < bytes.size();) {
    there = std::min(there + step, bytes.size());
    Parser parser(head, most_fields);
    state = parser.read_head(bytes.substr(0, there), length);
  }
  return state;
}

void check_own_answers(policy::Decision const& decision, bool is_head) {
  std::string out;
  append_own_answer({.status = 502, .code = "upstream_closed", .detail = "x"}, &decision, true, is_head, out);
  Head head;
  ResponseParser parser(head, Head::most_fields, is_head);
  std::size_t length = 0;
  require(parser.read_head(out, length) == ParseState::done);
  require_one_head(std::string_view(out).substr(0, length));
  require(out.size() - length == (is_head ? 0 : head.content_length));
  if (decision.answered_by == policy::AnsweredBy::policy) {
    out.clear();
    append_preflight_answer(decision, true, out);
    ResponseParser preflight(head, Head::most_fields);
    require(preflight.read_head(out, length) == ParseState::done && length == out.size());
    require_one_head(out);
  }
}

policy::Decision decision_of(Head const& request, policy::FoundIncoming& found) {
  for (auto const& line : request.lines()) {
    found.add(line.name, line.value);
  }
  return policy::decide(policy(), found.view());
}

void check_request(std::string_view bytes, std::size_t step) {
  Head head;
  std::size_t length = 0;
  RequestParser parser(head, most_fields);
  auto const state = parser.read_head(bytes, length);
  Head in_pieces;
  std::size_t length_in_pieces = 0;
  require(read_head<RequestParser>(bytes, step, in_pieces, length_in_pieces) == state);
  if (state != ParseState::done) {
    Head salvaged;
    if (salvage_request(bytes, salvaged)) {
      policy::FoundIncoming found(salvaged.method);
      check_own_answers(decision_of(salvaged, found), false);
    }
    return;
  }
  require(length == length_in_pieces);
  if (!take_origin_form(head) || !path_of(head.target).is_plain) {
    return;
  }
  policy::FoundIncoming found(head.method);
  check_own_answers(decision_of(head, found), head.method == "HEAD");

  std::string out;
  append_request_head(head, {.address = "192.0.2.1", .scheme = "http", .is_trusted_proxy = step % 2 == 0},
                      {.host = "192.0.2.2"}, out);
  require_one_head(out);
  auto const head_length = out.size();
  Body body;
  if (head.framing == Framing::chunked) {
    body = read_chunks(parser, bytes.substr(length), step);
    if (body.state != ParseState::done) {
      return;
    }
    append_chunk({body.content}, out);
    append_last_chunk(body.trailer, out);
  }

  Head seen;
  RequestParser upstream(seen, Head::most_fields);
  require(upstream.read_head(out, length) == ParseState::done && length == head_length);
  require(seen.method == head.method && seen.target == head.target && seen.version == 11);
  require(seen.framing == head.framing && seen.content_length == head.content_length && seen.upgrades == head.upgrades);
  require(count(seen, "transfer-encoding") + count(seen, "content-length") <= 1);
  require(count(seen, "proxy-authorization") == 0 && count(seen, "te") == 0 && count(seen, "x-forwarded-proto") == 1);
  if (head.framing == Framing::chunked) {
    auto const again = read_chunks(upstream, std::string_view(out).substr(head_length), out.size());
    require(again.state == ParseState::done && again.length == out.size() - head_length);
    require(again.content == body.content && again.trailer == body.trailer);
  }
}

void check_answer(std::string_view bytes, std::size_t step) {
  Head head;
  std::size_t length = 0;
  ResponseParser parser(head, most_fields);
  auto const state = parser.read_head(bytes, length);
  Head in_pieces;
  std::size_t length_in_pieces = 0;
  require(read_head<ResponseParser>(bytes, step, in_pieces, length_in_pieces) == state);
  if (state != ParseState::done || head.status / 100 == 1) {
    return;
  }
  std::string_view const origin = step % 2 == 0 ? "https://a.test" : "https://b.test";
  auto const decision = policy::decide(policy(), {.method = "GET", .origin = {&origin, 1}});
  bool const is_streamed = head.framing == Framing::chunked || head.framing == Framing::until_close;
  std::string out;
  append_response_head(head, &decision, {.framing = is_streamed ? Framing::chunked : head.framing}, out);
  require_one_head(out);
  auto const head_length = out.size();
  if (head.framing == Framing::chunked) {
    auto const body = read_chunks(parser, bytes.substr(length), step);
    if (body.state != ParseState::done) {
      return;
    }
    append_chunk({body.content}, out);
    append_last_chunk(body.trailer, out);
  }
  Head seen;
  ResponseParser client(seen, Head::most_fields);
  require(client.read_head(out, length) == ParseState::done && length == head_length);
  require(seen.status == head.status && seen.content_length == head.content_length);
  require(seen.framing == (is_streamed ? Framing::chunked : head.framing));
  require(count(seen, "access-control-allow-origin") == (decision.is_allowed ? 1 : 0));
  require(count(seen, "vary") == 1 && count(seen, "connection") == 0);
}

}  // namespace
}  // namespace corsage::gateway

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  if (size == 0) {
    return 0;
  }
  std::string const text(data + 1, data + size);
  std::size_t const step = std::size_t{data[0]} + 1;
  corsage::gateway::check_request(text, step);
  corsage::gateway::check_answer(text, step);
  return 0;
}
