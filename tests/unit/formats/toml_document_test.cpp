// What holds of every file that is TOML, whatever it is for.

#include <string>
#include <string_view>
#include <vector>

#include "corsage/formats/contract_file.hpp"
#include "corsage/formats/gateway_file.hpp"
#include "corsage/formats/ignore_file.hpp"
#include "corsage/formats/policy_file.hpp"

#include <gtest/gtest.h>

namespace corsage::formats {
namespace {

struct Reader {
  std::string name;
  Diagnostics (*mistakes_in)(std::string_view text);
  std::string not_toml;
};

std::vector<Reader> const readers = {
    {"a policy", [](std::string_view text) { return read_policy_file(text, "f").mistakes; }, "policy_file_not_toml"},
    {"a gateway", [](std::string_view text) { return read_gateway_file(text, "f").mistakes; }, "policy_file_not_toml"},
    {"a contract", [](std::string_view text) { return read_contract_file(text, "f").mistakes; }, "file_not_toml"},
    {"what audits ignore", [](std::string_view text) { return read_ignore_file(text, "f").error(); }, "file_not_toml"},
};

TEST(TomlDocument, IsRefusedWhereItEndsTooEarly) {
  for (auto const& reader : readers) {
    for (std::string_view const text :
         {"[", "[[", "[[a", "[[a]", "a = 1\n[[", "[a]\n[", "a", "a =", "a.", "\"", "[[\n"}) {
      SCOPED_TRACE(reader.name + ": " + std::string(text));
      auto const mistakes = reader.mistakes_in(text);
      ASSERT_EQ(mistakes.size(), 1U);
      EXPECT_EQ(to_string(mistakes.front().code), reader.not_toml);
      EXPECT_NE(mistakes.front().range.line, 0U);
      EXPECT_FALSE(mistakes.front().expected.empty());
    }
  }
}

TEST(TomlDocument, TellsWhatToWriteInPlaceOfASemicolon) {
  for (auto const& reader : readers) {
    SCOPED_TRACE(reader.name);
    auto const mistakes = reader.mistakes_in("a = \"x;y\"; b = 1");
    ASSERT_EQ(mistakes.size(), 1U);
    EXPECT_EQ(mistakes.front().range.column, 10U);
    EXPECT_EQ(mistakes.front().expected, "write a line break in its place, or a comma within [ ] and { }");
  }
}

}  // namespace
}  // namespace corsage::formats
