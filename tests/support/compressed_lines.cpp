#include "support/compressed_lines.hpp"

#include <array>

#include <gtest/gtest.h>
#include <zlib.h>

namespace corsage::tests {

std::vector<std::string> compressed_lines(std::string const& name) {
  std::vector<std::string> lines;
  auto const path = std::string(CORSAGE_TEST_DATA) + '/' + name;
  gzFile const file = gzopen(path.c_str(), "rb");
  if (file == nullptr) {
    ADD_FAILURE() << path << " cannot be read";
    return lines;
  }
  std::array<char, 1 << 16> block{};
  std::string text;
  for (int length = 0; (length = gzread(file, block.data(), block.size())) > 0;) {
    text.append(block.data(), static_cast<std::size_t>(length));
  }
  gzclose(file);
  for (std::size_t start = 0; start < text.size();) {
    auto const end = text.find('\n', start);
    lines.push_back(text.substr(start, end - start));
    start = end == std::string::npos ? text.size() : end + 1;
  }
  return lines;
}

}  // namespace corsage::tests
