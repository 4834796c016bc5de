#pragma once

#include <string>

namespace corsage::test {

/// What is in a page's element `seen` once a real Chromium, headless, has run the page; a profile of its own each time.
/// Throws where there is no Chromium.
std::string seen_by_chromium(std::string const& url);

}  // namespace corsage::test
