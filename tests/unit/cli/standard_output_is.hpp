#pragma once

#include <unistd.h>

namespace corsage::cli {

/// Standard output is another file descriptor while this lives.
class StandardOutputIs {
 public:
  explicit StandardOutputIs(int descriptor) : before_(dup(STDOUT_FILENO)) { dup2(descriptor, STDOUT_FILENO); }
  ~StandardOutputIs() {
    dup2(before_, STDOUT_FILENO);
    close(before_);
  }
  StandardOutputIs(StandardOutputIs const&) = delete;
  StandardOutputIs& operator=(StandardOutputIs const&) = delete;

 private:
  int before_;
};

}  // namespace corsage::cli
