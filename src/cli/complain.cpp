#include "complain.hpp"

#include <cstdio>

#include "corsage/report/diagnostic_text.hpp"

#include <fmt/format.h>

namespace corsage::cli {

void complain(std::string_view message) {
  fmt::print(stderr, "corsage: {}\n", message);
}

void complain(Diagnostics const& mistakes) {
  for (auto const& mistake : mistakes) {
    complain(report::diagnostic_line(mistake));
  }
}

}  // namespace corsage::cli
