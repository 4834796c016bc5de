#include "golden.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

namespace corsage::test {
namespace {

Golden& golden() {
  static Golden chosen = Golden::compare;
  return chosen;
}

std::filesystem::path path_of(std::string_view name) {
  return std::filesystem::path(CORSAGE_SOURCE_DIR) / "tests/golden/expected" / name;
}

}  // namespace

void set_golden(Golden chosen) {
  golden() = chosen;
}

void expect_golden(std::string_view name, std::string const& text) {
  auto const path = path_of(name);
  if (golden() == Golden::bless) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  std::ifstream file(path, std::ios::binary);
  ASSERT_TRUE(file) << path << " is missing; test_golden --bless writes it";
  std::string const expected(std::istreambuf_iterator<char>(file), {});
  EXPECT_EQ(text, expected) << path << "; if the new text is right: test_golden --bless";
}

}  // namespace corsage::test
