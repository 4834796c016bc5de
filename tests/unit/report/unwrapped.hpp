#pragma once

#include <sstream>
#include <string>

namespace corsage::report {

/// The text with one space for each run of white space: as if no line had been broken.
inline std::string unwrapped(std::string const& text) {
  std::string joined;
  std::istringstream stream(text);
  for (std::string word; stream >> word;) {
    joined += word + ' ';
  }
  return joined;
}

}  // namespace corsage::report
