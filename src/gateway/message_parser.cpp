#include "message_parser.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <functional>
#include <limits>

#include "corsage/base/bytes.hpp"
#include "list_elements.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>

namespace corsage::gateway {
namespace {

namespace beast_http = boost::beast::http;

std::string_view view_of(boost::beast::string_view text) {
  return {text.data(), text.size()};
}

constexpr std::size_t most_extension_bytes = 256;

/// What a message cannot do without: who names it in Connection would have a body sent without its length, or a request
/// without its host.
constexpr std::array<std::string_view, 3> no_options{"content-length", "transfer-encoding", "host"};

/// The shortest end of a body.
constexpr std::size_t least_between_chunks = std::string_view("0\r\n\r\n").size();

/// What frames a message, sends it somewhere, or says who asks, is read before the body or not at all.
///
/// https://www.rfc-editor.org/rfc/rfc9110#section-6.5.1
bool may_be_in_trailer(beast_http::field known, std::string_view name) {
  using beast_http::field;
  constexpr std::array kept_out{
      field::authorization,
      field::cache_control,
      field::connection,
      field::content_encoding,
      field::content_length,
      field::content_range,
      field::content_type,
      field::cookie,
      field::expect,
      field::forwarded,
      field::host,
      field::keep_alive,
      field::max_forwards,
      field::origin,
      field::proxy_authorization,
      field::proxy_authenticate,
      field::proxy_connection,
      field::set_cookie,
      field::te,
      field::trailer,
      field::transfer_encoding,
      field::upgrade,
      field::vary,
      field::via,
      field::www_authenticate,
  };
  constexpr std::array<std::string_view, 4> prefixes{"access-control-", "sec-", "x-forwarded-", "x-real-ip"};
  return std::ranges::find(kept_out, known) == kept_out.end() &&
         std::ranges::none_of(prefixes, [name](std::string_view prefix) {
           return byte_case_insensitive_equal(name.substr(0, prefix.size()), prefix);
         });
}

}  // namespace

Field const* Head::find(boost::beast::http::field name) const {
  auto const all = lines();
  auto const found = std::ranges::find(all, name, &Field::known);
  return found == all.end() ? nullptr : &*found;
}

template <bool is_request>
MessageParser<is_request>::MessageParser(Head& head, std::size_t most_fields, bool answers_head)
    : head_(head), most_fields_(std::min(most_fields, Head::most_fields)), answers_head_(answers_head) {
  head.method = {};
  head.target = {};
  head.reason = {};
  head.status = 0;
  head.version = 11;
  head.framing = Framing::none;
  head.content_length = 0;
  head.keeps_alive = true;
  head.expects_continue = false;
  head.upgrades = false;
  head.field_count = 0;
  // The limits are kept by whoever reads the bytes.
  this->header_limit(std::numeric_limits<std::uint32_t>::max());
  this->body_limit(std::numeric_limits<std::uint64_t>::max());
  this->skip(answers_head);
}

template <bool is_request>
ParseState MessageParser<is_request>::read_head(std::string_view bytes, std::size_t& length) {
  auto const end = bytes.find("\r\n\r\n");
  if (end == std::string_view::npos) {
    return ParseState::needs_more;
  }
  length = end + 4;
  auto const head = bytes.substr(0, length);
  Error error;
  auto const used = put_all(head, error);
  if (error == beast_http::error::header_limit) {
    return ParseState::too_many_fields;
  }
  return error || used != length || !this->is_header_done() ? ParseState::malformed : finish_head();
}

template <bool is_request>
ParseState MessageParser<is_request>::finish_head() {
  is_behind_head_ = true;
  // https://www.rfc-editor.org/rfc/rfc9112#section-3.2 : a request of HTTP/1.1 has one Host.
  bool const lacks_host = is_request && (hosts_ > 1 || (hosts_ == 0 && head_.version == 11));
  // https://www.rfc-editor.org/rfc/rfc9112#section-6.1 : HTTP/1.0 knows no chunks.
  bool const chunks_in_1_0 = transfer_encodings_ > 0 && head_.version < 11;
  if (is_odd_ || lacks_host || chunks_in_1_0 || content_lengths_ > 1 || transfer_encodings_ > 1 ||
      (content_lengths_ > 0 && transfer_encodings_ > 0)) {
    return ParseState::malformed;
  }
  head_.keeps_alive = head_.version == 11 ? !connection_closes_ : connection_keeps_alive_ && !connection_closes_;
  frame();
  head_.upgrades =
      connection_upgrades_ && upgrades_ == 1 && is_websocket_ && head_.version == 11 && head_.framing == Framing::none;
  return ParseState::done;
}

template <bool is_request>
void MessageParser<is_request>::frame() {
  bool const has_no_body =
      !is_request && (answers_head_ || head_.status / 100 == 1 || head_.status == 204 || head_.status == 304);
  if (has_no_body) {
    head_.framing = Framing::none;
  } else if (is_chunked_) {
    head_.framing = Framing::chunked;
  } else if (content_lengths_ > 0) {
    head_.framing = head_.content_length == 0 ? Framing::none : Framing::content_length;
  } else {
    head_.framing = is_request ? Framing::none : Framing::until_close;
  }
}

template <bool is_request>
void MessageParser<is_request>::note_field(Field const& line) {
  using beast_http::field;
  if (line.known == field::content_length) {
    ++content_lengths_;
    is_odd_ = is_odd_ || !note_content_length(line.value);
  } else if (line.known == field::transfer_encoding) {
    ++transfer_encodings_;
    is_chunked_ = byte_case_insensitive_equal(line.value, "chunked");
    is_odd_ = is_odd_ || !is_chunked_;
  } else if (line.known == field::connection) {
    note_connection(line.value);
  } else if (line.known == field::upgrade) {
    // No other protocol: h2c, for one, would take requests past the gateway.
    ++upgrades_;
    is_websocket_ = byte_case_insensitive_equal(line.value, "websocket");
  } else if (line.known == field::host) {
    ++hosts_;
  } else if (line.known == field::expect) {
    head_.expects_continue = byte_case_insensitive_equal(line.value, "100-continue");
  }
}

template <bool is_request>
bool MessageParser<is_request>::note_content_length(std::string_view value) {
  auto const* const end = value.data() + value.size();
  auto const read = std::from_chars(value.data(), end, head_.content_length);
  return !value.empty() && is_ascii_digit(value.front()) && read.ec == std::errc() && read.ptr == end;
}

template <bool is_request>
void MessageParser<is_request>::note_connection(std::string_view value) {
  for_each_element(value, [this](std::string_view option) {
    connection_closes_ = connection_closes_ || byte_case_insensitive_equal(option, "close");
    connection_keeps_alive_ = connection_keeps_alive_ || byte_case_insensitive_equal(option, "keep-alive");
    connection_upgrades_ = connection_upgrades_ || byte_case_insensitive_equal(option, "upgrade");
    is_odd_ = is_odd_ || std::ranges::any_of(no_options, [option](std::string_view name) {
                return byte_case_insensitive_equal(option, name);
              });
  });
}

template <bool is_request>
ParseState MessageParser<is_request>::read_chunks(std::string_view bytes, std::size_t& consumed,
                                                  std::vector<std::string_view>& pieces) {
  pieces_ = &pieces;
  consumed = 0;
  while (consumed < bytes.size() && !this->is_done()) {
    // Beast's assertions do not know of a last chunk that comes in pieces.
    if (chunk_left_ == 0 && bytes.size() - consumed < least_between_chunks) {
      break;
    }
    Error error;
    auto const used = put_all(bytes.substr(consumed), error);
    consumed += used;
    if (error == beast_http::error::need_more || (!error && used == 0)) {
      break;
    }
    if (error) {
      return ParseState::malformed;
    }
  }
  return this->is_done() ? ParseState::done : ParseState::needs_more;
}

template <bool is_request>
void MessageParser<is_request>::on_request_impl(beast_http::verb /*verb*/, View method, View target, int version,
                                                Error& error) {
  error = {};
  head_.method = view_of(method);
  head_.target = view_of(target);
  head_.version = version;
}

template <bool is_request>
void MessageParser<is_request>::on_response_impl(int status, View reason, int version, Error& error) {
  error = {};
  head_.status = status;
  head_.reason = view_of(reason);
  head_.version = version;
}

template <bool is_request>
std::size_t MessageParser<is_request>::put_all(std::string_view bytes, Error& error) {
  end_ = bytes.data() + bytes.size();
  return this->put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
}

template <bool is_request>
bool MessageParser<is_request>::is_folded(View name, View value) const {
  auto const* const behind_colon = name.data() + name.size() + 1;
  bool const is_in_place = !std::less<>()(value.data(), behind_colon) && !std::less<>()(end_, value.data());
  return !is_in_place || std::find(behind_colon, value.data(), '\n') != value.data();
}

template <bool is_request>
void MessageParser<is_request>::on_field_impl(beast_http::field known, View name, View value, Error& error) {
  error = {};
  if (is_folded(name, value)) {
    error = beast_http::error::bad_value;
    return;
  }
  if (is_behind_head_) {
    if (!may_be_in_trailer(known, view_of(name))) {
      return;
    }
    trailer_.append(view_of(name)).append(": ").append(view_of(value)).append("\r\n");
    return;
  }
  if (head_.field_count == most_fields_) {
    error = beast_http::error::header_limit;
    return;
  }
  Field const field{.known = known, .name = view_of(name), .value = view_of(value)};
  head_.fields[head_.field_count++] = field;
  note_field(field);
}

template <bool is_request>
void MessageParser<is_request>::on_header_impl(Error& error) {
  error = {};
}

template <bool is_request>
void MessageParser<is_request>::on_body_init_impl(boost::optional<std::uint64_t> const& /*length*/, Error& error) {
  error = {};
}

// Bodies that are no chunks are counted by whoever reads them.
template <bool is_request>
std::size_t MessageParser<is_request>::on_body_impl(View /*body*/, Error& error) {
  error = beast_http::error::bad_chunk;
  return 0;
}

template <bool is_request>
void MessageParser<is_request>::on_chunk_header_impl(std::uint64_t size, View extensions, Error& error) {
  chunk_left_ = size;
  // Nobody reads them: many, or long ones, only cost; and a line end in one would be another's end of line.
  bool const is_odd = extensions.size() > most_extension_bytes || extensions.find_first_of("\r\n") != View::npos;
  error = is_odd ? Error(beast_http::error::bad_chunk_extension) : Error();
}

template <bool is_request>
std::size_t MessageParser<is_request>::on_chunk_body_impl(std::uint64_t /*remain*/, View body, Error& error) {
  error = {};
  pieces_->push_back(view_of(body));
  chunk_left_ -= body.size();
  return body.size();
}

template <bool is_request>
void MessageParser<is_request>::on_finish_impl(Error& error) {
  error = {};
}

template class MessageParser<true>;
template class MessageParser<false>;

}  // namespace corsage::gateway
