#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "corsage/base/diagnostic.hpp"

namespace corsage::report {

/// Appends the answer to a line of JSON that cannot be read: its id as JSON, its number, and what is wrong with it.
void write_error_line(std::string& answers, std::string_view id, std::uint64_t line, Diagnostics const& mistakes);

}  // namespace corsage::report
