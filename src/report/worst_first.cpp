#include "worst_first.hpp"

#include <algorithm>
#include <utility>

namespace corsage::report {

void WorstFirst::add(std::size_t rank, std::string part, std::string& out) {
  if (is_streaming_) {
    out += part;
    return;
  }
  used_ += part.size() + sizeof(Part);
  parts_.push_back({.rank = rank, .number = parts_.size(), .text = std::move(part)});
  if (used_ > room_) {
    flush(out);
    is_streaming_ = true;
  }
}

void WorstFirst::flush(std::string& out) {
  std::ranges::sort(parts_, [](Part const& left, Part const& right) {
    return std::pair(right.rank, left.number) < std::pair(left.rank, right.number);
  });
  for (auto const& part : parts_) {
    out += part.text;
  }
  parts_.clear();
  parts_.shrink_to_fit();
  used_ = 0;
}

}  // namespace corsage::report
