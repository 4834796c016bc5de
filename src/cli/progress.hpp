#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

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

  /// Where the answers come from that are waited for from now on: told in place of what `show` says.
  void name_place(std::string place) { place_ = std::move(place); }

  /// The line to show, made where it is shown: ten times a second at most.
  void tell(std::function<std::string()> const& line);

  void clear();

 private:
  void write(std::string_view line);

  std::chrono::steady_clock::time_point const start_;
  bool const is_terminal_;
  bool is_shown_ = false;
  std::string place_ = {};
  std::chrono::steady_clock::time_point told_ = {};
};

}  // namespace corsage::cli
