// The README's section on layers, done as it says.

#include <string>

#include "end_to_end/readme.hpp"
#include "support/scripted_server.hpp"

#include <gtest/gtest.h>

namespace corsage::test {
namespace {

TEST(Readme, ALayerThatSpoilsTheAnswerIsNamed) {
  auto const text = readme_section("Which layer it is");
  ScriptedServer const application(
      Rules{{.headers = {{"Access-Control-Allow-Origin", "http://localhost:5173"}, {"Vary", "Origin"}}, .body = "1"}});
  auto const [command, ending, port] = behind_nginx(text, application);
  EXPECT_EQ(ending.status, 1);
  EXPECT_TRUE(shows(command.shown, with(ending.output, port, "8080"))) << ending.output << ending.error;
}

}  // namespace
}  // namespace corsage::test
