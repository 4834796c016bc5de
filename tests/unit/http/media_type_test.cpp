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

RC_GTEST_PROP(MediaType, parses_what_it_prints, ()) {
  auto const text = *test::any_token() + "/" + *test::any_token();
  auto const parsed = parse_media_type(text + *rc::gen::element<std::string>("", " ", ";", ";a=\"/\""));
  RC_ASSERT(parsed.has_value());
  RC_ASSERT(parse_media_type(parsed->essence()) == parsed);
}

}  // namespace
}  // namespace corsage::http
