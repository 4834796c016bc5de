#include "standard_output.hpp"

#include <array>
#include <csignal>
#include <string>

#include "standard_output_is.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace corsage::cli {
namespace {

TEST(StandardOutput, AClosedPipeIsNoFailure) {
  std::signal(SIGPIPE, SIG_IGN);
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe(ends.data()), 0);
  close(ends[0]);
  StandardOutput output;
  {
    StandardOutputIs const redirected(ends[1]);
    EXPECT_FALSE(output.write("nobody reads this"));
    EXPECT_FALSE(output.write("nor this"));
  }
  close(ends[1]);
  EXPECT_TRUE(output.is_closed());
  EXPECT_EQ(output.failure(), 0);
}

TEST(StandardOutput, AFullDiskIsAFailure) {
  int const full = open("/dev/full", O_WRONLY);
  ASSERT_GE(full, 0);
  StandardOutput output;
  {
    StandardOutputIs const redirected(full);
    EXPECT_FALSE(output.write("no room"));
  }
  close(full);
  EXPECT_FALSE(output.is_closed());
  EXPECT_EQ(output.failure(), ENOSPC);
}

}  // namespace
}  // namespace corsage::cli
