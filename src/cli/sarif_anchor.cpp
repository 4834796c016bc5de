#include "sarif_anchor.hpp"

#include <algorithm>
#include <string_view>

namespace corsage::cli {
namespace {

bool writes_sarif(AuditOptions const& options) {
  return std::ranges::any_of(options.outputs,
                             [](std::string_view output) { return output.substr(0, output.find('=')) == "sarif"; });
}

/// Named on the command line, or piped in.
bool has_urls_of_no_file(AuditOptions const& options) {
  return !options.urls.empty() || std::ranges::find(options.lists, "-") != options.lists.end();
}

}  // namespace

Result<SourceRange> sarif_anchor_of(AuditOptions const& options) {
  if (auto const& file = options.sarif_anchor.empty() ? options.policy : options.sarif_anchor; !file.empty()) {
    return SourceRange{.source = file, .line = 1, .column = 1};
  }
  if (writes_sarif(options) && has_urls_of_no_file(options)) {
    return failure({.code = DiagnosticCode::option_missing,
                    .value = "a file for what SARIF says of these URLs",
                    .expected = "code scanning drops results without one: name the URLs in a file of the repository "
                                "(-i FILE), or say --sarif-anchor FILE",
                    .range = {.source = "--output"}});
  }
  return SourceRange{};
}

}  // namespace corsage::cli
