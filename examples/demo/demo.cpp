// Starts an API on loopback that is not set up for its page, asks corsage why, does what corsage says, and asks again.
//
//     corsage_demo CORSAGE
//
// Its exit status is 0 when the page is blocked at first and allowed in the end.

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "demo_api.hpp"
#include "support/process.hpp"
#include "support/scripted_server.hpp"

#include <fmt/color.h>
#include <fmt/ranges.h>
#include <unistd.h>

namespace corsage::demo {
namespace {

using test::Process;
using test::ScriptedServer;

constexpr auto page = "http://localhost:5173";

// Exit statuses of corsage.
constexpr int allowed = 0;
constexpr int blocked = 1;

/// The built program, as somebody in front of a terminal calls it.
class Corsage {
 public:
  Corsage(std::string program, bool is_terminal) : program_(std::move(program)), is_terminal_(is_terminal) {}

  /// Prints the command and its answer, and gives its exit status.
  int ask(ScriptedServer const& server) const {
    auto const words = question(server);
    auto const second_line = words.begin() + words_of_first_line;
    say(fmt::emphasis::bold, fmt::format("$ corsage {} \\\n    {}\n", fmt::join(words.begin(), second_line, " "),
                                         fmt::join(second_line, words.end(), " ")));
    auto arguments = words;
    arguments.insert(arguments.begin(), program_);
    arguments.insert(arguments.end(), {"--color", is_terminal_ ? "always" : "never"});
    auto const ending = test::run(arguments);
    fmt::print("{}{}\n", ending.output, ending.error);
    return ending.status;
  }

  std::string ask_for_json(ScriptedServer const& server) const {
    auto arguments = question(server);
    arguments.insert(arguments.begin(), program_);
    arguments.push_back("--json");
    return test::run(arguments).output;
  }

  /// Prints words of the demonstration's own.
  void say(fmt::text_style style, std::string const& words) const {
    fmt::print("{}", is_terminal_ ? fmt::format(style, "{}", words) : words);
  }

 private:
  static std::vector<std::string> question(ScriptedServer const& server) {
    return {"why", server.origin() + std::string(path), "--from",        page,      "-X",           "PUT",
            "-H",  "content-type:application/json",     "--credentials", "include", "--send-unsafe"};
  }

  static constexpr int words_of_first_line = 4;

  std::string program_;
  bool is_terminal_;
};

/// Whether all went as told.
bool demonstrate(Corsage const& corsage) {
  auto const style = fmt::fg(fmt::terminal_color::cyan);
  std::uint16_t port = 0;
  std::string answer;
  {
    ScriptedServer const api(misconfigured_rules());
    port = api.port();
    corsage.say(
        style,
        fmt::format("Everybody may read this API. Its page, {},\nalso saves, as the user. The browser blocks it:\n\n",
                    page));
    if (corsage.ask(api) != blocked) {
      return false;
    }
    answer = corsage.ask_for_json(api);
  }
  auto const rules = mended_rules(answer);
  if (!rules) {
    fmt::print(stderr, "{}\n", rules.error());
    return false;
  }
  corsage.say(style, "That fix, read from --json, is now in the API. Again:\n\n");
  ScriptedServer const api(*rules, {.port = port});
  return corsage.ask(api) == allowed;
}

}  // namespace
}  // namespace corsage::demo

int main(int argument_count, char** arguments) {
  if (argument_count != 2) {
    fmt::print(stderr, "usage: corsage_demo CORSAGE\n");
    return 2;
  }
  corsage::demo::Corsage const corsage(arguments[1], ::isatty(STDOUT_FILENO) == 1);
  auto const start = std::chrono::steady_clock::now();
  bool const succeeded = corsage::demo::demonstrate(corsage);
  std::chrono::duration<double> const elapsed = std::chrono::steady_clock::now() - start;
  corsage.say(fmt::fg(fmt::terminal_color::cyan),
              fmt::format("{} {:.2f} seconds, three runs of corsage in it.\n",
                          succeeded ? "Blocked, mended, allowed:" : "The demonstration failed:", elapsed.count()));
  return succeeded ? 0 : 1;
}
