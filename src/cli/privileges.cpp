#include "privileges.hpp"

#include <cerrno>
#include <cstring>

#include <fmt/format.h>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
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

}  // namespace corsage::cli
