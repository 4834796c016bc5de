#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>

#include "corsage/http/message.hpp"

namespace corsage::transport {

/// Makes a response of the lines and bytes that libcurl hands over, keeping each header line as it was received.
///
/// Interim answers (1xx) are left out, and so are trailers: neither is part of the head that a browser judges.
class AnswerCollector {
 public:
  /// The most that is kept.
  struct Room {
    std::size_t body_bytes = 0;
    std::size_t head_bytes = std::numeric_limits<std::size_t>::max();
  };

  explicit AnswerCollector(Room room) : room_(room) {}

  /// One line of a head, its line ending included. False when the head is longer than what is kept.
  bool add_line(std::string_view line);

  /// More of the body. False when the body is longer than what is kept, or is none: there was no head before it.
  bool add_body(std::string_view bytes);

  /// Whether the final answer's head is whole.
  bool has_head() const { return state_ == State::body; }

  /// What came in the place of a head.
  std::string const& stray() const { return stray_; }

  /// Whether the body was longer than what is kept.
  bool is_cut() const { return is_cut_; }

  /// Whether the head was longer than what is kept.
  bool is_head_cut() const { return head_bytes_ > room_.head_bytes; }

  http::Response& response() { return response_; }
  http::Response const& response() const { return response_; }

 private:
  enum class State { status_line, header_lines, body };

  void add_to_head(std::string_view text);
  void begin(std::string_view status_line);
  void end_head();
  void continue_last_line(std::string_view text);

  State state_ = State::status_line;
  http::Response response_;
  std::string stray_;
  Room room_;
  std::size_t head_bytes_ = 0;
  bool is_cut_ = false;
};

}  // namespace corsage::transport
