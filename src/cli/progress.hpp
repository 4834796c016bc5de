#pragma once

#include <chrono>
#include <functional>
#include <string>
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

  /// What is waited for now; to be said again while it goes on.
  void show(std::string_view what);

  /// The line to show, made where it is shown: ten times a second at most.
  void tell(std::function<std::string()> const& line);

  void clear();

 private:
  void write(std::string_view line);

  std::chrono::steady_clock::time_point const start_;
  bool const is_terminal_;
  bool is_shown_ = false;
  std::chrono::steady_clock::time_point told_ = {};
};

}  // namespace corsage::cli
