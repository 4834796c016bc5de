// docs/reasons/ from the table of reasons: `write` makes the pages, `check` fails when they are not what `write` would
// make.

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>

#include "corsage/report/reason_page.hpp"
#include "corsage/trace/reason.hpp"

#include <fmt/format.h>

namespace {

namespace fs = std::filesystem;

using Pages = std::map<std::string, std::string>;  // by file name

Pages pages_of_the_table() {
  using namespace corsage;
  Pages pages{{"README.md", report::reason_index_markdown()}};
  for (std::size_t i = 0; i < trace::reason_count; ++i) {
    auto const reason = static_cast<trace::Reason>(i);
    pages[fmt::format("{}.md", trace::to_string(reason))] = report::reason_markdown(reason);
  }
  return pages;
}

Pages pages_in(fs::path const& directory) {
  Pages pages;
  for (auto const& entry : fs::directory_iterator(directory)) {
    std::ifstream file(entry.path(), std::ios::binary);
    pages[entry.path().filename().string()] = std::string(std::istreambuf_iterator<char>(file), {});
  }
  return pages;
}

int write(fs::path const& directory) {
  auto const pages = pages_of_the_table();
  fs::create_directories(directory);
  for (auto const& [name, text] : pages_in(directory)) {
    if (!pages.contains(name)) {
      fs::remove(directory / name);
    }
  }
  for (auto const& [name, text] : pages) {
    std::ofstream(directory / name, std::ios::binary) << text;
  }
  return 0;
}

int check(fs::path const& directory) {
  if (pages_in(directory) == pages_of_the_table()) {
    return 0;
  }
  fmt::print(stderr, "{} is not what the table of reasons says; build the target docs_reasons\n", directory.string());
  return 1;
}

}  // namespace

int main(int argument_count, char** arguments) {
  if (argument_count == 3 && std::string_view(arguments[1]) == "write") {
    return write(arguments[2]);
  }
  if (argument_count == 3 && std::string_view(arguments[1]) == "check") {
    return check(arguments[2]);
  }
  fmt::print(stderr, "usage: reason_pages write|check DIRECTORY\n");
  return 2;
}
