#include "json_reader.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "corsage/base/bytes.hpp"
#include "corsage/base/eight_bytes.hpp"
#include "corsage/formats/json_writer.hpp"
#include "corsage/http/token.hpp"

namespace corsage::formats {

namespace {

struct SyntaxMistake {
  simdjson::error_code error;
  std::string_view words;
};

constexpr auto syntax_mistakes = std::to_array<SyntaxMistake>({
    {simdjson::EMPTY, "there is nothing"},
    {simdjson::INCORRECT_TYPE, "it is not an object"},
    {simdjson::UTF8_ERROR, "the text is not UTF-8"},
    {simdjson::UNCLOSED_STRING, "a string has no end"},
    {simdjson::UNESCAPED_CHARS, "a string holds a control character that is not escaped"},
    {simdjson::STRING_ERROR, "a string holds an escape that is none"},
    {simdjson::INCOMPLETE_ARRAY_OR_OBJECT, "an object or a list has no end"},
    {simdjson::TRAILING_CONTENT, "something stands behind the object"},
    {simdjson::DEPTH_ERROR, "it is nested too deeply"},
    {simdjson::CAPACITY, "it is too long"},
});

std::string_view words(simdjson::error_code error) {
  auto const* const found = std::ranges::find(syntax_mistakes, error, &SyntaxMistake::error);
  return found == syntax_mistakes.end() ? std::string_view("a comma, a colon, a bracket or a value is wrong")
                                        : found->words;
}

/// Where the first mistake inside a string is: an unescaped control character, or the quotation mark that opens a string
/// without an end.
std::size_t mistake_in_string(std::string_view document) {
  std::size_t opened = std::string_view::npos;
  for (std::size_t i = 0; i < document.size(); ++i) {
    char const byte = document[i];
    if (opened == std::string_view::npos) {
      opened = byte == '"' ? i : opened;
    } else if (byte == '"') {
      opened = std::string_view::npos;
    } else if (byte == '\\') {
      ++i;
    } else if (static_cast<unsigned char>(byte) < 0x20) {
      return i;
    }
  }
  return opened == std::string_view::npos ? 0 : opened;
}

/// Where the first byte is that is not UTF-8: the longest valid beginning ends there.
std::size_t mistake_in_utf8(std::string_view document) {
  std::size_t valid = 0;
  std::size_t invalid = document.size();
  while (valid < invalid) {
    auto const middle = valid + (invalid - valid + 1) / 2;
    // A beginning may cut a character: up to three more bytes must not mend it.
    bool mended = false;
    for (std::size_t more = 0; more <= 3 && middle + more <= document.size() && !mended; ++more) {
      mended = simdjson::validate_utf8(document.data(), middle + more);
    }
    if (mended) {
      valid = middle;
    } else {
      invalid = middle - 1;
    }
  }
  return valid;
}

/// Where the first object or list ends: behind its last bracket, or at the document's end when it has none.
std::size_t end_of_first(std::string_view document) {
  bool in_string = false;
  std::size_t open = 0;
  for (std::size_t i = 0; i < document.size(); ++i) {
    char const byte = document[i];
    if (byte == '"') {
      in_string = !in_string;
    } else if (in_string) {
      i += byte == '\\' ? 1 : 0;
    } else if (byte == '{' || byte == '[') {
      ++open;
    } else if ((byte == '}' || byte == ']') && --open == 0) {
      return i + 1;
    }
  }
  return document.size();
}

/// Isomorphic encoding of UTF-8 in which a code point above U+00FF becomes a NUL.
void encode_with_nul(std::string_view utf8, std::string& bytes) {
  for (std::size_t i = 0; i < utf8.size();) {
    auto const lead = static_cast<unsigned char>(utf8[i]);
    std::size_t const length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (!isomorphic_encode(utf8.substr(i, length), bytes)) {
      bytes.push_back('\0');
    }
    i += length;
  }
}

}  // namespace

void JsonMistakes::start(std::string_view document) {
  document_ = document;
  place_ = nullptr;
  skipped_ = nullptr;
  mistakes_.clear();
}

void JsonMistakes::add(DiagnosticCode code, std::string_view value, std::string_view expected, char const* where) {
  // A place may lie in the padding behind a document that breaks off.
  auto const offset = std::min(static_cast<std::size_t>(where - document_.data()), document_.size());
  mistakes_.push_back({.code = code,
                       .value = std::string(value),
                       .expected = std::string(expected),
                       .range = {.source = {}, .line = 0, .column = offset + 1, .length = 0, .text = {}}});
}

void JsonMistakes::add_syntax(simdjson::error_code error, char const* where) {
  auto offset = where == nullptr ? 0 : static_cast<std::size_t>(where - document_.data());
  if (error == simdjson::UTF8_ERROR) {
    offset = mistake_in_utf8(document_);
  } else if (error == simdjson::UNCLOSED_STRING || error == simdjson::UNESCAPED_CHARS) {
    offset = mistake_in_string(document_);
  } else if (error == simdjson::STRING_ERROR && place_ != nullptr) {
    offset = static_cast<std::size_t>(place_ - document_.data());
  } else if (error == simdjson::INCOMPLETE_ARRAY_OR_OBJECT || error == simdjson::TRAILING_CONTENT) {
    // Reading begins with a look at the last bracket, and cannot tell the two apart.
    offset = std::min(document_.find_first_not_of(" \t\r\n", end_of_first(document_)), document_.size());
    error = offset == document_.size() ? simdjson::INCOMPLETE_ARRAY_OR_OBJECT : simdjson::TRAILING_CONTENT;
  }
  add(DiagnosticCode::json_invalid, words(error), "each line is one JSON object", document_.data() + offset);
}

Result<void> JsonMistakes::result() {
  if (mistakes_.empty()) {
    return {};
  }
  return std::unexpected(std::move(mistakes_));
}

bool is_wrong_value(simdjson::error_code error) {
  return error == simdjson::INCORRECT_TYPE || error == simdjson::NUMBER_OUT_OF_RANGE || error == simdjson::NUMBER_ERROR;
}

simdjson::error_code read_bytes(ondemand::value& value, OtherCodePoints others, std::string& room,
                                std::string_view& bytes) {
  if (auto const error = value.get_string().get(bytes)) {
    return error;
  }
  if (is_ascii(bytes)) {
    return simdjson::SUCCESS;
  }
  room.clear();
  if (!isomorphic_encode(bytes, room)) {
    switch (others) {
      case OtherCodePoints::are_mistakes: return simdjson::INCORRECT_TYPE;
      case OtherCodePoints::are_nul: encode_with_nul(bytes, room); break;
      case OtherCodePoints::are_utf8: return simdjson::SUCCESS;
    }
  }
  bytes = room;
  return simdjson::SUCCESS;
}

simdjson::error_code read_bytes(ondemand::value& value, OtherCodePoints others, std::string& bytes) {
  std::string_view text;
  bytes.clear();
  auto const error = read_bytes(value, others, bytes, text);
  if (text.data() != bytes.data()) {
    bytes.assign(text);
  }
  return error;
}

namespace {

/// Says what HTTP does not have of a header line; `places` are those of its name and its value.
void check_line(std::array<std::string_view, 2> const& parts, std::array<char const*, 2> const& places,
                JsonMistakes& mistakes) {
  auto const [name, value] = parts;
  if (!http::is_header_name(name)) {
    mistakes.add(DiagnosticCode::header_name_invalid, name, {}, places[0]);
  }
  // White space around a value is not part of it.
  if (auto const content = strip(value, http_tab_or_space); !content.empty() && !http::is_header_value(content)) {
    mistakes.add(DiagnosticCode::header_value_invalid, name, {}, places[1]);
  }
}

/// Takes the two strings of [name, value].
simdjson::error_code read_pair(ondemand::array& pair, OtherCodePoints others, http::HeaderList& headers,
                               JsonMistakes* mistakes) {
  std::array<std::string, 2> rooms;
  std::array<std::string_view, 2> parts;
  std::array<char const*, 2> places{};
  std::size_t count = 0;
  for (auto part : pair) {
    if (part.error() != simdjson::SUCCESS) {
      return part.error();
    }
    if (count == parts.size()) {
      return simdjson::INCORRECT_TYPE;
    }
    places[count] = part.value_unsafe().raw_json_token().data();
    if (auto const error = read_bytes(part.value_unsafe(), others, rooms[count], parts[count])) {
      return error;
    }
    ++count;
  }
  if (count != parts.size()) {
    return simdjson::INCORRECT_TYPE;
  }
  if (mistakes != nullptr) {
    check_line(parts, places, *mistakes);
  }
  headers.append(parts[0], parts[1]);
  return simdjson::SUCCESS;
}

}  // namespace

simdjson::error_code read_header_lines(ondemand::value& value, OtherCodePoints others, http::HeaderList& headers,
                                       JsonMistakes* mistakes) {
  ondemand::array lines;
  if (auto const error = value.get_array().get(lines)) {
    return error;
  }
  for (auto line : lines) {
    ondemand::array pair;
    if (auto const error = line.get_array().get(pair)) {
      return error;
    }
    if (auto const error = read_pair(pair, others, headers, mistakes)) {
      return error;
    }
  }
  return simdjson::SUCCESS;
}

simdjson::error_code read_status(ondemand::value& value, int& status) {
  std::uint64_t number = 0;
  if (auto const error = value.get_uint64().get(number)) {
    return error;
  }
  if (number < 100 || number > 999) {
    return simdjson::INCORRECT_TYPE;
  }
  status = static_cast<int>(number);
  return simdjson::SUCCESS;
}

simdjson::error_code read_id(ondemand::value& value, std::string& json) {
  json.clear();
  JsonWriter writer(json);
  std::string_view text;
  if (value.get_string().get(text) == simdjson::SUCCESS) {
    writer.text(text);
    return simdjson::SUCCESS;
  }
  std::int64_t number = 0;
  if (value.get_int64().get(number) == simdjson::SUCCESS) {
    writer.number(number);
    return simdjson::SUCCESS;
  }
  writer.null();
  bool is_null = false;
  auto const error = value.is_null().get(is_null);
  return error == simdjson::SUCCESS && !is_null ? simdjson::INCORRECT_TYPE : error;
}

simdjson::error_code read_origin(ondemand::value& value, url::Origin& origin, JsonMistakes& mistakes) {
  char const* const where = value.raw_json_token().data();
  std::string_view text;
  if (auto const error = value.get_string().get(text)) {
    return error;
  }
  auto parsed = url::Origin::parse(text);
  if (parsed) {
    origin = std::move(*parsed);
    return simdjson::SUCCESS;
  }
  for (auto const& mistake : parsed.error()) {
    mistakes.add(mistake.code, mistake.value, mistake.expected, where);
  }
  return simdjson::SUCCESS;
}

std::string_view JsonDocuments::padded(std::string_view text, std::size_t readable) {
  if (readable >= padding) {
    return text;
  }
  copy_.assign(text);
  copy_.append(padding, ' ');
  return std::string_view(copy_).substr(0, text.size());
}

void JsonDocuments::finish(std::string_view text, ondemand::document& document, simdjson::error_code error,
                           JsonMistakes& mistakes) {
  char const* where = text.data();
  bool const is_at_end = document.current_location().get(where) == simdjson::OUT_OF_BOUNDS;
  if (error == simdjson::SUCCESS && !is_at_end) {
    error = simdjson::TRAILING_CONTENT;
  }
  if (error == simdjson::SUCCESS && mistakes.skipped() != nullptr) {
    // What nobody reads is JSON nevertheless, or the document is not.
    error = strict_parser_.parse(text.data(), text.size(), false).error();
    where = mistakes.skipped();
  }
  if (error != simdjson::SUCCESS) {
    mistakes.add_syntax(error, where);
  }
}

}  // namespace corsage::formats
