#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/base/nearest_name.hpp"
#include "corsage/base/result.hpp"
#include "corsage/http/header_list.hpp"
#include "corsage/url/origin.hpp"

#include <simdjson.h>

/// What the readers of JSON formats share: members by table, strings of bytes, and mistakes with their columns.
namespace corsage::formats {

namespace ondemand = simdjson::ondemand;

/// One member that an object may have, and the reader's function that takes its value.
///
/// The function answers SUCCESS, INCORRECT_TYPE where the value is not what it should be (reading goes on behind it), or
/// any other error where the text is not JSON (reading stops).
template <typename Reader>
struct JsonMember {
  std::string_view name;
  simdjson::error_code (Reader::*read)(ondemand::value&) = nullptr;
  std::string_view expected = {};  ///< what it must be, in words
  bool is_required = false;
};

/// What becomes of a member that the table does not have.
enum class UnknownMembers : std::uint8_t { are_mistakes, are_ignored };

/// The mistakes of one document.
class JsonMistakes {
 public:
  /// Starts with a new document; `document` must outlive the reading.
  void start(std::string_view document);

  void add(DiagnosticCode code, std::string_view value, std::string_view expected, char const* where);

  /// `where` is where reading stopped; null when it did not begin.
  void add_syntax(simdjson::error_code error, char const* where);

  /// A value is about to be read here.
  void come_to(char const* where) { place_ = where; }

  /// A value that nobody reads stands here: whether it is JSON is still to be seen.
  void skip(char const* where) { skipped_ = skipped_ == nullptr ? where : skipped_; }

  /// The first skipped value; null when all was read.
  char const* skipped() const { return skipped_; }

  bool empty() const { return mistakes_.empty(); }

  /// Nothing where the document is as it should be, and otherwise all that is wrong with it.
  Result<void> result();

 private:
  std::string_view document_;
  char const* place_ = nullptr;
  char const* skipped_ = nullptr;
  Diagnostics mistakes_;
};

/// Whether the error says "this is JSON, but not what it should be".
bool is_wrong_value(simdjson::error_code error);

/// "the members are url, method, ...; did you mean 'url'?": what would be right in place of an unknown one.
template <typename Reader>
std::string instead_of(std::string_view unknown, std::span<JsonMember<Reader> const> members) {
  std::vector<std::string> names;
  std::string text;
  for (auto const& member : members) {
    names.emplace_back(member.name);
    text += names.size() == 1 ? "the members are " : ", ";
    text += member.name;
  }
  return text + did_you_mean(unknown, names);
}

/// Whether a key is written as the name and nothing else. (The text goes on behind it: a key ends in a quotation mark.)
inline bool is_plainly(ondemand::raw_json_string key, std::string_view name) {
  char const* const raw = key.raw();
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (raw[i] != name[i]) {
      return false;
    }
  }
  return raw[name.size()] == '"';
}

/// The row of that name, looked for from `start` on and then from the beginning; the table's size when there is none.
template <typename Reader>
std::size_t row_named(std::span<JsonMember<Reader> const> members, std::string_view name, std::size_t start) {
  for (std::size_t i = 0; i < members.size(); ++i) {
    auto const row = (start + i) % members.size();
    if (members[row].name == name) {
      return row;
    }
  }
  return members.size();
}

/// Hands each member of the object to the reader's function for it, and collects what is wrong, unknown or missing.
/// `place` is where the object begins.
template <typename Reader>
simdjson::error_code read_members(Reader& reader, ondemand::object& object, char const* place,
                                  std::span<JsonMember<Reader> const> members, UnknownMembers unknown,
                                  JsonMistakes& mistakes) {
  std::uint32_t seen = 0;
  std::size_t row = 0;
  for (auto each : object) {
    if (each.error() != simdjson::SUCCESS) {
      return each.error();
    }
    auto& field = each.value_unsafe();
    // Members mostly come in the table's order, written without escapes: the search begins behind the last one.
    std::string_view name;
    if (!is_plainly(field.key(), members[row].name)) {
      if (auto const error = each.unescaped_key().get(name); error != simdjson::SUCCESS) {
        return error;
      }
      row = row_named(members, name, row);
    }
    ondemand::value& value = field.value();
    char const* where = place;
    if (auto const error = value.current_location().get(where); error != simdjson::SUCCESS) {
      return error;
    }
    if (row == members.size()) {
      if (unknown == UnknownMembers::are_mistakes) {
        mistakes.add(DiagnosticCode::json_member_unknown, name, instead_of(name, members), where);
      }
      mistakes.skip(where);
      row = 0;
      continue;
    }
    mistakes.come_to(where);
    auto const& member = members[row];
    seen |= std::uint32_t{1} << row;
    row = row + 1 < members.size() ? row + 1 : 0;
    auto const error = (reader.*member.read)(value);
    if (is_wrong_value(error)) {
      mistakes.add(DiagnosticCode::json_member_wrong, member.name, member.expected, where);
    } else if (error != simdjson::SUCCESS) {
      return error;
    }
  }
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (members[i].is_required && (seen & (std::uint32_t{1} << i)) == 0) {
      mistakes.add(DiagnosticCode::json_member_missing, members[i].name, members[i].expected, place);
    }
  }
  return simdjson::SUCCESS;
}

/// `read_members` for a value that must be an object.
template <typename Reader>
simdjson::error_code read_object(Reader& reader, ondemand::value& value, std::span<JsonMember<Reader> const> members,
                                 JsonMistakes& mistakes) {
  char const* const place = value.raw_json_token().data();
  ondemand::object object;
  if (auto const error = value.get_object().get(object); error != simdjson::SUCCESS) {
    return error;
  }
  return read_members(reader, object, place, members, UnknownMembers::are_mistakes, mistakes);
}

/// What becomes of a code point above U+00FF, which is no byte.
enum class OtherCodePoints : std::uint8_t {
  are_mistakes,
  are_nul,   ///< it becomes a NUL, which HTTP forbids: for what a page may try, and a browser refuses
  are_utf8,  ///< the whole string is text: its bytes are those of UTF-8
};

/// A string that holds bytes as the code points U+0000 to U+00FF. `bytes` is a view into the parser, or into `room`.
simdjson::error_code read_bytes(ondemand::value& value, OtherCodePoints others, std::string& room,
                                std::string_view& bytes);

/// The same, into a string.
simdjson::error_code read_bytes(ondemand::value& value, OtherCodePoints others, std::string& bytes);

/// Takes a string that is one of an enumeration's tokens.
template <typename Value>
simdjson::error_code read_token(ondemand::value& value, std::optional<Value> (&from)(std::string_view), Value& chosen) {
  std::string_view text;
  if (auto const error = value.get_string().get(text)) {
    return error;
  }
  auto const found = from(text);
  if (!found) {
    return simdjson::INCORRECT_TYPE;
  }
  chosen = *found;
  return simdjson::SUCCESS;
}

/// Takes the status of an answer: three digits, of which the first is no zero.
simdjson::error_code read_status(ondemand::value& value, int& status);

/// Takes a string, a whole number or null, as JSON.
simdjson::error_code read_id(ondemand::value& value, std::string& json);

/// Takes the origin of a page. A text that is none is told as the mistake that it is.
simdjson::error_code read_origin(ondemand::value& value, url::Origin& origin, JsonMistakes& mistakes);

/// Appends a list of [name, value] pairs, each a string of bytes, to a header list. Where `mistakes` is not null, it gets
/// each name and each value that HTTP does not have, with its place.
simdjson::error_code read_header_lines(ondemand::value& value, OtherCodePoints others, http::HeaderList& headers,
                                       JsonMistakes* mistakes = nullptr);

/// Documents that are objects, one after the other. It keeps its memory between them.
class JsonDocuments {
 public:
  static constexpr std::size_t padding = simdjson::SIMDJSON_PADDING;

  /// Reads one with `reader`. `readable` bytes behind it can be read: where those are too few it is copied.
  template <typename Reader>
  void read(std::string_view text, std::size_t readable, Reader& reader, std::span<JsonMember<Reader> const> members,
            JsonMistakes& mistakes, UnknownMembers unknown = UnknownMembers::are_ignored) {
    text = padded(text, readable);
    mistakes.start(text);
    ondemand::document document;
    if (auto const error = parser_.iterate(text.data(), text.size(), text.size() + padding).get(document)) {
      mistakes.add_syntax(error, nullptr);
      return;
    }
    ondemand::object object;
    auto error = document.get_object().get(object);
    if (error == simdjson::SUCCESS) {
      error = read_members(reader, object, text.data(), members, unknown, mistakes);
    }
    finish(text, document, error, mistakes);
  }

 private:
  std::string_view padded(std::string_view text, std::size_t readable);
  void finish(std::string_view text, ondemand::document& document, simdjson::error_code error, JsonMistakes& mistakes);

  ondemand::parser parser_;
  simdjson::dom::parser strict_parser_;
  std::string copy_;
};

}  // namespace corsage::formats
