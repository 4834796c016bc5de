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

/// A line of the table: a group's title, or (without a title) one more reason.
constexpr std::array lines{
#define CORSAGE_REASON_GROUP(title) std::string_view(title),
#define CORSAGE_REASON(id, token, severity, header, title, explanation, fix) std::string_view(),
#include "corsage/trace/reasons.def"
#undef CORSAGE_REASON
};

constexpr std::size_t group_count = lines.size() - reason_count;

constexpr auto groups = [] {
  std::array<ReasonGroup, group_count> made{};
  std::size_t group = 0;
  std::size_t reason = 0;
  for (auto const title : lines) {
    if (title.empty()) {
      ++made[group - 1].count;
      ++reason;
    } else {
      made[group++] = {.title = title, .first = reason};
    }
  }
  return made;
}();

}  // namespace

std::span<ReasonGroup const> reason_groups() {
  return groups;
}

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
