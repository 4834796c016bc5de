#include "line_blocks.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdint>

#include <poll.h>
#include <unistd.h>

namespace corsage::cli {

namespace {

/// Reads what there is. -1 on failure, 0 at the end.
ssize_t read_some(int descriptor, char* bytes, std::size_t size) {
  ssize_t got = 0;
  do {
    got = ::read(descriptor, bytes, size);
  } while (got < 0 && errno == EINTR);
  return got;
}

/// Looks for one after the other: lines are long, and looking is faster than counting bytes.
std::uint64_t count_line_feeds(std::string_view lines) {
  std::uint64_t count = 0;
  for (auto place = lines.find('\n'); place != std::string_view::npos; place = lines.find('\n', place + 1)) {
    ++count;
  }
  return count;
}

}  // namespace

/// Whether a read would not wait, or may.
bool LineBlocks::may_read() const {
  pollfd waiting{.fd = descriptor_, .events = POLLIN, .revents = 0};
  return waiting_ == LineWaiting::until_lines_come || ::poll(&waiting, 1, 0) > 0;
}

/// Reads some bytes behind those that the block has. False when there are no more.
bool LineBlocks::fill(LineBlock& block) {
  auto const room = std::max(LineBlocks::ordinary_size, 2 * block.size) + LineBlock::padding;
  if (block.bytes.size() < room) {
    block.bytes.resize(room);
  }
  auto const got =
      read_some(descriptor_, block.bytes.data() + block.size, block.bytes.size() - LineBlock::padding - block.size);
  if (got <= 0) {
    failure_ = got < 0 ? errno : 0;
    is_at_end_ = true;
    return false;
  }
  block.size += static_cast<std::size_t>(got);
  return true;
}

/// The first `size` bytes are the block; what follows is for the next one.
void LineBlocks::give(LineBlock& block, std::size_t size) {
  rest_.assign(block.bytes, size, block.size - size);
  block.size = size;
  block.first_line = line_;
  line_ += count_line_feeds(block.lines());
}

bool LineBlocks::next(LineBlock& block) {
  block.size = rest_.size();
  block.is_cut = false;
  if (block.bytes.size() < block.size + LineBlock::padding) {
    block.bytes.resize(block.size + LineBlock::padding);
  }
  std::ranges::copy(rest_, block.bytes.begin());
  rest_.clear();
  auto searched = block.size;
  while (!is_at_end_ && may_read() && fill(block)) {
    if (is_dropping_) {
      auto const end = block.lines().find('\n');
      is_dropping_ = end == std::string_view::npos;
      auto const dropped = is_dropping_ ? block.size : end + 1;
      std::copy(block.bytes.begin() + static_cast<std::ptrdiff_t>(dropped),
                block.bytes.begin() + static_cast<std::ptrdiff_t>(block.size), block.bytes.begin());
      block.size -= dropped;
      searched = 0;
      line_ += is_dropping_ ? 0 : 1;
    }
    if (auto const end = block.lines().substr(searched).rfind('\n'); end != std::string_view::npos) {
      give(block, searched + end + 1);
      return true;
    }
    searched = block.size;
    if (block.size > longest_line) {
      block.is_cut = true;
      is_dropping_ = true;
      block.size = longest_line;
      give(block, block.size);
      return true;
    }
  }
  if (!is_at_end_) {
    rest_.assign(block.bytes, 0, block.size);
    return false;
  }
  if (failure_ != 0 || block.size == 0) {
    return false;
  }
  give(block, block.size);
  return true;
}

}  // namespace corsage::cli
