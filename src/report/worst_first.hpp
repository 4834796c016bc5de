#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace corsage::report {

/// Parts of a text, the worst first as long as there is room for them; from then on in the order in which they come, so
/// that a text of any length needs no more memory.
class WorstFirst {
 public:
  /// `room` is in bytes.
  explicit WorstFirst(std::size_t room) : room_(room) {}

  /// Takes a part; what there is no room for goes to `out`. The higher the rank, the worse.
  void add(std::size_t rank, std::string part, std::string& out);

  /// What is still kept goes to `out`.
  void flush(std::string& out);

  /// Whether the parts are no longer kept.
  bool is_streaming() const { return is_streaming_; }

 private:
  struct Part {
    std::size_t rank = 0;
    std::size_t number = 0;
    std::string text;
  };

  std::vector<Part> parts_;
  std::size_t room_;
  std::size_t used_ = 0;
  bool is_streaming_ = false;
};

}  // namespace corsage::report
