#include "corsage/formats/json_writer.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "corsage/base/bytes.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <simdjson.h>

namespace corsage::formats {
namespace {

struct StringRow {
  std::string name;
  std::string bytes;
  std::string json;
};

TEST(JsonWriter, WritesBytesAsCodePoints) {
  std::vector<StringRow> const rows = {
      {.name = "nothing", .bytes = "", .json = R"("")"},
      {.name = "letters", .bytes = "abc /~", .json = R"("abc /~")"},
      {.name = "what JSON escapes", .bytes = "\"\\", .json = R"("\"\\")"},
      {.name = "control characters with a letter", .bytes = "\b\f\n\r\t", .json = R"("\b\f\n\r\t")"},
      {.name = "control characters without", .bytes = std::string("\0\x1F\x7F", 3), .json = "\"\\u0000\\u001f\x7F\""},
      {.name = "bytes above ASCII", .bytes = "\x80\xE9\xFF", .json = "\"\u0080\u00E9\u00FF\""},
      {.name = "UTF-8, byte by byte", .bytes = "\u00E9", .json = "\"\u00C3\u00A9\""},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    std::string json;
    JsonWriter(json).bytes(row.bytes);
    EXPECT_EQ(json, row.json);
  }
}

TEST(JsonWriter, WritesTextAsItIs) {
  std::vector<StringRow> const rows = {
      {.name = "letters beyond bytes", .bytes = "\u2603 \U0001F339\n", .json = "\"\u2603 \U0001F339\\n\""},
      {.name = "what is not UTF-8 becomes bytes", .bytes = "\xE9!", .json = "\"\u00E9!\""},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    std::string json;
    JsonWriter(json).text(row.bytes);
    EXPECT_EQ(json, row.json);
  }
}

TEST(JsonWriter, SeparatesValuesByThemselves) {
  std::string json = "{}\n";
  JsonWriter writer(json);
  writer.begin_object();
  writer.key("empty");
  writer.begin_array();
  writer.end_array();
  writer.key("list");
  writer.begin_array();
  writer.bytes("ends like an object{");
  writer.number(-1);
  writer.number(std::numeric_limits<std::uint64_t>::max());
  writer.boolean(true);
  writer.null();
  writer.begin_object();
  writer.end_object();
  writer.base64("f");
  writer.end_array();
  writer.key_of_bytes("\xE9");
  writer.raw("[1,2]");
  writer.end_object();
  EXPECT_EQ(json,
            "{}\n{\"empty\":[],\"list\":[\"ends like an object{\",-1,18446744073709551615,true,null,{},\"Zg==\"],"
            "\"\u00E9\":[1,2]}");
}

TEST(JsonWriter, AnyBytesComeBack) {
  rc::check([](std::string const& bytes) {
    std::string json;
    JsonWriter writer(json);
    writer.begin_array();
    writer.bytes(bytes);
    writer.end_array();
    simdjson::dom::parser parser;
    std::string_view text;
    RC_ASSERT(parser.parse(json).at(0).get(text) == simdjson::SUCCESS);
    std::string again;
    RC_ASSERT(isomorphic_encode(text, again));
    RC_ASSERT(again == bytes);
  });
}

}  // namespace
}  // namespace corsage::formats
