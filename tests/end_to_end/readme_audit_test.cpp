// The README's section on audits, done as it says, behind a real nginx.

#include <string>

#include "end_to_end/readme.hpp"
#include "support/scripted_server.hpp"

#include <gtest/gtest.h>

namespace corsage::test {
namespace {

/// The names that the README shows are made of this word; of another in every run that is not told.
constexpr auto seed = " --seed kqzvxw";

TEST(Readme, AnAuditFindsWhatATutorialToldNginx) {
  auto const text = readme_section("Find it before an attacker does");
  ScriptedServer const application(Rules{
      {.when = {.method = "GET", .path = "/users"}, .headers = {{"Content-Type", "application/json"}}, .body = "[]"},
      {.when = {.method = "GET"}, .status = 404},
      {.status = 405}});
  auto const [command, ending, port] = behind_nginx(text, application, seed);
  EXPECT_EQ(ending.status, 1);
  // What stands flush right moves with the width of the port.
  auto const wide = with(ending.output, port + "/users  ", "8080/users  " + std::string(port.size() - 4, ' '));
  EXPECT_TRUE(shows(command.shown, with(wide, port, "8080"))) << ending.output << ending.error;
}

}  // namespace
}  // namespace corsage::test
