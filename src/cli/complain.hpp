#pragma once

#include <string_view>

#include "corsage/base/diagnostic.hpp"

namespace corsage::cli {

/// One line on standard error: "corsage: MESSAGE".
void complain(std::string_view message);

/// One line on standard error for each mistake, with its place where it stands in a file.
void complain(Diagnostics const& mistakes);

}  // namespace corsage::cli
