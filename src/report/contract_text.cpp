#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include "contract_failure.hpp"
#include "contract_words.hpp"
#include "why_sections.hpp"

#include <fmt/format.h>

namespace corsage::report {
namespace {

using explain::Holding;

/// How a case that became this is marked, and how many of them are told.
struct HoldingRow {
  Sign sign;
  Role role;
  std::string_view one;   ///< "1 holds"
  std::string_view many;  ///< "2 hold"
};

constexpr std::array<HoldingRow, 4> rows{{{Sign::pass, Role::good, "holds", "hold"},
                                          {Sign::fail, Role::bad, "does not hold", "do not hold"},
                                          {Sign::warning, Role::warning, "is not known", "are not known"},
                                          {Sign::fail, Role::bad, "was not answered", "were not answered"}}};

HoldingRow const& row_of(Holding holding) {
  return rows[static_cast<std::size_t>(holding)];
}

std::string place_of(TestedCase const& tested) {
  auto const& place = tested.place;
  return place.line == 0 ? std::string() : fmt::format("{}:{}", visible(place.source.view()), place.line);
}

void add_note(TerminalText& text, std::string const& note, Role role) {
  text.paragraph({{note, role}}, {.columns = 4});
}

void add_title(TerminalText& text, TestedCase const& tested) {
  auto const holding = holding_of(tested);
  auto const& row = row_of(holding);
  text.paragraph({{title_of(tested), holding == Holding::holds ? Role::plain : Role::strong}},
                 {.first = {{std::string(text.sign(row.sign)) + " ", row.role}}, .columns = 2});
}

void add_notes(TerminalText& text, TestedCase const& tested) {
  auto const holding = holding_of(tested);
  for (auto const& departure : departures_in_words(tested)) {
    add_note(text, departure, row_of(holding).role);
  }
  if (auto const doubt = doubt_of(tested); !doubt.empty()) {
    add_note(text, doubt, Role::faint);
  }
  if (holding != Holding::holds && !place_of(tested).empty()) {
    add_note(text, place_of(tested), Role::faint);
  }
}

/// A report, set off from the list of cases.
std::string indented(std::string const& report) {
  std::string text;
  for (std::size_t start = 0; start < report.size();) {
    auto const end = std::min(report.find('\n', start), report.size());
    text += end == start ? "\n" : fmt::format("    {}\n", std::string_view(report).substr(start, end - start));
    start = end + 1;
  }
  return text;
}

Look narrower(Look look) {
  look.width = look.width > 24 ? look.width - 4 : look.width;
  return look;
}

/// All that is told of a case but whose page it is of: cases of which it is the same fail alike.
std::string failure_of_anybody(TestedCase const& tested) {
  auto const page = std::string(tested.why.environment.origin.serialized());
  // Where short lines break hangs on the page's name.
  constexpr std::size_t no_break = 1 << 14;
  auto told = fmt::format("{}\n{}\n{}", place_of(tested), note_of(tested),
                          failure_text(tested, Depth::brief, {.width = no_break}));
  for (auto at = told.find(page); at != std::string::npos; at = told.find(page, at)) {
    told.erase(at, page.size());
  }
  return told;
}

/// Cases that fail alike, and are told of together.
using Alike = std::vector<TestedCase const*>;

/// The cases that were answered, each with those that fail as it does, in the order of the contract.
std::vector<Alike> told_together(std::vector<TestedCase> const& cases) {
  std::vector<Alike> all;
  std::vector<std::string> failures;
  for (auto const& one : cases) {
    auto const holding = holding_of(one);
    if (holding == Holding::unreachable) {
      continue;
    }
    auto failure = holding == Holding::holds ? std::string() : failure_of_anybody(one);
    auto const known = failure.empty() ? failures.end() : std::ranges::find(failures, failure);
    if (known == failures.end()) {
      all.push_back({&one});
      failures.push_back(std::move(failure));
    } else {
      all[static_cast<std::size_t>(known - failures.begin())].push_back(&one);
    }
  }
  return all;
}

std::string text_of(Alike const& alike, Look const& look) {
  TerminalText text(look);
  for (auto const* const tested : alike) {
    add_title(text, *tested);
  }
  auto const& first = *alike.front();
  add_notes(text, first);
  auto failure = failure_text(first, Depth::brief, narrower(look));
  if (failure.empty()) {
    return text.str();
  }
  if (alike.size() > 1) {
    auto const page = visible(first.why.environment.origin.serialized());
    add_note(text, fmt::format("told for {}, the others fail alike", page), Role::faint);
  }
  TerminalText end(narrower(look));
  if (auto const command = why_command(first); !command.empty()) {
    end.line({{"All of it: ", Role::faint}, {command, Role::code}});
  }
  return fmt::format("{}\n{}\n{}\n", text.str(), indented(failure), indented(end.str()));
}

/// Whether nobody answered for the same reason: the details have times in them.
bool are_alike(std::string_view silence, std::string_view other) {
  return silence.substr(0, silence.find(": ")) == other.substr(0, other.find(": "));
}

/// Where nobody answered, why: so they are not taken for sound.
void add_unanswered(TerminalText& text, TestedContract const& tested) {
  std::string silence;
  for (auto const& one : tested.cases) {
    if (holding_of(one) != Holding::unreachable) {
      continue;
    }
    if (silence.empty()) {
      text.blank();
      text.paragraph({{"Nobody answered, so nothing is known of:", Role::strong}});
    }
    auto const its = silence_of(one);
    if (!silence.empty() && !are_alike(silence, its)) {
      add_note(text, silence, Role::faint);
    }
    silence = its;
    auto const& row = row_of(Holding::unreachable);
    text.paragraph({{title_of(one)}}, {.first = {{std::string(text.sign(row.sign)) + " ", row.role}}, .columns = 2});
  }
  if (!silence.empty()) {
    add_note(text, silence, Role::faint);
  }
}

void add_summary(TerminalText& text, TestedContract const& tested) {
  std::string counts;
  Role role = Role::good;
  for (auto const holding : {Holding::broken, Holding::undetermined, Holding::unreachable, Holding::holds}) {
    auto const count = std::ranges::count(tested.cases, holding, holding_of);
    auto const& row = row_of(holding);
    if (count == 0) {
      continue;
    }
    if (counts.empty()) {
      role = row.role;
    }
    counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", count, count == 1 ? row.one : row.many);
  }
  text.blank();
  text.paragraph({{fmt::format("{} against {}: ", counted(tested.cases.size(), "case"), visible(tested.against))},
                  {counts, role}});
}

}  // namespace

std::string contract_text(TestedContract const& tested, Look const& look) {
  std::string text;
  for (auto const& alike : told_together(tested.cases)) {
    text += text_of(alike, look);
  }
  TerminalText end(look);
  add_unanswered(end, tested);
  add_summary(end, tested);
  return text + (text.empty() || text.ends_with("\n\n") ? "" : "\n") + end.str();
}

}  // namespace corsage::report
