#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "head.hpp"

#include <boost/beast/core/error.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/basic_parser.hpp>

namespace corsage::gateway {

/// How far the reading of a head, or of a chunked body, has come.
enum class ParseState : std::uint8_t { needs_more, done, malformed, too_long, too_many_fields };

/// Reads one message, strictly: what two parsers could take for two different things is refused. Bare line feeds,
/// folded lines, white space before a colon, two framings, repeated or odd Content-Length, codings other than chunked,
/// no Host or two of it.
///
/// https://www.rfc-editor.org/rfc/rfc9112#name-security-considerations
template <bool is_request>
class MessageParser final : public boost::beast::http::basic_parser<is_request> {
 public:
  /// `answers_head`: the answer to a HEAD has no body, whatever it says.
  explicit MessageParser(Head& head, std::size_t most_fields, bool answers_head = false);

  /// Reads the head. `bytes` is all that was received so far; the head's views are into it, and `length` is the head's.
  ParseState read_head(std::string_view bytes, std::size_t& length);

  /// Reads more of a chunked body, behind the head. `consumed` tells how many of the bytes were read; the pieces of the
  /// body among them are added to `pieces`, as views.
  ParseState read_chunks(std::string_view bytes, std::size_t& consumed, std::vector<std::string_view>& pieces);

  /// The lines behind the last chunk, as they were received: "name: value" CR LF, each.
  std::string const& trailer() const { return trailer_; }

 private:
  using Error = boost::beast::error_code;
  using View = boost::beast::string_view;

  std::size_t put_all(std::string_view bytes, Error& error);
  ParseState finish_head();
  /// Beast takes folded lines for one: the value lies in room of its own then, or behind a line's end. Nobody sends them
  /// but those who want two servers to differ.
  ///
  /// https://www.rfc-editor.org/rfc/rfc9112#name-obsolete-line-folding
  bool is_folded(View name, View value) const;
  void note_field(Field const& line);
  bool note_content_length(std::string_view value);
  void note_connection(std::string_view value);
  void frame();

  void on_request_impl(boost::beast::http::verb verb, View method, View target, int version, Error& error) override;
  void on_response_impl(int status, View reason, int version, Error& error) override;
  void on_field_impl(boost::beast::http::field known, View name, View value, Error& error) override;
  void on_header_impl(Error& error) override;
  void on_body_init_impl(boost::optional<std::uint64_t> const& length, Error& error) override;
  std::size_t on_body_impl(View body, Error& error) override;
  void on_chunk_header_impl(std::uint64_t size, View extensions, Error& error) override;
  std::size_t on_chunk_body_impl(std::uint64_t remain, View body, Error& error) override;
  void on_finish_impl(Error& error) override;

  Head& head_;
  std::size_t most_fields_;
  char const* end_ = nullptr;  ///< of the bytes under way
  std::vector<std::string_view>* pieces_ = nullptr;
  std::string trailer_;
  std::uint64_t chunk_left_ = 0;  ///< of the chunk under way
  int content_lengths_ = 0;
  int transfer_encodings_ = 0;
  int hosts_ = 0;
  int upgrades_ = 0;
  bool is_chunked_ = false;
  bool connection_closes_ = false;
  bool connection_keeps_alive_ = false;
  bool connection_upgrades_ = false;
  bool is_websocket_ = false;
  bool is_odd_ = false;
  bool answers_head_ = false;
  bool is_behind_head_ = false;
};

using RequestParser = MessageParser<true>;
using ResponseParser = MessageParser<false>;

}  // namespace corsage::gateway
