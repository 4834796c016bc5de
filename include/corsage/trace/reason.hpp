#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace corsage::trace {

/// Everything that can be said about a fetch or a policy; the one table is reasons.def.
enum class Reason : std::uint8_t {
#define CORSAGE_REASON(id, token, severity, header, title, explanation, fix) id,
#include "corsage/trace/reasons.def"
#undef CORSAGE_REASON
};

inline constexpr std::size_t reason_count = 0
#define CORSAGE_REASON(id, token, severity, header, title, explanation, fix) +1
#include "corsage/trace/reasons.def"
#undef CORSAGE_REASON
    ;

/// The reasons of fetches come first, and those of policies after them.
inline constexpr auto fetch_reason_count = static_cast<std::size_t>(Reason::policy_file_not_toml);

enum class Severity : std::uint8_t {
  block,    ///< the page gets a network error
  hidden,   ///< the fetch is allowed, but something the page wants is withheld
  warning,  ///< works today, or works by luck
  note,     ///< explains; changes nothing
};

std::string_view to_string(Severity severity);

/// One row of the table.
struct ReasonText {
  std::string_view token;  ///< "allow-origin-missing": in JSON, on the command line, in addresses
  Severity severity;
  std::string_view header;       ///< the header concerned, or empty
  std::string_view title;        ///< one line
  std::string_view explanation;  ///< a paragraph: what the browser checks, and why
  std::string_view fix;          ///< a paragraph: what to do
};

ReasonText const& text(Reason reason);
inline std::string_view to_string(Reason reason) {
  return text(reason).token;
}

/// Reasons that belong together, as a reader looks for them.
struct ReasonGroup {
  std::string_view title;
  std::size_t first = 0;  ///< the number of its first reason
  std::size_t count = 0;
};

/// All groups, in the order of the table; together they hold every reason once.
std::span<ReasonGroup const> reason_groups();

/// The reason with this token.
std::optional<Reason> reason_from(std::string_view token);

}  // namespace corsage::trace
