#include <string_view>

#include "golden.hpp"

#include <gtest/gtest.h>

int main(int argument_count, char** arguments) {
  testing::InitGoogleTest(&argument_count, arguments);
  for (int i = 1; i < argument_count; ++i) {
    if (std::string_view(arguments[i]) == "--bless") {
      corsage::test::set_golden(corsage::test::Golden::bless);
    }
  }
  return RUN_ALL_TESTS();
}
