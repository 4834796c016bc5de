#pragma once

#include <chrono>
#include <string_view>

namespace corsage::cli {

/// One line on standard error that says what takes so long: only on a terminal, only after a second, and gone at the
/// end.
class Progress {
 public:
  Progress();
  ~Progress() { clear(); }
  Progress(Progress const&) = delete;
  Progress& operator=(Progress const&) = delete;

  /// What is under way now; to be said again while it goes on.
  void show(std::string_view what);

  void clear();

 private:
  std::chrono::steady_clock::time_point const start_;
  bool const is_terminal_;
  bool is_shown_ = false;
};

}  // namespace corsage::cli
