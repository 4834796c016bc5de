#include "corsage/gateway/secret_source.hpp"

#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "support/temporary_directory.hpp"

#include <gtest/gtest.h>

namespace corsage::gateway {
namespace {

TEST(SecretSource, finds_what_the_environment_and_files_have) {
  test::TemporaryDirectory const directory;
  auto const file = directory.write("key", "from-file\n");
  ::setenv("CORSAGE_TEST_KEY", "from-environment", 1);
  auto const secret = find_secret("Basic ${env:CORSAGE_TEST_KEY}:${file:key}!", directory.path());
  ASSERT_TRUE(secret) << secret.error();
  EXPECT_EQ(secret->value, "Basic from-environment:from-file!");
  EXPECT_EQ(secret->hidden, (std::vector<std::string>{"from-environment", "from-file"}));
  EXPECT_EQ(secret_files("${env:A} ${file:key}", directory.path()), std::vector<std::string>{file});
  EXPECT_EQ(find_secret("${file:" + file + "}", "/elsewhere")->value, "from-file");
}

struct RefusedRow {
  std::string_view name;
  std::string text;
  std::string_view why;
};

TEST(SecretSource, says_why_there_is_no_secret) {
  test::TemporaryDirectory const directory;
  ::setenv("CORSAGE_TEST_EMPTY", "", 1);
  ::unsetenv("CORSAGE_TEST_NONE");
  std::vector<RefusedRow> const rows{
      {"a variable that is not there", "${env:CORSAGE_TEST_NONE}", "the environment has no CORSAGE_TEST_NONE"},
      {"an empty variable", "${env:CORSAGE_TEST_EMPTY}", "is empty"},
      {"a file that is not there", "${file:" + (directory.path() / "none").string() + "}", "cannot be read"},
      {"a directory", "${file:" + directory.path().string() + "}", "cannot be read"},
      {"two lines", "${file:" + directory.write("two", "a\r\nb\n") + "}", "is more than a line"},
      {"another place", "${vault:key}", "is neither"},
      {"an open place", "Bearer ${env:A", "has no }"},
      {"no place", "hunter2", "stands in the file itself"},
      {"a line end in the text", "a\n${file:" + directory.write("one", "a") + "}", "more than a line"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const secret = find_secret(row.text, "");
    ASSERT_FALSE(secret);
    EXPECT_NE(secret.error().find(row.why), std::string::npos) << secret.error();
    EXPECT_EQ(secret.error().find("hunter2"), std::string::npos);
  }
}

}  // namespace
}  // namespace corsage::gateway
