#pragma once

#include <string>
#include <string_view>

#include "corsage/report/terminal_text.hpp"

namespace corsage::report {

/// The text for HTML, between tags and inside quoted attributes alike: no byte of it begins a tag, ends an attribute or
/// makes a character reference.
std::string html_escaped(std::string_view text);

/// Spans as HTML: what is literal in <code>.
std::string html_of(Spans const& spans);

}  // namespace corsage::report
