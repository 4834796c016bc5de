#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "manners/source_tree.hpp"
#include "manners/words.hpp"

#include <gtest/gtest.h>

// The core is base to report: text and values in, text and values out.
namespace corsage::manners {
namespace {

std::vector<std::filesystem::path> core_files() {
  auto const order = room_order();
  std::vector<std::filesystem::path> files;
  for (auto room = order.begin(); room != std::next(std::ranges::find(order, "report")); ++room) {
    for (auto const* const parent : {"include/corsage", "src"}) {
      auto const found = files_below(std::filesystem::path(parent) / *room, {".hpp", ".cpp", ".def"});
      files.insert(files.end(), found.begin(), found.end());
    }
  }
  return files;
}

TEST(Core, IncludesNothingThatTouchesTheWorld) {
  std::set<std::string> const forbidden = {
      "<iostream>",   "<fstream>",     "<cstdio>",       "<stdio.h>",      "<thread>",        "<mutex>",
      "<atomic>",     "<future>",      "<chrono>",       "<ctime>",        "<time.h>",        "<random>",
      "<filesystem>", "<unistd.h>",    "<fcntl.h>",      "<sys/socket.h>", "<netdb.h>",       "<csignal>",
      "<locale>",     "<clocale>",     "<curl/curl.h>",  "<fmt/color.h>",  "<fmt/ostream.h>", "<fmt/chrono.h>",
      "<fmt/os.h>",   "<CLI/CLI.hpp>", "<fmt/printf.h>", "<arpa/inet.h>",  "<netinet/in.h>",
  };
  for (auto const& file : core_files()) {
    for (auto const& include : includes(content(file))) {
      EXPECT_FALSE(forbidden.contains(include) || include.starts_with("<boost/asio")) << file << " " << include;
    }
  }
}

TEST(Core, SaysNothingThatTouchesTheWorld) {
  std::set<std::string> const forbidden = {
      "throw",         "getenv",   "secure_getenv", "setlocale",    "cout",    "cerr",         "clog",
      "ifstream",      "fopen",    "chrono",        "system_clock", "mt19937", "steady_clock", "thread_local",
      "random_device", "ofstream", "stdout",        "stderr",       "stdin",   "errno",        "volatile",
  };
  // These words are also members' names of ours: only the library's functions are meant.
  std::set<std::string> const forbidden_calls = {"time",  "clock", "printf", "fprintf", "puts",   "putchar", "rand",
                                                 "srand", "abort", "exit",   "system",  "socket", "signal"};
  for (auto const& file : core_files()) {
    for (auto const& word : words(content(file))) {
      bool const is_forbidden =
          forbidden.contains(word.text) || (forbidden_calls.contains(word.text) && word.called && !word.is_member);
      EXPECT_FALSE(is_forbidden) << file << ":" << word.line << " " << word.text;
    }
  }
}

}  // namespace
}  // namespace corsage::manners
