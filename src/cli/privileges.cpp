#include "privileges.hpp"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace corsage::cli {

std::string become(std::string const& user) {
  auto const* const entry = ::getpwnam(user.c_str());
  if (entry == nullptr) {
    return fmt::format("this machine has no user '{}'", user);
  }
  if (::geteuid() == entry->pw_uid && ::getuid() == entry->pw_uid) {
    return {};
  }
  if (::geteuid() != 0) {
    return fmt::format("only root can become '{}': start corsage as root, or leave out user", user);
  }
  // Groups first: whoever is no longer root can change none.
  if (::initgroups(user.c_str(), entry->pw_gid) != 0 || ::setgid(entry->pw_gid) != 0 || ::setuid(entry->pw_uid) != 0) {
    return fmt::format("the process cannot become '{}': {}", user, std::strerror(errno));
  }
  if (entry->pw_uid != 0 && ::setuid(0) == 0) {
    return fmt::format("the process became '{}' and could become root again", user);
  }
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  return {};
}

std::string hand_over(std::string const& file, std::string const& user) {
  auto const* const entry = ::getpwnam(user.c_str());
  if (entry == nullptr || ::geteuid() != 0) {
    return {};  // become() says so
  }
  // Whoever may write into the directory could have put a link there, to a file that is none of his.
  int const descriptor = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
  if (descriptor < 0) {
    return {};
  }
  struct stat status{};
  bool const is_own = ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) && status.st_nlink == 1;
  std::string why;
  if (is_own && ::fchown(descriptor, entry->pw_uid, entry->pw_gid) != 0) {
    why = fmt::format("'{}' cannot become a file of '{}': {}", file, user, std::strerror(errno));
  }
  ::close(descriptor);
  return why;
}

}  // namespace corsage::cli
