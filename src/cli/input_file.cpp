#include "input_file.hpp"

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace corsage::cli {

Result<InputFile> InputFile::open(std::string const& name) {
  if (name == "-") {
    return InputFile("standard input", STDIN_FILENO);
  }
  int const descriptor = ::open(name.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    return failure(unreadable(name, errno));
  }
  return InputFile(name, descriptor);
}

InputFile::~InputFile() {
  if (descriptor_ > STDERR_FILENO) {
    ::close(descriptor_);
  }
}

InputFile::InputFile(InputFile&& other) noexcept
    : name_(std::move(other.name_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

Diagnostic InputFile::unreadable(std::string const& name, int error_number) {
  return {.code = DiagnosticCode::file_unreadable, .value = name, .expected = std::strerror(error_number)};
}

Result<WholeFile> read_whole(std::string const& name) {
  auto const file = InputFile::open(name);
  if (!file) {
    return std::unexpected(file.error());
  }
  WholeFile whole{.name = file->name(), .bytes = {}};
  std::array<char, 65536> room{};
  for (;;) {
    auto const count = ::read(file->descriptor(), room.data(), room.size());
    if (count == 0) {
      return whole;
    }
    if (count > 0) {
      whole.bytes.append(room.data(), static_cast<std::size_t>(count));
    } else if (errno != EINTR) {
      return failure(InputFile::unreadable(name, errno));
    }
  }
}

}  // namespace corsage::cli
