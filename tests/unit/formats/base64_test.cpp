#include "corsage/formats/base64.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace corsage::formats {
namespace {

struct Base64Row {
  std::string name;
  std::string bytes;
  std::string base64;
};

// https://www.rfc-editor.org/rfc/rfc4648#section-10
TEST(Base64, WritesAndReadsTheVectorsOfTheRfc) {
  std::vector<Base64Row> const rows = {
      {.name = "nothing", .bytes = "", .base64 = ""},
      {.name = "one byte", .bytes = "f", .base64 = "Zg=="},
      {.name = "two bytes", .bytes = "fo", .base64 = "Zm8="},
      {.name = "three bytes", .bytes = "foo", .base64 = "Zm9v"},
      {.name = "six bytes", .bytes = "foobar", .base64 = "Zm9vYmFy"},
      {.name = "the highest bytes", .bytes = "\xFF\xFE\xFD", .base64 = "//79"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    std::string base64 = "before ";
    append_base64(base64, row.bytes);
    EXPECT_EQ(base64, "before " + row.base64);
    std::string bytes = "before ";
    EXPECT_TRUE(decode_base64(row.base64, bytes));
    EXPECT_EQ(bytes, "before " + row.bytes);
  }
}

TEST(Base64, RefusesWhatIsNotBase64) {
  for (std::string const text : {"Zg", "Zg=", "Zg===", "Z===", "====", "Zm 9v", "Zm9v\n", "Zm9-", "Z=9v"}) {
    SCOPED_TRACE(text);
    std::string bytes = "before";
    EXPECT_FALSE(decode_base64(text, bytes));
    EXPECT_EQ(bytes, "before");
  }
}

TEST(Base64, ReadsWhatItWrote) {
  rc::check([](std::string const& bytes) {
    std::string base64;
    append_base64(base64, bytes);
    std::string again;
    RC_ASSERT(decode_base64(base64, again));
    RC_ASSERT(again == bytes);
  });
}

}  // namespace
}  // namespace corsage::formats
