#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace corsage::formats {

/// A member's name that the program knows, with all that JSON puts around it: made when the program is compiled.
class JsonKey {
 public:
  static constexpr std::size_t longest = 32;

  /// `name` needs no escape.
  consteval JsonKey(char const* name) {  // NOLINT(google-explicit-constructor): a name in quotes is what it looks like
    put(",\"");
    put(name);
    put("\":");
  }

  /// `,"name":`
  constexpr std::string_view text() const { return {text_.data(), length_}; }

 private:
  constexpr void put(std::string_view part) {
    for (char const byte : part) {
      text_[length_++] = byte;
    }
  }

  std::array<char, longest> text_{};
  std::size_t length_ = 0;
};

/// Writes JSON (https://www.rfc-editor.org/rfc/rfc8259) at the end of a string that the caller keeps: no memory of its
/// own, commas by themselves.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& json) : json_(&json) {}

  void begin_object() { open('{'); }
  void end_object() { json_->push_back('}'); }
  void begin_array() { open('['); }
  void end_array() { json_->push_back(']'); }

  /// The next member's name.
  void key(JsonKey const& name) {
    auto const text = name.text();
    json_->append(is_comma_due() ? text : text.substr(1));
  }

  /// The next member's name, any bytes: byte 0xE9 is written as U+00E9.
  void key_of_bytes(std::string_view name);

  /// Bytes as a string: byte 0xE9 is written as U+00E9.
  void bytes(std::string_view bytes);

  /// Text as a string. What is not UTF-8 is written as bytes.
  void text(std::string_view utf8);

  /// The bytes in Base64 (RFC 4648, section 4), as a string.
  void base64(std::string_view bytes);

  void number(std::signed_integral auto value) { signed_number(value); }
  void number(std::unsigned_integral auto value) { unsigned_number(value); }
  void boolean(bool value) { raw(value ? "true" : "false"); }
  void null() { raw("null"); }

  /// A value that is JSON already.
  void raw(std::string_view json) {
    separate();
    json_->append(json);
  }

 private:
  void begin_string() { open('"'); }
  void end_string() { json_->push_back('"'); }
  void signed_number(std::int64_t number);
  void unsigned_number(std::uint64_t number);

  /// After a value a comma is due; what was written last tells. (A string ends in a quotation mark, whatever it holds.)
  bool is_comma_due() const {
    char const last = json_->empty() ? '\n' : json_->back();
    return last != '{' && last != '[' && last != ':' && last != '\n';
  }

  void separate() {
    if (is_comma_due()) {
      json_->push_back(',');
    }
  }

  void open(char bracket) {
    separate();
    json_->push_back(bracket);
  }

  std::string* json_;
};

}  // namespace corsage::formats
