#include "line_blocks.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include "support/temporary_directory.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace corsage::cli {
namespace {

struct Given {
  std::string lines;
  std::uint64_t first_line;
  bool is_cut;

  bool operator==(Given const&) const = default;
};

/// The blocks of a file with this content.
std::vector<Given> blocks_of(std::string const& content) {
  test::TemporaryDirectory const directory;
  int const descriptor = open(directory.write("lines", content).c_str(), O_RDONLY);
  LineBlocks input(descriptor);
  LineBlock block;
  std::vector<Given> blocks;
  while (input.next(block)) {
    EXPECT_GE(block.bytes.size(), block.size + LineBlock::padding);
    blocks.push_back({.lines = std::string(block.lines()), .first_line = block.first_line, .is_cut = block.is_cut});
  }
  EXPECT_EQ(input.failure(), 0);
  close(descriptor);
  return blocks;
}

TEST(LineBlocks, ASmallFileIsOneBlock) {
  EXPECT_EQ(blocks_of(""), std::vector<Given>());
  EXPECT_EQ(blocks_of("a\nb\n"), (std::vector<Given>{{"a\nb\n", 1, false}}));
}

TEST(LineBlocks, TheLastLineNeedsNoEnding) {
  EXPECT_EQ(blocks_of("a\nb"), (std::vector<Given>{{"a\n", 1, false}, {"b", 2, false}}));
}

TEST(LineBlocks, NoLineIsSplitAndNoneIsLost) {
  std::string content;
  std::size_t const lines = 40000;
  for (std::size_t i = 0; i < lines; ++i) {
    content += std::to_string(i) + std::string(i % 50, '.') + '\n';
  }
  std::string again;
  std::uint64_t next_line = 1;
  auto const blocks = blocks_of(content);
  for (auto const& block : blocks) {
    EXPECT_EQ(block.first_line, next_line);
    EXPECT_EQ(block.lines.back(), '\n');
    next_line += static_cast<std::uint64_t>(std::ranges::count(block.lines, '\n'));
    again += block.lines;
  }
  EXPECT_GT(blocks.size(), 2U);
  EXPECT_EQ(next_line, lines + 1);
  EXPECT_EQ(again, content);
}

TEST(LineBlocks, ALongLineIsHeldWhole) {
  std::string const line(3 * LineBlocks::ordinary_size, 'x');
  auto const blocks = blocks_of("a\n" + line + "\nb\n");
  ASSERT_EQ(blocks.size(), 2U);
  EXPECT_EQ(blocks[1], (Given{line + "\nb\n", 2, false}));
}

TEST(LineBlocks, ALineThatIsTooLongIsCutAndTheNextIsWhole) {
  std::string const line(2 * LineBlocks::longest_line, 'x');
  auto const blocks = blocks_of("a\n" + line + "\nb\n");
  ASSERT_EQ(blocks.size(), 3U);
  EXPECT_EQ(blocks[1].first_line, 2U);
  EXPECT_TRUE(blocks[1].is_cut);
  EXPECT_EQ(blocks[1].lines.size(), LineBlocks::longest_line);
  EXPECT_EQ(blocks[2], (Given{"b\n", 3, false}));
}

TEST(LineBlocks, WhatIsThereIsGivenWithoutWaiting) {
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe(ends.data()), 0);
  LineBlocks input(ends[0]);
  LineBlock block;
  ASSERT_EQ(write(ends[1], "a\nb", 3), 3);
  ASSERT_TRUE(input.next(block));
  EXPECT_EQ(block.lines(), "a\n");
  ASSERT_EQ(write(ends[1], "c\n", 2), 2);
  ASSERT_TRUE(input.next(block));
  EXPECT_EQ(block.lines(), "bc\n");
  EXPECT_EQ(block.first_line, 2U);
  close(ends[1]);
  EXPECT_FALSE(input.next(block));
  close(ends[0]);
}

TEST(LineBlocks, ALineThatHasBegunIsNotWaitedForByWhoDoesNot) {
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe(ends.data()), 0);
  LineBlocks input(ends[0], LineWaiting::never);
  LineBlock block;
  EXPECT_FALSE(input.next(block));
  for (auto const byte : {'a', 'b'}) {
    ASSERT_EQ(write(ends[1], &byte, 1), 1);
    EXPECT_FALSE(input.next(block));
    EXPECT_FALSE(input.is_ended());
  }
  ASSERT_EQ(write(ends[1], "c\nx", 3), 3);
  ASSERT_TRUE(input.next(block));
  EXPECT_EQ(block.lines(), "abc\n");
  EXPECT_FALSE(input.next(block));
  EXPECT_FALSE(input.is_ended());
  close(ends[1]);
  ASSERT_TRUE(input.next(block));
  EXPECT_EQ(block.lines(), "x");
  EXPECT_EQ(block.first_line, 2U);
  EXPECT_TRUE(input.is_ended());
  EXPECT_FALSE(input.next(block));
  close(ends[0]);
}

TEST(LineBlocks, AFailureIsTold) {
  int const directory = open("/", O_RDONLY);
  LineBlocks input(directory);
  LineBlock block;
  EXPECT_FALSE(input.next(block));
  EXPECT_EQ(input.failure(), EISDIR);
  close(directory);
}

}  // namespace
}  // namespace corsage::cli
