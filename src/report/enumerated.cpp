#include "corsage/report/enumerated.hpp"

#include <cstddef>

namespace corsage::report {

std::string enumerated(std::span<std::string const> names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    text += i == 0 ? "" : i + 1 == names.size() ? " and " : ", ";
    text += names[i];
  }
  return text;
}

}  // namespace corsage::report
