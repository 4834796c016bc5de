#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace corsage::http {

/// Whether values that let somebody in are shown to people and written into files.
enum class Secrets : std::uint8_t { masked, shown };

/// What stands for a secret.
inline constexpr std::string_view mask = "***";

/// Whether the value of the header, or of a URL's parameter, of that name lets somebody in: cookies, Authorization, API
/// keys, tokens.
bool is_secret(std::string_view name);

/// The value as it may be shown: a secret becomes ***, and what helps without giving it away stays (the scheme of
/// Authorization, a cookie's name and attributes, a URL without its password).
std::string shown_value(std::string_view header_name, std::string_view value, Secrets secrets);

/// A sentence as it may be shown: of each URL in it user name, password and the values of parameters that are secret are
/// masked. Its URLs are serialised.
std::string shown_text(std::string_view text, Secrets secrets);

/// The URL as it may be shown, whoever wrote it: user name, password and the values of parameters that are secret are
/// masked.
std::string shown_url(std::string_view url, Secrets secrets);

}  // namespace corsage::http
