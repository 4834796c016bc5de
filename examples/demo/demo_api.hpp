#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "support/server_rules.hpp"

/// The API of the demonstration: it keeps one document, /profile.
namespace corsage::demo {

inline constexpr std::string_view path = "/profile";

/// What its makers promised: everybody may read. Their page also writes, as JSON and with the user's cookie.
test::Rules misconfigured_rules();

/// The same API with the fix in what `corsage why --json` prints. The error is a sentence.
std::expected<test::Rules, std::string> mended_rules(std::string_view json);

}  // namespace corsage::demo
