#include "corsage/trace/reason.hpp"

#include <algorithm>
#include <array>

namespace corsage::trace {
namespace {

constexpr std::array<ReasonText, reason_count> rows{{
#define CORSAGE_REASON(id, token, severity, header, title, explanation, fix) \
  {token, Severity::severity, header, title, explanation, fix},
#include "corsage/trace/reasons.def"
#undef CORSAGE_REASON
}};

}  // namespace

ReasonText const& text(Reason reason) {
  return rows[static_cast<std::size_t>(reason)];
}

std::optional<Reason> reason_from(std::string_view token) {
  auto const* const row = std::ranges::find(rows, token, &ReasonText::token);
  if (row == rows.end()) {
    return std::nullopt;
  }
  return static_cast<Reason>(row - rows.begin());
}

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::block: return "block";
    case Severity::hidden: return "hidden";
    case Severity::warning: return "warning";
    case Severity::note: return "note";
  }
  return "";
}

}  // namespace corsage::trace
