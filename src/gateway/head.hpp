#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <boost/beast/http/field.hpp>

namespace corsage::gateway {

/// A header line where it was received.
struct Field {
  boost::beast::http::field known;  ///< `unknown` where Beast has no token for the name
  std::string_view name;
  std::string_view value;
};

/// How a message's end is known.
///
/// https://www.rfc-editor.org/rfc/rfc9112#name-message-body-length
enum class Framing : std::uint8_t { none, content_length, chunked, until_close };

/// The head of a message, as views into the bytes that were read.
struct Head {
  static constexpr std::size_t most_fields = 128;

  std::string_view method;  ///< of a request
  std::string_view target;  ///< of a request
  std::string_view reason;  ///< of an answer
  int status;               ///< of an answer
  int version;              ///< 10 or 11
  Framing framing;
  std::uint64_t content_length;
  bool keeps_alive;
  bool expects_continue;  ///< Expect: 100-continue
  bool upgrades;          ///< it has Upgrade, and Connection names it
  std::size_t field_count;
  std::array<Field, most_fields> fields;

  std::span<Field const> lines() const { return {fields.data(), field_count}; }

  /// The first line of that name; null where there is none.
  Field const* find(boost::beast::http::field name) const;
};

}  // namespace corsage::gateway
