#include "corsage/report/reason_page.hpp"

#include <algorithm>
#include <string_view>

#include "corsage/audit/finding.hpp"
#include "corsage/formats/audit_words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace corsage::report {
namespace {

/// What follows in the table is said by audits alone, which have severities of their own.
constexpr auto first_of_audits = trace::Reason::origin_reflected;

/// What a severity means in the table of policies: those reasons are about what somebody wrote, or what a server decides.
constexpr std::string_view meaning_for_policy(trace::Severity severity) {
  switch (severity) {
    case trace::Severity::block: return "refused";
    case trace::Severity::hidden:
    case trace::Severity::warning: return "taken, but worth a look";
    case trace::Severity::note: return "explains; changes nothing";
  }
  return "";
}

/// What a severity means in the table of layers: what one does may hit other requests than the one that was made.
constexpr std::string_view meaning_for_layer(trace::Severity severity) {
  switch (severity) {
    case trace::Severity::block: return "blocks pages that need it";
    case trace::Severity::hidden:
    case trace::Severity::warning: return "works today, but not for sure";
    case trace::Severity::note: return "explains; changes nothing";
  }
  return "";
}

/// What a severity means for the page.
std::string_view meaning(trace::Reason reason) {
  auto const& row = trace::text(reason);
  if (row.token.starts_with("policy-")) {
    return meaning_for_policy(row.severity);
  }
  if (row.token.starts_with("layer-")) {
    return meaning_for_layer(row.severity);
  }
  switch (row.severity) {
    case trace::Severity::block: return "blocks the fetch";
    case trace::Severity::hidden: return "allowed, but something is withheld";
    case trace::Severity::warning: return "works today, but not for sure";
    case trace::Severity::note: return "explains; changes nothing";
  }
  return "";
}

constexpr Role role(trace::Severity severity) {
  switch (severity) {
    case trace::Severity::block: return Role::bad;
    case trace::Severity::hidden:
    case trace::Severity::warning: return Role::warning;
    case trace::Severity::note: return Role::faint;
  }
  return Role::plain;
}

/// How much a finding of the kind matters to an audit.
std::string severity_of(audit::FindingText const& finding) {
  if (finding.credentialed == finding.plain) {
    return fmt::format("{}, {}", to_string(finding.category), to_string(finding.plain));
  }
  auto const condition =
      finding.reason == trace::Reason::vary_origin_missing ? "where caches may keep the answer" : "with credentials";
  return fmt::format("{}, {} {}, otherwise {}", to_string(finding.category), to_string(finding.credentialed), condition,
                     to_string(finding.plain));
}

/// How much the reason matters, to whom it is said.
std::string weight_of(trace::Reason reason) {
  auto const* const finding = audit::finding_text(reason);
  return finding != nullptr && reason >= first_of_audits
             ? severity_of(*finding)
             : fmt::format("{}: {}", to_string(trace::text(reason).severity), meaning(reason));
}

std::string weaknesses_of(audit::FindingText const& finding) {
  return fmt::format("{}", fmt::join(formats::weaknesses_of(finding), ", "));
}

constexpr Margin indented(std::size_t columns) {
  return {.columns = columns};
}

void fact(TerminalText& text, std::string_view name, Spans const& value) {
  constexpr std::size_t column = 12;
  text.paragraph(value, {.first = {{"  "}, {std::string(name), Role::faint}}, .columns = column});
}

}  // namespace

std::string reason_page(trace::Reason reason, Look const& look) {
  auto const& row = trace::text(reason);
  TerminalText text(look);
  text.paragraph({{std::string(row.title), Role::strong}});
  text.blank();
  fact(text, "reason", {{std::string(row.token), Role::code}});
  fact(text, "severity", {{weight_of(reason), role(row.severity)}});
  if (!row.header.empty()) {
    fact(text, "header", {{std::string(row.header), Role::code}});
  }
  if (auto const* const finding = audit::finding_text(reason)) {
    if (reason < first_of_audits) {
      fact(text, "audit", {{severity_of(*finding)}});
    }
    if (!finding->cwe.empty()) {
      fact(text, "weakness", {{weaknesses_of(*finding)}});
    }
    if (!finding->precondition.empty()) {
      fact(text, "needs", marked(finding->precondition, look.colors));
    }
  }
  text.heading("Why");
  text.paragraph(marked(row.explanation, look.colors), indented(2));
  text.heading("What to do");
  text.paragraph(marked(row.fix, look.colors), indented(2));
  return text.str();
}

std::string reason_list(Look const& look) {
  TerminalText text(look);
  for (auto const& group : trace::reason_groups()) {
    text.heading(group.title);
    for (std::size_t i = group.first; i < group.first + group.count; ++i) {
      auto const& row = trace::text(static_cast<trace::Reason>(i));
      text.line({{std::string(row.token), Role::code}}, 2);
      text.paragraph({{std::string(row.title)}}, indented(6));
    }
  }
  text.blank();
  text.paragraph(marked("`corsage explain REASON` tells all about one of them.", look.colors));
  return text.str();
}

std::string reason_markdown(trace::Reason reason) {
  auto const& row = trace::text(reason);
  std::string page = fmt::format("# {}\n\n", row.title);
  page += fmt::format("`{}` · {}", row.token, weight_of(reason));
  if (!row.header.empty()) {
    page += fmt::format(" · header `{}`", row.header);
  }
  if (auto const* const finding = audit::finding_text(reason)) {
    bool const is_of_others = reason < first_of_audits;
    page += is_of_others || !finding->cwe.empty() ? "\n\n" : "";
    page += is_of_others ? fmt::format("In an audit: {}.", severity_of(*finding)) : "";
    page += finding->cwe.empty() ? "" : fmt::format("{}{}.", is_of_others ? " " : "", weaknesses_of(*finding));
    page += finding->precondition.empty() ? "" : fmt::format(" Needs: {}", finding->precondition);
  }
  page += fmt::format("\n\n{}\n\n## What to do\n\n{}\n\n", row.explanation, row.fix);
  page += "[All reasons](README.md)\n";
  return page;
}

std::string reason_index_markdown() {
  std::string page =
      "# Reasons\n\n"
      "Everything corsage can say about a fetch, a policy, the layers of a deployment and an audited service. "
      "`corsage explain REASON` shows the same pages.\n";
  for (auto const& group : trace::reason_groups()) {
    page += fmt::format("\n## {}\n\n", group.title);
    for (std::size_t i = group.first; i < group.first + group.count; ++i) {
      auto const& row = trace::text(static_cast<trace::Reason>(i));
      page += fmt::format("- [`{0}`]({0}.md): {1}\n", row.token, row.title);
    }
  }
  return page;
}

}  // namespace corsage::report
