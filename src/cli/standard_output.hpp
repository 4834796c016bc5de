#pragma once

#include <string_view>

namespace corsage::cli {

class Interruption;

/// Standard output, for the answer and nothing else. A reader that has seen enough and closed the pipe is no failure:
/// what is written afterwards goes nowhere, and the program ends with success, but for commands that keep their status.
class StandardOutput {
 public:
  /// Writes all of `text` at once. False when nobody reads any more, or when writing failed. An
  /// interruption is heard while nobody reads, who is not waited for any longer after it.
  bool write(std::string_view text, Interruption* interruption = nullptr);

  /// Whether the reader went away.
  bool is_closed() const { return is_closed_; }

  /// The system's number for why writing failed (a full disk, say); 0 when it did not.
  int failure() const { return failure_; }

 private:
  bool is_closed_ = false;
  int failure_ = 0;
};

}  // namespace corsage::cli
