#include "corsage/http/media_type.hpp"

#include "unit/http/generators.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace corsage::http {
namespace {

struct MediaTypeRow {
  char const* name;
  std::string_view text;
  std::optional<std::string> essence;
};

MediaTypeRow const rows[] = {
    {.name = "type and subtype", .text = "text/plain", .essence = "text/plain"},
    {.name = "case is lowered", .text = "Text/PLAIN", .essence = "text/plain"},
    {.name = "white space around is dropped", .text = "\r\n\t text/plain \n", .essence = "text/plain"},
    {.name = "a parameter does not count", .text = "text/plain;charset=utf-8", .essence = "text/plain"},
    {.name = "white space before a parameter is dropped", .text = "text/plain \t;a=b", .essence = "text/plain"},
    {.name = "a broken parameter does not matter", .text = "text/plain;==;\"", .essence = "text/plain"},
    {.name = "a semicolon alone does not matter", .text = "text/plain;", .essence = "text/plain"},
    {.name = "a slash in a parameter is not the slash", .text = "text/plain;a=b/c", .essence = "text/plain"},
    {.name = "a long subtype",
     .text = "application/x-www-form-urlencoded",
     .essence = "application/x-www-form-urlencoded"},
    {.name = "the empty text fails", .text = "", .essence = {}},
    {.name = "white space alone fails", .text = " \t", .essence = {}},
    {.name = "no slash fails", .text = "text", .essence = {}},
    {.name = "a slash behind the semicolon fails", .text = "text;a=b/c", .essence = {}},
    {.name = "no type fails", .text = "/plain", .essence = {}},
    {.name = "no subtype fails", .text = "text/", .essence = {}},
    {.name = "no subtype before a parameter fails", .text = "text/ ;a=b", .essence = {}},
    {.name = "two slashes fail", .text = "text/plain/x", .essence = {}},
    {.name = "a list fails", .text = "application/json, text/plain", .essence = {}},
    {.name = "white space before the slash fails", .text = "text /plain", .essence = {}},
    {.name = "white space behind the slash fails", .text = "text/ plain", .essence = {}},
    {.name = "a byte that no token has fails", .text = "text/pl@in", .essence = {}},
    {.name = "wildcards are tokens", .text = "*/*", .essence = "*/*"},
};

TEST(MediaType, is_parsed_as_mimesniff_does) {
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const parsed = parse_media_type(row.text);
    EXPECT_EQ(parsed ? std::optional(parsed->essence()) : std::nullopt, row.essence);
  }
}

TEST(MediaType, essence_is_found_in_the_case_it_is_written_in) {
  EXPECT_EQ(find_media_type_essence(" Text/PLAIN ;a=b"), "Text/PLAIN");
  EXPECT_EQ(find_media_type_essence("text"), std::nullopt);
}

struct NormalizedRow {
  char const* name;
  std::string_view text;
  std::optional<std::string> normalized;
};

// As web-platform-tests has them: mimesniff/mime-types/resources/mime-types.json
NormalizedRow const normalized_rows[] = {
    {.name = "nothing to do", .text = "text/html;charset=gbk", .normalized = "text/html;charset=gbk"},
    {.name = "names are lowered, values are not",
     .text = "TEXT/HTML;CHARSET=GBK",
     .normalized = "text/html;charset=GBK"},
    {.name = "the first of a name counts",
     .text = "text/html;charset=gbk;charset=x",
     .normalized = "text/html;charset=gbk"},
    {.name = "white space around", .text = " text/html ; charset=gbk ", .normalized = "text/html;charset=gbk"},
    {.name = "white space before the equals sign is part of no name",
     .text = "text/html;charset =gbk",
     .normalized = "text/html"},
    {.name = "white space in a value needs quotes",
     .text = "text/html;charset= gbk",
     .normalized = "text/html;charset=\" gbk\""},
    {.name = "a value without a name", .text = "text/html;=x;a=b", .normalized = "text/html;a=b"},
    {.name = "a name without a value", .text = "text/html;test;charset=gbk", .normalized = "text/html;charset=gbk"},
    {.name = "an empty value", .text = "text/html;a=;charset=gbk", .normalized = "text/html;charset=gbk"},
    {.name = "an empty quoted value", .text = "text/html;charset=\"\"", .normalized = "text/html;charset=\"\""},
    {.name = "quotes that are not needed go",
     .text = "text/html;charset=\"gbk\"",
     .normalized = "text/html;charset=gbk"},
    {.name = "quotes that are not closed", .text = "text/html;charset=\"gbk", .normalized = "text/html;charset=gbk"},
    {.name = "what follows the quotes",
     .text = "text/html;charset=\"gbk\"x;a=b",
     .normalized = "text/html;charset=gbk;a=b"},
    {.name = "escapes", .text = "text/html;a=\"\\\"\\b\\\\\"", .normalized = "text/html;a=\"\\\"b\\\\\""},
    {.name = "a backslash at the end", .text = "text/html;a=\"\\", .normalized = "text/html;a=\"\\\\\""},
    {.name = "a control in a value", .text = "text/html;a=x\x01", .normalized = "text/html"},
    {.name = "semicolons alone", .text = "text/html;;;;charset=gbk;", .normalized = "text/html;charset=gbk"},
    {.name = "what is no type", .text = "text;charset=gbk", .normalized = {}},
};

TEST(MediaType, is_serialized_as_mimesniff_does) {
  for (auto const& row : normalized_rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(normalized_media_type(row.text), row.normalized);
  }
}

RC_GTEST_PROP(MediaType, is_normalized_once_and_for_all, (std::string const& parameters)) {
  auto const once = normalized_media_type("a/b;" + parameters);
  RC_ASSERT(once.has_value());
  RC_ASSERT(normalized_media_type(*once) == once);
}

RC_GTEST_PROP(MediaType, parses_what_it_prints, ()) {
  auto const text = *test::any_token() + "/" + *test::any_token();
  auto const parsed = parse_media_type(text + *rc::gen::element<std::string>("", " ", ";", ";a=\"/\""));
  RC_ASSERT(parsed.has_value());
  RC_ASSERT(parse_media_type(parsed->essence()) == parsed);
}

}  // namespace
}  // namespace corsage::http
