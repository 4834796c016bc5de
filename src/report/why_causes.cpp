#include <algorithm>

#include "evidence.hpp"
#include "why_sections.hpp"

#include <fmt/format.h>

namespace corsage::report {
namespace {

using explain::Cause;

constexpr std::size_t indent = 5;

/// Which half of which hop a cause is about.
std::string place_of(Cause const& cause) {
  if (cause.exchange == trace::Event::no_exchange) {
    return cause.hop == 0 ? "before anything is sent" : fmt::format("after redirect {}", cause.hop);
  }
  auto const half = cause.leg == trace::Leg::preflight ? "preflight" : "request";
  return cause.hop == 0 ? half : fmt::format("{} after redirect {}", half, cause.hop);
}

/// Where the cause is, who says so where not all do, and where to read on. What does not fit on one line goes to the
/// next whole: a command that is cut is no command.
void add_reference(TerminalText& text, Why const& why, Shared const& shared) {
  std::vector<Span> parts{{place_of(shared.cause), Role::faint}};
  if (shared.names.size() != why.judgements.size()) {
    parts.push_back({enumerated(shared.names), Role::faint});
  }
  if (!shared.cause.certain) {
    parts.push_back({"likely", Role::warning});
  }
  parts.push_back({std::string(to_string(shared.cause.step)), Role::faint});
  parts.push_back({"corsage explain " + std::string(to_string(shared.cause.reason)), Role::code});
  Spans line;
  std::size_t width = indent;
  for (auto const& part : parts) {
    auto const columns = display_width(part.text);
    if (!line.empty() && width + 3 + columns > text.look().width) {
      text.line(line, indent);
      line.clear();
      width = indent;
    }
    if (!line.empty()) {
      line.push_back({fmt::format(" {} ", text.sign(Sign::separator)), Role::faint});
      width += 3;
    }
    line.push_back(part);
    width += columns;
  }
  text.line(line, indent);
}

void add_list(TerminalText& text, Why const& why, std::vector<Shared> const& list) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    auto const& cause = list[i].cause;
    auto const* const exchange = exchange_of(list[i].judgement->diagnosis, cause);
    auto const evidence = evidence_of(cause, exchange, why.request, why.secrets);
    text.paragraph({{title_of(cause), Role::strong}},
                   {.first = {{fmt::format("{:>{}}. ", i + 1, indent - 2), Role::faint}}, .columns = indent});
    if (!evidence.note.empty()) {
      text.paragraph({{text.cut(evidence.note, text.look().width * most_lines_of_value)}}, {.columns = indent});
    }
    add_reference(text, why, list[i]);
  }
}

/// Whether the search for causes ended at one that no answer mends. Of a server that does not answer that goes without
/// saying.
bool ends_early(Judgement const& judgement) {
  auto const& diagnosis = judgement.diagnosis;
  auto const& last = diagnosis.repaired.trace.events().empty() ? diagnosis.run : diagnosis.repaired;
  return !diagnosis.causes.empty() && last.outcome.verdict == fetch::Verdict::blocked &&
         !is_of_network(diagnosis.causes.back().reason);
}

}  // namespace

void add_causes(TerminalText& text, Why const& why) {
  auto const causes = shared_causes(why);
  if (!causes.empty()) {
    text.heading(causes.size() == 1 ? "The cause" : "Every cause");
    add_list(text, why, causes);
    if (std::ranges::all_of(why.judgements, ends_early)) {
      auto const which = causes.size() == 1 ? "that" : "the last one";
      text.blank();
      text.paragraph({{fmt::format("No answer mends {}, so nothing behind it was looked at.", which), Role::faint}},
                     {.columns = 2});
    }
  }
  auto const findings = shared_findings(why);
  if (!findings.empty()) {
    text.heading(causes.empty() ? "Worth knowing" : "Worth knowing besides");
    add_list(text, why, findings);
  }
}

}  // namespace corsage::report
