#pragma once

#include <mutex>

#include "interruption.hpp"

namespace corsage::cli {

/// An interruption that many threads ask for. To be made before them, and in the thread that ends it: from then on the signal
/// ends the program again.
class StopSignal {
 public:
  StopSignal() = default;
  ~StopSignal() { Interruption::allow(); }
  StopSignal(StopSignal const&) = delete;
  StopSignal& operator=(StopSignal const&) = delete;

  bool came() {
    std::scoped_lock const lock(mutex_);
    return interruption_.came();
  }

 private:
  std::mutex mutex_;
  Interruption interruption_;
};

}  // namespace corsage::cli
