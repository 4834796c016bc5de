#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "asio.hpp"
#include "buffer_pool.hpp"
#include "exchange.hpp"

namespace corsage::gateway {

class ClientConnection;
class Stream;

/// A request's body on its way from the client to upstream. What is there with the head goes with it; the rest follows
/// while upstream's answer is already waited for.
class Upload {
 public:
  Upload(ClientConnection& client, Exchange& exchange, bool keeps_trailer);

  /// Reads what came with the head; false where it is no body.
  bool begin();

  /// What of the body is there, framed for upstream.
  std::string_view at_hand() const { return at_hand_; }
  bool is_whole() const { return is_whole_; }

  /// Sends what is not there yet, beside whoever calls. Ends by itself, or when either connection is cancelled.
  void start(Stream& upstream);

  /// Ends it: whoever is waited for is waited for no longer.
  Awaitable<void> break_off(Stream& upstream);

  bool is_running() const { return is_running_; }

  /// Whether all of it is at hand, and still is, however often it is sent.
  bool can_be_sent_again() const { return is_whole_ && !was_started_; }

  /// The answer has begun: whoever relays it minds the time from now on.
  void leave_time_to_answer() { minds_time_ = false; }

  /// The client sent something that is no body, or too much of it.
  enum class Failure : std::uint8_t { none, client_gone, malformed, too_long };
  Failure failure() const { return failure_; }

 private:
  Awaitable<void> run(Stream& upstream);
  Awaitable<bool> send_counted(Stream& upstream);
  Awaitable<bool> send_chunks(Stream& upstream);
  bool frame_chunks(std::string_view bytes, std::size_t& consumed);

  ClientConnection& client_;
  Exchange& exchange_;
  Timer ended_;
  Buffer buffer_;
  std::string chunks_;  ///< framed for upstream
  std::string_view at_hand_;
  std::string_view unread_;      ///< of a chunked body: came with the head, and is not understood yet
  std::uint64_t remaining_ = 0;  ///< of a counted body
  std::uint64_t sent_ = 0;
  bool is_whole_ = true;
  bool is_running_ = false;
  bool is_broken_off_ = false;
  bool was_started_ = false;
  bool minds_time_ = true;
  bool keeps_trailer_;
  Failure failure_ = Failure::none;
};

/// Appends a chunk that holds all pieces; nothing where they are empty.
///
/// https://www.rfc-editor.org/rfc/rfc9112#name-chunked-transfer-coding
void append_chunk(std::vector<std::string_view> const& pieces, std::string& out);

/// Appends the last chunk and the trailer's lines behind it.
void append_last_chunk(std::string_view trailer, std::string& out);

}  // namespace corsage::gateway
