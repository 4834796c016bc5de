#include "complain.hpp"

#include <cstdio>

#include "corsage/report/diagnostic_text.hpp"

#include <fmt/format.h>

namespace corsage::cli {

void write_error(std::string_view text) {
  // Where nobody reads it there is nobody to tell.
  static_cast<void>(std::fwrite(text.data(), 1, text.size(), stderr));
}

void complain(std::string_view message) {
  write_error(fmt::format("corsage: {}\n", message));
}

void complain(Diagnostics const& mistakes, http::Secrets secrets) {
  for (auto const& mistake : mistakes) {
    complain(report::diagnostic_line(mistake, secrets));
  }
}

}  // namespace corsage::cli
