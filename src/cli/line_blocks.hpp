#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace corsage::cli {

/// Some whole lines of an input. It keeps its memory from one use to the next.
struct LineBlock {
  /// So many bytes behind the lines can be read.
  static constexpr std::size_t padding = 64;

  std::string_view lines() const { return std::string_view(bytes).substr(0, size); }

  std::string bytes;             ///< the lines, then at least `padding` bytes of anything
  std::size_t size = 0;          ///< of the lines
  std::uint64_t first_line = 1;  ///< its number
  bool is_cut = false;           ///< it is the beginning of one line that is too long to be held
};

/// Whether the end of a line that has begun is waited for, or whoever asks has other things to do.
enum class LineWaiting : std::uint8_t { until_lines_come, never };

/// An input as blocks of whole lines: as many as there are at once, so that who writes a line and waits is answered.
/// Memory is bounded, whatever the input: the rest of a line that is longer than `longest_line` is dropped.
class LineBlocks {
 public:
  static constexpr std::size_t ordinary_size = std::size_t{256} * 1024;
  static constexpr std::size_t longest_line = std::size_t{16} * 1024 * 1024;

  explicit LineBlocks(int descriptor, LineWaiting waiting = LineWaiting::until_lines_come)
      : descriptor_(descriptor), waiting_(waiting) {}

  /// The next lines. False at the end, or when reading failed, or where none are there yet and nobody waits for them.
  bool next(LineBlock& block);

  /// Nothing is to come.
  bool is_ended() const { return is_at_end_ && rest_.empty(); }

  /// The system's number for why reading failed; 0 when it did not.
  int failure() const { return failure_; }

 private:
  bool may_read() const;
  bool fill(LineBlock& block);
  void give(LineBlock& block, std::size_t size);

  int descriptor_;
  LineWaiting waiting_;
  std::string rest_;  ///< the beginning of a line, read with the block before
  std::uint64_t line_ = 1;
  bool is_at_end_ = false;
  bool is_dropping_ = false;  ///< up to the next line's beginning
  int failure_ = 0;
};

}  // namespace corsage::cli
