#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/explain/diagnosis.hpp"
#include "corsage/fetch/environment.hpp"
#include "corsage/fetch/request.hpp"

namespace corsage::explain {

/// The browsers whose consoles people read.
enum class Browser : std::uint8_t { chromium, firefox, webkit };

inline constexpr std::array<Browser, 3> all_browsers{Browser::chromium, Browser::firefox, Browser::webkit};

/// The name people know it by: "Chrome", "Firefox", "Safari".
std::string_view to_string(Browser browser);

/// The profile that the browser's fetches run with.
fetch::Profile const& profile_of(Browser browser);

/// What a browser tells the developer of a blocked fetch. Everything is UTF-8 and empty when the fetch is allowed.
struct ConsoleMessages {
  /// The console's lines; the first names the cause, the others come with it. Empty where the browser prints nothing.
  std::vector<std::string> lines;
  /// What the promise of fetch() rejects with, "TypeError: Failed to fetch"; empty for XMLHttpRequest and elements,
  /// which get an `error` event that says nothing.
  std::string js_error;
  /// Chrome's name for the cause in its DevTools protocol (`CorsError`); empty in other browsers and where it has none.
  std::string cors_error;
};

/// The messages of `browser` for a diagnosis made with `profile_of(browser)`. Of the causes that one exchange has, each
/// browser reports the one it checks first; the diagnosis holds them all.
ConsoleMessages console_messages(Browser browser, fetch::Request const& request, fetch::Environment const& environment,
                                 Diagnosis const& diagnosis);

}  // namespace corsage::explain
