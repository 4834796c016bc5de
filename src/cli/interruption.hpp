#pragma once

namespace corsage::cli {

/// Ctrl-C and a polite order to end, as something to wait for: while it lives, they do not end the program. To be made before
/// any thread.
class Interruption {
 public:
  Interruption();
  ~Interruption();
  Interruption(Interruption const&) = delete;
  Interruption& operator=(Interruption const&) = delete;

  /// Has something to read once it came.
  int descriptor() const { return descriptor_; }

  /// Lets the signals end the program, as far as this thread goes.
  static void allow();

  /// Whether it came. The next one ends the program at once.
  bool came();

 private:
  int descriptor_ = -1;
  bool came_ = false;
};

}  // namespace corsage::cli
