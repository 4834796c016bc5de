#include "corsage/report/policy_decisions.hpp"

#include <cstdint>
#include <string_view>

#include "corsage/policy/decide.hpp"
#include "corsage/trace/reason.hpp"

#include <fmt/format.h>

namespace corsage::report {
namespace {

using policy::Shift;

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

void tell_candidate(DecisionCounts const& counts, std::string const& candidate, TerminalText& text) {
  auto const shifted = [&counts](Shift shift) { return counts.shifts[static_cast<std::size_t>(shift)]; };
  auto const allowed = shifted(Shift::newly_allowed);
  auto const refused = shifted(Shift::newly_refused);
  auto const answered = shifted(Shift::answer);
  if (allowed + refused + answered == 0) {
    text.paragraph({{fmt::format("Under {} nothing would change", visible(candidate)), Role::good}});
    return;
  }
  text.paragraph({{fmt::format("Under {} ", visible(candidate))},
                  {fmt::format("{} would be newly refused", refused), refused == 0 ? Role::plain : Role::bad},
                  {", "},
                  {fmt::format("{} newly allowed", allowed), allowed == 0 ? Role::plain : Role::warning},
                  {fmt::format(", {} answered otherwise", answered)}});
}

}  // namespace

DecisionCounts& DecisionCounts::operator+=(DecisionCounts const& other) {
  allowed += other.allowed;
  refused += other.refused;
  unreadable += other.unreadable;
  replaced += other.replaced;
  for (std::size_t i = 0; i < shifts.size(); ++i) {
    shifts[i] += other.shifts[i];
  }
  return *this;
}

std::string decisions_text(DecisionCounts const& counts, std::string const& candidate, Look const& look) {
  TerminalText text(look);
  auto const decided = counts.allowed + counts.refused;
  text.paragraph({{fmt::format(
      "{}: {} allowed, {} refused{}", counted(decided, "request", "requests"), counts.allowed, counts.refused,
      counts.unreadable == 0 ? std::string()
                             : fmt::format("; {} no request", counted(counts.unreadable, "line was", "lines were")))}});
  if (counts.replaced != 0) {
    text.paragraph({{fmt::format("From {} CORS headers of the server behind were removed:",
                                 counted(counts.replaced, "answer", "answers")),
                     Role::warning}});
    // To be copied, so in one piece.
    text.line({{fmt::format("corsage explain {}", trace::to_string(trace::Reason::policy_upstream_headers_replaced)),
                Role::code}},
              2);
  }
  if (!candidate.empty()) {
    tell_candidate(counts, candidate, text);
  }
  return text.str();
}

}  // namespace corsage::report
