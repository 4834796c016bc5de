#include "corsage/report/reason_page.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

namespace corsage::report {
namespace {

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

/// What a severity means for the page.
constexpr std::string_view meaning(trace::ReasonText const& row) {
  if (row.token.starts_with("policy-")) {
    return meaning_for_policy(row.severity);
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
  fact(text, "severity",
       {{std::string(to_string(row.severity)), role(row.severity)}, {fmt::format(": {}", meaning(row))}});
  if (!row.header.empty()) {
    fact(text, "header", {{std::string(row.header), Role::code}});
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
  page += fmt::format("`{}` · {}: {}", row.token, to_string(row.severity), meaning(row));
  if (!row.header.empty()) {
    page += fmt::format(" · header `{}`", row.header);
  }
  page += fmt::format("\n\n{}\n\n## What to do\n\n{}\n\n", row.explanation, row.fix);
  page += "[All reasons](README.md)\n";
  return page;
}

std::string reason_index_markdown() {
  std::string page =
      "# Reasons\n\n"
      "Everything corsage can say about a fetch and about a policy. `corsage explain REASON` shows the same pages.\n";
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
