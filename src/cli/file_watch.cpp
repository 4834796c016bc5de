#include "file_watch.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <tuple>

#include <sys/inotify.h>
#include <unistd.h>

namespace corsage::cli {
namespace {

/// The directory that a file is in, and that of the file which its name leads to.
std::array<std::filesystem::path, 2> directories_of(std::filesystem::path const& file) {
  std::error_code ignored;
  auto const named = std::filesystem::absolute(file, ignored);
  auto const meant = std::filesystem::weakly_canonical(named, ignored);
  return {named.parent_path(), meant.parent_path()};
}

}  // namespace

bool FileWatch::State::operator==(State const& other) const {
  auto const parts = [](State const& state) {
    return std::tuple(state.number, state.size, state.written.tv_sec, state.written.tv_nsec, state.changed.tv_sec,
                      state.changed.tv_nsec);
  };
  return parts(*this) == parts(other);
}

FileWatch::State FileWatch::state_of(std::string const& file) {
  struct stat found = {};
  if (::stat(file.c_str(), &found) != 0) {
    return {};
  }
  return {.number = found.st_ino, .size = found.st_size, .written = found.st_mtim, .changed = found.st_ctim};
}

FileWatch::FileWatch(Gone gone) : descriptor_(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)), gone_(gone) {}

FileWatch::~FileWatch() {
  if (descriptor_ >= 0) {
    ::close(descriptor_);
  }
}

void FileWatch::add(std::string const& file) {
  files_.try_emplace(file, state_of(file));
  for (auto const& directory : directories_of(file)) {
    // Whoever writes a new file and gives it the old one's name is seen as well as who writes into the old one.
    std::uint32_t const leaving = gone_ == Gone::noticed ? IN_DELETE | IN_MOVED_FROM : 0;
    auto const watched = ::inotify_add_watch(descriptor_, directory.c_str(),
                                             IN_CLOSE_WRITE | IN_CREATE | IN_MOVED_TO | IN_ONLYDIR | leaving);
    if (watched >= 0) {
      directories_.insert(watched);
    }
  }
}

void FileWatch::clear() {
  for (int const directory : directories_) {
    ::inotify_rm_watch(descriptor_, directory);
  }
  directories_.clear();
  files_.clear();
}

void FileWatch::take_events() const {
  std::array<char, 4096> events;
  while (::read(descriptor_, events.data(), events.size()) > 0) {
  }
}

bool FileWatch::has_changed() const {
  return std::ranges::any_of(files_, [](auto const& file) { return state_of(file.first) != file.second; });
}

}  // namespace corsage::cli
