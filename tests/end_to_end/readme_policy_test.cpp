// The README's sections on policies and contracts, done as they say: their files are written, their commands typed, and what
// they show is what comes.

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "end_to_end/program.hpp"
#include "end_to_end/readme.hpp"
#include "support/ports.hpp"
#include "support/scripted_server.hpp"
#include "support/temporary_directory.hpp"

#include <gtest/gtest.h>

namespace corsage::test {
namespace {

TEST(Readme, APolicyIsWrittenCheckedRenderedAndPutInFrontOfAServer) {
  auto const text = readme_section("A server's policy");
  TemporaryDirectory const directory;
  directory.write("corsage.toml", file_of(text, "toml"));
  // What answers behind sets CORS headers of its own, and wrong ones.
  ScriptedServer const application({{.status = 200,
                                     .headers = {{"Access-Control-Allow-Origin", "*"}, {"Content-Type", "text/plain"}},
                                     .body = "1"}});
  auto const port = std::to_string(free_port());
  auto const applications_port = application.origin().substr(application.origin().rfind(':') + 1);
  directory.write("nginx.conf", with(with(file_of(text, "nginx"), "8080", port), "3000", applications_port));
  std::string const corsage_directory = corsage_path().substr(0, corsage_path().rfind('/'));
  Process::Options const here{.directory = directory.path().string(),
                              .environment = {{"PATH", corsage_directory + ":" + std::getenv("PATH")}}};
  auto const commands = commands_of(text);
  ASSERT_EQ(commands.size(), 4U);
  std::unique_ptr<Process> nginx;
  for (auto const& command : commands) {
    SCOPED_TRACE(command.line);
    if (command.line.starts_with("corsage why") && nginx == nullptr) {
      nginx = std::make_unique<Process>(Process::Arguments{"nginx", "-p", ".", "-c", "nginx.conf"}, here);
      ASSERT_TRUE(wait_for_listener(static_cast<std::uint16_t>(std::stoi(port))));
    }
    auto const ending = run({"sh", "-c", with(command.line, "8080", port)}, {}, here);
    EXPECT_TRUE(shows(command.shown, with(ending.output, port, "8080"))) << ending.output << ending.error;
  }
}

TEST(Readme, AContractIsTestedAtAServerAndByAPolicyAndWritten) {
  auto const text = readme_section("What must hold");
  TemporaryDirectory const directory;
  directory.write("corsage.toml", file_of(readme_section("A server's policy"), "toml"));
  ScriptedServer const server({{.status = 200,
                                .headers = {{"Access-Control-Allow-Origin", "http://localhost:5173"},
                                            {"Access-Control-Allow-Credentials", "true"},
                                            {"Access-Control-Allow-Methods", "PUT"},
                                            {"Access-Control-Allow-Headers", "content-type"}}}});
  auto const port = std::to_string(server.port());
  directory.write("contract.toml", with(file_of(text, "toml"), "8080", port));
  std::string const corsage_directory = corsage_path().substr(0, corsage_path().rfind('/'));
  Process::Options const here{.directory = directory.path().string(),
                              .environment = {{"PATH", corsage_directory + ":" + std::getenv("PATH")}}};
  auto const commands = commands_of(text);
  ASSERT_EQ(commands.size(), 3U);
  for (auto const& command : commands) {
    SCOPED_TRACE(command.line);
    auto const ending = run({"sh", "-c", with(command.line, "8080", port)}, {}, here);
    EXPECT_TRUE(shows(command.shown, with(ending.output, port, "8080"))) << ending.output << ending.error;
  }
}

}  // namespace
}  // namespace corsage::test
