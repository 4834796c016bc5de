#pragma once

#include <string>
#include <string_view>

#include "corsage/http/secrets.hpp"

namespace CLI {
class App;
}

namespace corsage::cli {

/// The command line of `corsage why` that asks about the same fetch, for a shell to run as it stands.
/// `command` is one whose options `corsage why` has, too, and was parsed.
std::string why_line(CLI::App const& command, http::Secrets secrets);

/// The option of that long name with its value, behind a blank each, as words of a shell's command line; the URL has no
/// name. Masked secrets are variables, which the shell fills in.
std::string option_words(std::string_view name, std::string const& value, http::Secrets secrets);

/// The value of the option of that long name, as it may be shown; the URL has no name.
std::string shown_option(std::string_view name, std::string const& value, http::Secrets secrets);

}  // namespace corsage::cli
