#pragma once

#include <string>

#include "corsage/base/result.hpp"

namespace corsage::cli {

/// A file opened for reading, or standard input, which is called "-".
class InputFile {
 public:
  static Result<InputFile> open(std::string const& name);

  ~InputFile();
  InputFile(InputFile&& other) noexcept;
  InputFile& operator=(InputFile&&) = delete;
  InputFile(InputFile const&) = delete;
  InputFile& operator=(InputFile const&) = delete;

  int descriptor() const { return descriptor_; }

  /// What it is called in messages.
  std::string const& name() const { return name_; }

  /// The mistake that it cannot be read, with the system's reason.
  static Diagnostic unreadable(std::string const& name, int error_number);

 private:
  InputFile(std::string name, int descriptor) : name_(std::move(name)), descriptor_(descriptor) {}

  std::string name_;
  int descriptor_;
};

/// A file's bytes.
struct WholeFile {
  std::string name;  ///< as messages call it
  std::string bytes;
};

/// Reads all of a file, or of standard input, which is called "-".
Result<WholeFile> read_whole(std::string const& name);

}  // namespace corsage::cli
