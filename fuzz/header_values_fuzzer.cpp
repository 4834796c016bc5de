#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "corsage/base/bytes.hpp"
#include "corsage/http/field_values.hpp"
#include "corsage/http/media_type.hpp"
#include "corsage/http/method.hpp"
#include "corsage/http/token.hpp"

/// Feeds one input to every parser of header values, and holds the relations between what they say.
namespace corsage::http {
namespace {

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

/// Each line feed begins a further line of the same name.
HeaderList lines_of(std::string_view input) {
  HeaderList headers;
  for (std::size_t start = 0; start <= input.size();) {
    auto const end = std::min(input.find('\n', start), input.size());
    headers.append("x-fuzzed", input.substr(start, end - start));
    start = end + 1;
  }
  return headers;
}

void check_header_list(HeaderList const& headers) {
  auto copy = headers;
  require(copy == headers);
  auto const combined = headers.get("X-FUZZED");
  require(combined.has_value());
  copy.set("X-Fuzzed", combined->view());
  require(copy.size() == 1 && copy.get("x-fuzzed")->view() == combined->view());
  copy.remove("x-fuzzed");
  require(copy.empty());
}

void check_tokens(HeaderList const& headers) {
  auto const tokens = extract_tokens(headers, "x-fuzzed");
  require(!tokens.is_absent());
  if (tokens.is_failure()) {
    require(!tokens.offending().empty() && !is_token(tokens.offending()));
    return;
  }
  // What is printed from a list is the list again.
  std::string printed;
  for (auto const token : tokens.value()) {
    require(is_token(token));
    printed.append(token).append(", ");
  }
  HeaderList const once{{"x-fuzzed", printed}};
  require(extract_tokens(once, "x-fuzzed").value() == tokens.value());
}

void check_delta_seconds(HeaderList const& headers) {
  auto const seconds = extract_delta_seconds(headers, "x-fuzzed");
  if (!seconds.has_value()) {
    return;
  }
  HeaderList const printed{{"x-fuzzed", std::to_string(seconds.value())}};
  require(extract_delta_seconds(printed, "x-fuzzed").value() == seconds.value());
  // A number alone is also a list of one token.
  require(extract_tokens(headers, "x-fuzzed").value().size() == 1);
}

void check_split(HeaderList const& headers) {
  auto const items = get_decode_and_split(headers, "x-fuzzed");
  require(items.has_value() && !items->empty());
  std::string printed = items->front();
  for (std::size_t i = 1; i < items->size(); ++i) {
    printed.append(", ").append((*items)[i]);
  }
  require(decode_and_split(printed) == *items);
}

void check_range(std::string_view input) {
  auto const strict = parse_single_range(input, RangeWhitespace::forbidden);
  auto const lenient = parse_single_range(input, RangeWhitespace::allowed);
  // What passes without white space passes with it, and means the same.
  require(!strict || lenient == strict);
  if (lenient) {
    auto const printed = "bytes=" + std::string(lenient->start) + "-" + std::string(lenient->end);
    require(parse_single_range(printed, RangeWhitespace::forbidden) == lenient);
  }
}

void check_media_type(std::string_view input) {
  auto const essence = find_media_type_essence(input);
  auto const parsed = parse_media_type(input);
  require(essence.has_value() == parsed.has_value());
  if (parsed) {
    require(is_token(parsed->type) && is_token(parsed->subtype));
    require(byte_case_insensitive_equal(*essence, parsed->essence()));
    require(parse_media_type(parsed->essence()) == parsed);
  }
}

void check_method(std::string_view input) {
  auto const normalized = normalize_method(input);
  require(byte_case_insensitive_equal(normalized, input));
  require(normalize_method(normalized) == normalized);
  require(!is_cors_safelisted_method(input) || (is_method(input) && !is_forbidden_method(input)));
}

void check_isomorphic(std::string_view input) {
  std::string bytes;
  require(isomorphic_encode(isomorphic_decode(input), bytes) && bytes == input);
  std::string encoded;
  require(!isomorphic_encode(input, encoded) || isomorphic_decode(encoded) == input);
}

}  // namespace
}  // namespace corsage::http

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace corsage::http;
  std::string_view const input(reinterpret_cast<char const*>(data), size);
  auto const headers = lines_of(input);
  check_header_list(headers);
  check_tokens(headers);
  check_delta_seconds(headers);
  check_split(headers);
  check_range(input);
  check_media_type(input);
  check_method(input);
  check_isomorphic(input);
  return 0;
}
