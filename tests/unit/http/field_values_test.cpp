#include "corsage/http/field_values.hpp"

#include <cstdint>
#include <limits>

#include "unit/http/generators.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace corsage::http {
namespace {

enum class State { absent, failure, value };

template <typename Value>
State state_of(Extracted<Value> const& extracted) {
  EXPECT_EQ(int{extracted.is_absent()} + int{extracted.is_failure()} + int{extracted.has_value()}, 1);
  return extracted.is_absent() ? State::absent : extracted.is_failure() ? State::failure : State::value;
}

struct TokensRow {
  char const* name;
  HeaderList headers;
  State state;
  TokenList tokens = {};
  std::string_view offending = {};
};

TokensRow const tokens_rows[] = {
    {.name = "no line is absent", .headers = {{"other", "a"}}, .state = State::absent},
    {.name = "an empty line is an empty list", .headers = {{"x-list", ""}}, .state = State::value},
    {.name = "white space and commas are an empty list", .headers = {{"x-list", " ,\t, "}}, .state = State::value},
    {.name = "one token", .headers = {{"x-list", "PUT"}}, .state = State::value, .tokens = {"PUT"}},
    {.name = "case is kept", .headers = {{"X-List", "Put,pUT"}}, .state = State::value, .tokens = {"Put", "pUT"}},
    {.name = "empty elements and white space are skipped",
     .headers = {{"x-list", ", a ,,\tb\t,"}},
     .state = State::value,
     .tokens = {"a", "b"}},
    {.name = "all lines count, in order",
     .headers = {{"x-list", "b"}, {"other", "x y"}, {"X-LIST", ""}, {"x-list", "a, b"}},
     .state = State::value,
     .tokens = {"b", "a", "b"}},
    {.name = "an asterisk is a token", .headers = {{"x-list", "*"}}, .state = State::value, .tokens = {"*"}},
    {.name = "more tokens than lie inside",
     .headers = {{"x-list", "1,2,3,4,5,6"}, {"x-list", "7,8,9,10"}},
     .state = State::value,
     .tokens = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10"}},
    {.name = "a space inside fails", .headers = {{"x-list", "a, b c"}}, .state = State::failure, .offending = "b c"},
    {.name = "a colon fails", .headers = {{"x-list", "a:"}}, .state = State::failure, .offending = "a:"},
    {.name = "quotes fail", .headers = {{"x-list", "\"a, b\""}}, .state = State::failure, .offending = "\"a"},
    {.name = "a byte above ASCII fails", .headers = {{"x-list", "\xE9"}}, .state = State::failure, .offending = "\xE9"},
    {.name = "a vertical tab is not white space",
     .headers = {{"x-list", "a,\v"}},
     .state = State::failure,
     .offending = "\v"},
    {.name = "one bad line voids the good ones",
     .headers = {{"x-list", "a"}, {"x-list", "b;"}},
     .state = State::failure,
     .offending = "b;"},
};

TEST(Tokens, are_extracted_with_three_results) {
  for (auto const& row : tokens_rows) {
    SCOPED_TRACE(row.name);
    auto const extracted = extract_tokens(row.headers, "x-list");
    EXPECT_EQ(state_of(extracted), row.state);
    EXPECT_EQ(extracted.value(), row.tokens);
    EXPECT_EQ(extracted.offending(), row.offending);
  }
}

TEST(Tokens, are_views_into_the_list) {
  HeaderList const headers{{"x-list", "a, b"}};
  auto const line = headers[0].value;
  auto const tokens = extract_tokens(headers, "x-list");
  EXPECT_EQ(static_cast<void const*>(tokens.value()[1].data()), static_cast<void const*>(line.data() + 3));
}

TEST(Tokens, keep_their_bytes_when_the_result_is_copied) {
  HeaderList const headers{{"x-list", "1,2,3,4,5,6,7,8,9"}};
  auto const copy = [&] {
    auto const extracted = extract_tokens(headers, "x-list");
    return extracted;
  }();
  EXPECT_EQ(copy.value(), (TokenList{"1", "2", "3", "4", "5", "6", "7", "8", "9"}));
}

RC_GTEST_PROP(Tokens, are_what_was_joined, ()) {
  auto const tokens = *rc::gen::container<std::vector<std::string>>(test::any_token());
  HeaderList headers{{"x-list", ""}};
  std::string line;
  for (auto const& token : tokens) {
    line += *rc::gen::element<std::string>(",", ", ", " ,\t", ",,") + token;
    if (*rc::gen::arbitrary<bool>()) {
      headers.append("X-List", line);
      line.clear();
    }
  }
  headers.append("x-list", line);
  auto const extracted = extract_tokens(headers, "x-list");
  RC_ASSERT(extracted.has_value());
  RC_ASSERT(std::vector<std::string>(extracted.value().begin(), extracted.value().end()) == tokens);
}

struct SecondsRow {
  char const* name;
  HeaderList headers;
  State state;
  std::uint64_t seconds = 0;
  std::string_view offending = {};
};

constexpr auto largest = std::numeric_limits<std::uint64_t>::max();

SecondsRow const seconds_rows[] = {
    {.name = "no line is absent", .headers = {}, .state = State::absent},
    {.name = "zero", .headers = {{"x-age", "0"}}, .state = State::value},
    {.name = "ten minutes", .headers = {{"X-Age", "600"}}, .state = State::value, .seconds = 600},
    {.name = "leading zeros", .headers = {{"x-age", "0060"}}, .state = State::value, .seconds = 60},
    {.name = "the largest", .headers = {{"x-age", "18446744073709551615"}}, .state = State::value, .seconds = largest},
    {.name = "one more saturates",
     .headers = {{"x-age", "18446744073709551616"}},
     .state = State::value,
     .seconds = largest},
    {.name = "many more saturate",
     .headers = {{"x-age", "99999999999999999999999999"}},
     .state = State::value,
     .seconds = largest},
    {.name = "an empty line fails", .headers = {{"x-age", ""}}, .state = State::failure},
    {.name = "a minus fails", .headers = {{"x-age", "-1"}}, .state = State::failure, .offending = "-1"},
    {.name = "a plus fails", .headers = {{"x-age", "+5"}}, .state = State::failure, .offending = "+5"},
    {.name = "a fraction fails", .headers = {{"x-age", "5.0"}}, .state = State::failure, .offending = "5.0"},
    {.name = "letters fail", .headers = {{"x-age", "abc"}}, .state = State::failure, .offending = "abc"},
    {.name = "letters behind too many digits fail",
     .headers = {{"x-age", "99999999999999999999999x"}},
     .state = State::failure,
     .offending = "99999999999999999999999x"},
    {.name = "two lines fail even when equal",
     .headers = {{"x-age", "5"}, {"x-age", "5"}},
     .state = State::failure,
     .offending = "5"},
};

TEST(DeltaSeconds, are_extracted_with_three_results) {
  for (auto const& row : seconds_rows) {
    SCOPED_TRACE(row.name);
    auto const extracted = extract_delta_seconds(row.headers, "x-age");
    EXPECT_EQ(state_of(extracted), row.state);
    EXPECT_EQ(extracted.value(), row.seconds);
    EXPECT_EQ(extracted.offending(), row.offending);
  }
}

RC_GTEST_PROP(DeltaSeconds, are_the_number_that_was_printed, (std::uint64_t seconds)) {
  HeaderList const headers{{"x-age", std::to_string(seconds)}};
  RC_ASSERT(extract_delta_seconds(headers, "x-age").value() == seconds);
}

struct SplitRow {
  char const* name;
  std::string_view value;
  std::vector<std::string> items;
};

SplitRow const split_rows[] = {
    {.name = "an empty value is one empty item", .value = "", .items = {""}},
    {.name = "a comma at the end leaves an empty item", .value = "nosniff,", .items = {"nosniff", ""}},
    {.name = "items are trimmed", .value = "\ta ,\tb c ", .items = {"a", "b c"}},
    {.name = "empty items are kept", .value = ",,", .items = {"", "", ""}},
    {.name = "a quoted comma does not split", .value = "text/html;\", x/x\", b", .items = {"text/html;\", x/x\"", "b"}},
    {.name = "quotes stay", .value = "\"a\"", .items = {"\"a\""}},
    {.name = "an escaped quote does not close", .value = "\"a\\\",b\",c", .items = {"\"a\\\",b\"", "c"}},
    {.name = "an escaped backslash does not escape", .value = "\"\\\\\",c", .items = {"\"\\\\\"", "c"}},
    {.name = "a quoted string that is not closed takes the rest", .value = "a,\"b,c", .items = {"a", "\"b,c"}},
    {.name = "a backslash at the very end stands for itself", .value = "\"b,\\", .items = {"\"b,\\"}},
    {.name = "a backslash outside quotes is nothing special", .value = "a\\,b", .items = {"a\\", "b"}},
    {.name = "two quoted strings in one item", .value = "\"a,\"x\",b\",c", .items = {"\"a,\"x\",b\"", "c"}},
};

TEST(DecodeAndSplit, splits_outside_quotes) {
  for (auto const& row : split_rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(decode_and_split(row.value), row.items);
    EXPECT_EQ(get_decode_and_split(HeaderList{{"X-List", row.value}}, "x-list"), row.items);
  }
}

TEST(DecodeAndSplit, of_an_absent_header_is_nothing) {
  EXPECT_EQ(get_decode_and_split(HeaderList{{"other", "a"}}, "x-list"), std::nullopt);
}

TEST(DecodeAndSplit, joins_lines_before_it_splits) {
  HeaderList const headers{{"x-list", "\"a"}, {"x-list", "b\", c"}};
  EXPECT_EQ(get_decode_and_split(headers, "x-list"), (std::vector<std::string>{"\"a, b\"", "c"}));
}

RC_GTEST_PROP(DecodeAndSplit, splits_what_it_split_the_same_way, ()) {
  auto const items = decode_and_split(*test::any_value());
  RC_ASSERT(!items.empty());
  std::string joined = items.front();
  for (std::size_t i = 1; i < items.size(); ++i) {
    joined += ", " + items[i];
  }
  RC_ASSERT(decode_and_split(joined) == items);
}

}  // namespace
}  // namespace corsage::http
