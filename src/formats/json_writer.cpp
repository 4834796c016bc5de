#include "corsage/formats/json_writer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>

#include "corsage/base/eight_bytes.hpp"
#include "corsage/formats/base64.hpp"

#include <simdjson.h>

namespace corsage::formats {

namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

enum class Treatment : std::uint8_t { plain, escaped, two_bytes };

/// How each byte is written; in text, bytes from 0x80 are parts of UTF-8 and plain.
constexpr auto treatments = [] {
  std::array<Treatment, 256> table{};
  for (std::size_t byte = 0; byte < table.size(); ++byte) {
    table[byte] = byte < 0x20 || byte == '"' || byte == '\\' ? Treatment::escaped
                  : byte < 0x80                              ? Treatment::plain
                                                             : Treatment::two_bytes;
  }
  return table;
}();

void append_escape(std::string& json, unsigned char byte) {
  struct ShortEscape {
    unsigned char byte;
    char letter;
  };
  static constexpr auto short_escapes = std::to_array<ShortEscape>(
      {{'"', '"'}, {'\\', '\\'}, {'\n', 'n'}, {'\r', 'r'}, {'\t', 't'}, {'\b', 'b'}, {'\f', 'f'}});
  json.push_back('\\');
  auto const* const found = std::ranges::find(short_escapes, byte, &ShortEscape::byte);
  if (found != short_escapes.end()) {
    json.push_back(found->letter);
    return;
  }
  json.append("u00");
  json.push_back(hex_digits[byte >> 4]);
  json.push_back(hex_digits[byte & 0xF]);
}

enum class HighBytes : std::uint8_t { are_code_points, are_utf8 };

/// The bytes that are not plain.
constexpr EightBytes marks_of_special(EightBytes eight) {
  return marks_of_non_ascii(eight) | (every_mark & ~marks_from(eight, ' ')) | marks_of(eight, '"') |
         marks_of(eight, '\\');
}

void append_escaped(std::string& json, std::string_view bytes, HighBytes high_bytes) {
  if (!any_of_bytes(bytes, 'a', marks_of_special)) {
    json.append(bytes);
    return;
  }
  std::size_t plain_from = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    auto const byte = static_cast<unsigned char>(bytes[i]);
    auto const treatment = treatments[byte];
    if (treatment == Treatment::plain || (treatment == Treatment::two_bytes && high_bytes == HighBytes::are_utf8))
        [[likely]] {
      continue;
    }
    json.append(bytes, plain_from, i - plain_from);
    plain_from = i + 1;
    if (treatment == Treatment::escaped) {
      append_escape(json, byte);
    } else {
      json.push_back(static_cast<char>(0xC0 | (byte >> 6)));
      json.push_back(static_cast<char>(0x80 | (byte & 0x3F)));
    }
  }
  json.append(bytes, plain_from, bytes.size() - plain_from);
}

}  // namespace

void JsonWriter::key_of_bytes(std::string_view name) {
  begin_string();
  append_escaped(*json_, name, HighBytes::are_code_points);
  json_->append("\":");
}

void JsonWriter::bytes(std::string_view bytes) {
  begin_string();
  append_escaped(*json_, bytes, HighBytes::are_code_points);
  end_string();
}

void JsonWriter::text(std::string_view utf8) {
  begin_string();
  append_escaped(*json_, utf8,
                 simdjson::validate_utf8(utf8.data(), utf8.size()) ? HighBytes::are_utf8 : HighBytes::are_code_points);
  end_string();
}

void JsonWriter::signed_number(std::int64_t number) {
  std::array<char, 24> digits{};
  auto const written = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  raw({digits.data(), written.ptr});
}

void JsonWriter::unsigned_number(std::uint64_t number) {
  std::array<char, 24> digits{};
  auto const written = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  raw({digits.data(), written.ptr});
}

void JsonWriter::base64(std::string_view bytes) {
  begin_string();
  append_base64(*json_, bytes);
  end_string();
}

}  // namespace corsage::formats
