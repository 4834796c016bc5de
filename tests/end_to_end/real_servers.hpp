#pragma once

#include <string>
#include <vector>

#include "support/process.hpp"

namespace corsage::test {

/// What a page asks of a real server, and what becomes of it.
struct RealServerRow {
  std::string name;
  std::string path;
  std::string from = "http://localhost:5173";
  Process::Arguments arguments = {};
  /// The reason that blocks; empty: allowed.
  std::string blocked_by = {};
  /// The reasons that stand behind it, in the order in which a browser would come to them.
  std::vector<std::string> behind = {};
  /// Header lines that the page can read, as `corsage fetch --include` prints them; each must be there.
  std::vector<std::string> readable = {};

  /// Every reason that `corsage why` is to find.
  std::vector<std::string> causes() const;
};

std::vector<RealServerRow> nginx_rows();
std::vector<RealServerRow> express_rows();

/// The http block of an nginx that is wrong in the ways that nginx is wrong, `nginx_rows` being asked of it.
std::string nginx_configuration();

}  // namespace corsage::test
