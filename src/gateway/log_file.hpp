#pragma once

#include <expected>
#include <stop_token>
#include <string>
#include <string_view>

namespace corsage::gateway {

/// A file, a pipe or standard output to which lines are added.
class LogFile {
 public:
  LogFile() = default;
  LogFile(LogFile&& other) noexcept;
  LogFile& operator=(LogFile&& other) noexcept;
  LogFile(LogFile const&) = delete;
  LogFile& operator=(LogFile const&) = delete;
  ~LogFile();

  /// "-" is standard output. The system's words where it cannot be written to; a pipe needs a reader.
  static std::expected<LogFile, std::string> open(std::string const& path);

  /// Writes all of the text; false where that failed, or where nobody took it for a second and `stop` was asked for.
  bool write(std::string_view text, std::stop_token const& stop);

 private:
  LogFile(int descriptor, bool is_owned, bool may_block)
      : descriptor_(descriptor), is_owned_(is_owned), may_block_(may_block) {}

  bool wait(std::stop_token const& stop) const;

  int descriptor_ = -1;
  bool is_owned_ = false;
  bool may_block_ = false;  ///< a pipe or a terminal
};

}  // namespace corsage::gateway
