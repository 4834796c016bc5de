// Feeds every file of the folders named to the fuzz target: libFuzzer's main for compilers that have none.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size);

namespace {

std::vector<std::filesystem::path> files_below(std::filesystem::path const& folder) {
  std::vector<std::filesystem::path> files;
  for (auto const& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

void replay(std::filesystem::path const& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string const bytes{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  // A buffer of exactly that size, so that the sanitizers see a read of one byte too many.
  auto const input = std::make_unique<std::uint8_t[]>(bytes.size());
  std::copy(bytes.begin(), bytes.end(), input.get());
  LLVMFuzzerTestOneInput(input.get(), bytes.size());
}

}  // namespace

int main(int argument_count, char** arguments) {
  std::size_t replayed = 0;
  for (std::filesystem::path const folder : std::vector<std::string>(arguments + 1, arguments + argument_count)) {
    for (auto const& file : files_below(folder)) {
      // Said first, so that it is the last line where the target stops the program.
      std::printf("%s\n", file.c_str());
      std::fflush(stdout);
      replay(file);
      ++replayed;
    }
  }
  std::printf("%zu inputs replayed\n", replayed);
  return replayed > 0 ? 0 : 1;
}
