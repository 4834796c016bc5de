#pragma once

#include <algorithm>
#include <vector>

namespace corsage::bench {

inline double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

}  // namespace corsage::bench
