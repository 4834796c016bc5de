#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include <sys/stat.h>

namespace corsage::cli {

/// Notices when one of some files becomes another: written, replaced by another of its name, or behind a link that
/// leads elsewhere.
class FileWatch {
 public:
  /// Whether that a file is gone wakes up who waits for its descriptor: somebody may be about to write it anew.
  enum class Gone : std::uint8_t { passed_over, noticed };

  explicit FileWatch(Gone gone = Gone::passed_over);
  ~FileWatch();
  FileWatch(FileWatch const&) = delete;
  FileWatch& operator=(FileWatch const&) = delete;

  /// This one too, as it is now: so before it is read.
  void add(std::string const& file);
  /// None any more.
  void clear();

  /// Becomes readable when something happened in a directory of theirs. -1 where the system has no more of it.
  int descriptor() const { return descriptor_; }

  /// Reads what made the descriptor readable.
  void take_events() const;

  /// Whether one of the files is another than when it was added.
  bool has_changed() const;

 private:
  /// By these a file is known from the one before.
  struct State {
    ino_t number = 0;
    off_t size = 0;
    timespec written = {};
    timespec changed = {};

    bool operator==(State const& other) const;
  };
  static State state_of(std::string const& file);

  int descriptor_;
  Gone gone_;
  std::set<int> directories_;
  std::map<std::string, State> files_;
};

}  // namespace corsage::cli
