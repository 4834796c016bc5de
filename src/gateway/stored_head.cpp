#include "stored_head.hpp"

#include <algorithm>
#include <array>

#include "connection_options.hpp"
#include "corsage/base/bytes.hpp"
#include "message_parser.hpp"

#include <boost/beast/http/field.hpp>
#include <fmt/format.h>

namespace corsage::gateway {
namespace {

using boost::beast::http::field;

constexpr std::array written_anew{
    field::age,     field::connection, field::content_length,    field::keep_alive,      field::te, field::trailer,
    field::upgrade, field::via,        field::transfer_encoding, field::proxy_connection};

bool is_written_anew(Head const& head, Field const& line) {
  return std::ranges::find(written_anew, line.known) != written_anew.end() || is_named_by_connection(head, line.name);
}

void append_line(Field const& line, std::string& out) {
  out.append(line.name).append(": ").append(line.value).append("\r\n");
}

bool has_name(Head const& head, std::string_view name) {
  return std::ranges::any_of(head.lines(),
                             [name](Field const& line) { return byte_case_insensitive_equal(line.name, name); });
}

/// The body is as it was, and so is what describes it.
bool describes_body(Field const& line) {
  return line.known == field::content_type || line.known == field::content_encoding ||
         line.known == field::content_range;
}

}  // namespace

std::string stored_head_of(Head const& answer) {
  auto out = fmt::format("HTTP/1.1 {} \r\n", answer.status);
  for (auto const& line : answer.lines()) {
    if (!is_written_anew(answer, line)) {
      append_line(line, out);
    }
  }
  return out;
}

std::string renewed_head(Head const& stored, Head const& update) {
  auto out = fmt::format("HTTP/1.1 {} \r\n", stored.status);
  for (auto const& line : stored.lines()) {
    if (describes_body(line) || !has_name(update, line.name)) {
      append_line(line, out);
    }
  }
  for (auto const& line : update.lines()) {
    if (!describes_body(line) && !is_written_anew(update, line)) {
      append_line(line, out);
    }
  }
  return out;
}

std::string head_now(StoredAnswer const& stored, WallTime now) {
  return fmt::format("{}Content-Length: {}\r\nAge: {}\r\n\r\n", stored.head, stored.body->size(),
                     stored.age(now).count());
}

void read_stored_head(std::string_view text, Head& head) {
  std::size_t length = 0;
  ResponseParser(head, Head::most_fields).read_head(text, length);
}

}  // namespace corsage::gateway
