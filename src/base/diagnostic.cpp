#include "corsage/base/diagnostic.hpp"

#include <array>

namespace corsage {
namespace {

struct Row {
  std::string_view id;
  std::string_view title;
  std::string_view help;
};

constexpr std::array rows{
#define CORSAGE_DIAGNOSTIC(id, title, help) Row{#id, title, help},
#include "corsage/base/diagnostics.def"
#undef CORSAGE_DIAGNOSTIC
};

constexpr Row const& row(DiagnosticCode code) {
  return rows[static_cast<std::size_t>(code)];
}

}  // namespace

std::string_view to_string(DiagnosticCode code) {
  return row(code).id;
}
std::string_view title(DiagnosticCode code) {
  return row(code).title;
}
std::string_view help(DiagnosticCode code) {
  return row(code).help;
}

}  // namespace corsage
