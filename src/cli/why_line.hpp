#pragma once

#include <string>

#include "corsage/http/secrets.hpp"

namespace CLI {
class App;
}

namespace corsage::cli {

/// The command line of `corsage why` that asks about the same fetch, for a shell to run as it stands.
/// `command` is one whose options `corsage why` has, too, and was parsed.
std::string why_line(CLI::App const& command, http::Secrets secrets);

}  // namespace corsage::cli
