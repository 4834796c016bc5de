#pragma once

#include <string_view>

#include "corsage/base/diagnostic.hpp"
#include "corsage/http/secrets.hpp"

namespace corsage::cli {

/// Writes to standard error, whether anybody reads it or not.
void write_error(std::string_view text);

/// One line on standard error: "corsage: MESSAGE".
void complain(std::string_view message);

/// One line on standard error for each mistake, with its place where it stands in a file.
void complain(Diagnostics const& mistakes, http::Secrets secrets = http::Secrets::masked);

}  // namespace corsage::cli
