#include "end_to_end/real_servers.hpp"

#include <stdexcept>

#include "end_to_end/program.hpp"
#include "support/nginx.hpp"

#include <gtest/gtest.h>

namespace corsage::test {
namespace {

/// Express, installed by the test `express_install`.
class Express {
 public:
  Express() : process_({"node", "server.js"}, {.directory = CORSAGE_EXPRESS_DIRECTORY}) {
    auto const port = process_.read_line();
    if (!port) {
      throw std::runtime_error("Express does not start: " + process_.finish().error);
    }
    origin_ = "http://127.0.0.1:" + *port;
  }

  std::string const& origin() const { return origin_; }

 private:
  Process process_;
  std::string origin_;
};

/// What `corsage fetch` makes of each row.
void expect_verdicts(std::string const& server, std::vector<RealServerRow> const& rows) {
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    Process::Arguments arguments = {"fetch", "--include", server + row.path, "--from", row.from};
    arguments.insert(arguments.end(), row.arguments.begin(), row.arguments.end());
    auto const ending = corsage(arguments);
    EXPECT_EQ(ending.status, row.blocked_by.empty() ? 0 : 1);
    auto const reason = row.blocked_by.empty() ? "" : "corsage: blocked by " + row.blocked_by + ": ";
    EXPECT_EQ(ending.error.substr(0, reason.size()), reason) << ending.error;
    for (auto const& line : row.readable) {
      EXPECT_NE(ending.output.find('\n' + line + '\n'), std::string::npos) << ending.output;
    }
  }
}

TEST(RealServers, NginxIsJudgedAsABrowserWould) {
  Nginx const nginx(nginx_configuration());
  expect_verdicts(nginx.origin(), nginx_rows());
}

TEST(RealServers, ExpressIsJudgedAsABrowserWould) {
  Express const express;
  expect_verdicts(express.origin(), express_rows());
}

}  // namespace
}  // namespace corsage::test
