#pragma once

#include <string>
#include <string_view>

#include "corsage/base/diagnostic.hpp"
#include "corsage/http/secrets.hpp"
#include "corsage/report/terminal_text.hpp"

namespace corsage::report {

/// A mistake in one line: its place, what happened, and what would be right.
std::string diagnostic_line(Diagnostic const& diagnostic, http::Secrets secrets = http::Secrets::masked);

/// What happened and what would be right, without the place.
std::string diagnostic_message(Diagnostic const& diagnostic, http::Secrets secrets = http::Secrets::masked);

/// All mistakes, each as compilers show them: a line with the place and what happened, the line of the input with a
/// caret under the mistake, and what would be right. A mistake that stands in no file is one line.
/// `kind` stands behind the place: "warning: " where it is no mistake.
std::string diagnostic_text(Diagnostics const& diagnostics, Look const& look, std::string_view kind = {},
                            http::Secrets secrets = http::Secrets::masked);

}  // namespace corsage::report
