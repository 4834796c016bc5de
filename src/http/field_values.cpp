#include "corsage/http/field_values.hpp"

#include <cstdint>
#include <limits>

#include "corsage/base/bytes.hpp"
#include "corsage/http/token.hpp"

namespace corsage::http {
namespace {

/// Appends the tokens of one line; gives the first element that is not a token.
std::optional<std::string_view> append_tokens(std::string_view line, TokenList& tokens) {
  for (std::size_t start = 0; start <= line.size();) {
    auto const comma = std::min(line.find(',', start), line.size());
    auto const element = strip(line.substr(start, comma - start), http_tab_or_space);
    if (!element.empty()) {
      if (!is_token(element)) {
        return element;
      }
      tokens.push_back(element);
    }
    start = comma + 1;
  }
  return std::nullopt;
}

/// https://fetch.spec.whatwg.org/#collect-an-http-quoted-string without the extract-value flag: where the string that
/// opens at `quote` ends. A string that is never closed ends with the value.
std::size_t end_of_quoted_string(std::string_view value, std::size_t quote) {
  auto position = quote + 1;
  while (true) {
    position = value.find_first_of("\"\\", position);
    if (position == std::string_view::npos) {
      return value.size();
    }
    if (value[position] == '"') {
      return position + 1;
    }
    // A backslash takes the next byte with it; at the very end it stands for itself.
    position = std::min(position + 2, value.size());
  }
}

}  // namespace

// https://fetch.spec.whatwg.org/#extract-header-list-values , for the grammar #token.
Extracted<TokenList> extract_tokens(HeaderList const& headers, std::string_view name) {
  auto line = headers.find(name);
  // 1. No line of the name is null, which is not an empty list.
  if (!line) {
    return Extracted<TokenList>::absent();
  }
  // 3-4. The lines are parsed one by one; one failure is the failure of all.
  TokenList tokens;
  for (; line; line = headers.find(name, *line + 1)) {
    if (auto const offending = append_tokens(headers[*line].value, tokens)) {
      return Extracted<TokenList>::failure(*offending);
    }
  }
  return Extracted<TokenList>::of(std::move(tokens));
}

// https://fetch.spec.whatwg.org/#extract-header-list-values , for the grammar delta-seconds.
Extracted<std::uint64_t> extract_delta_seconds(HeaderList const& headers, std::string_view name) {
  auto const line = headers.find(name);
  // 1. No line of the name is null.
  if (!line) {
    return Extracted<std::uint64_t>::absent();
  }
  // 2. The grammar has one line; two are a failure even when they agree.
  if (auto const second = headers.find(name, *line + 1)) {
    return Extracted<std::uint64_t>::failure(headers[*second].value);
  }
  // 3. Digits and nothing else.
  auto const value = headers[*line].value;
  if (value.empty() || !std::ranges::all_of(value, is_ascii_digit)) {
    return Extracted<std::uint64_t>::failure(value);
  }
  constexpr auto largest = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t seconds = 0;
  for (char const byte : value) {
    auto const digit = static_cast<std::uint64_t>(byte - '0');
    if (seconds > (largest - digit) / 10) {
      return Extracted<std::uint64_t>::of(largest);
    }
    seconds = seconds * 10 + digit;
  }
  return Extracted<std::uint64_t>::of(seconds);
}

std::optional<std::vector<std::string>> get_decode_and_split(HeaderList const& headers, std::string_view name) {
  auto const value = headers.get(name);
  if (!value) {
    return std::nullopt;
  }
  return decode_and_split(value->view());
}

std::vector<std::string> decode_and_split(std::string_view value) {
  std::vector<std::string> items;
  std::size_t start = 0;
  std::size_t position = 0;
  while (true) {
    // An item goes on to the next comma that stands outside quotes.
    position = std::min(value.find_first_of("\",", position), value.size());
    if (position < value.size() && value[position] == '"') {
      position = end_of_quoted_string(value, position);
      if (position < value.size()) {
        continue;
      }
    }
    items.emplace_back(strip(value.substr(start, position - start), http_tab_or_space));
    if (position == value.size()) {
      return items;
    }
    start = ++position;
  }
}

}  // namespace corsage::http
