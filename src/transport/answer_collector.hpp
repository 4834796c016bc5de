#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "corsage/http/message.hpp"

namespace corsage::transport {

/// Makes a response of the lines and bytes that libcurl hands over, keeping each header line as it was received.
///
/// Interim answers (1xx) are left out, and so are trailers: neither is part of the head that a browser judges.
class AnswerCollector {
 public:
  explicit AnswerCollector(std::size_t most_body_bytes) : most_body_bytes_(most_body_bytes) {}

  /// One line of a head, its line ending included.
  void add_line(std::string_view line);

  /// More of the body. False when the body is longer than what is kept, or is none: there was no head before it.
  bool add_body(std::string_view bytes);

  /// Whether the final answer's head is whole.
  bool has_head() const { return state_ == State::body; }

  /// What came in the place of a head.
  std::string const& stray() const { return stray_; }

  /// Whether the body was longer than what is kept.
  bool is_cut() const { return is_cut_; }

  http::Response& response() { return response_; }

 private:
  enum class State { status_line, header_lines, body };

  void begin(std::string_view status_line);
  void end_head();
  void continue_last_line(std::string_view text);

  State state_ = State::status_line;
  http::Response response_;
  std::string stray_;
  std::size_t most_body_bytes_;
  bool is_cut_ = false;
};

}  // namespace corsage::transport
