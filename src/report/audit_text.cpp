#include <string>
#include <utility>

#include "audit_told.hpp"
#include "code_lines.hpp"
#include "corsage/report/audit_writers.hpp"
#include "why_sections.hpp"
#include "worst_first.hpp"

#include <fmt/format.h>

namespace corsage::report {
namespace {

/// As much of the text is kept to put the worst first.
constexpr std::size_t room = 8U << 20U;

constexpr std::size_t indent = 2;
constexpr std::size_t detail_indent = 4;

Role role_of(audit::Severity severity) {
  switch (severity) {
    case audit::Severity::high: return Role::bad;
    case audit::Severity::medium:
    case audit::Severity::low: return Role::warning;
    case audit::Severity::info: return Role::plain;
  }
  return Role::plain;
}

/// One target's block.
class Block {
 public:
  Block(Look const& look, ToldTarget const& target) : text_(look), target_(target) {}

  std::string str() {
    if (target_.findings.empty()) {
      add_nothing();
      add_passed_over();
      return text_.str();
    }
    add_head();
    for (auto const& finding : target_.findings) {
      add(finding);
    }
    add_passed_over();
    add_fix();
    text_.blank();
    return text_.str();
  }

 private:
  Margin after(Sign sign, Role role, std::size_t columns) const {
    return {.first = {{std::string(columns, ' ') + std::string(text_.sign(sign)) + " ", role}}, .columns = columns + 2};
  }

  std::string name() const {
    return target_.method == "GET" ? target_.url : fmt::format("{} {}", target_.method, target_.url);
  }

  /// One line.
  void add_nothing() {
    bool const is_whole = target_.unanswered == 0 && target_.is_known;
    auto const role = is_whole ? Role::good : Role::warning;
    text_.line_with_end({{name()}}, {{nothing_found(target_), is_whole ? Role::faint : Role::warning}},
                        after(is_whole ? Sign::pass : Sign::warning, role, 0));
  }

  void add_head() {
    auto const worst = target_.findings.front().severity;
    auto const facts = fmt::format("{}{}{}", requests_of(target_), target_.place.empty() ? "" : ", ", target_.place);
    text_.line_with_end({{name(), Role::strong}}, {{facts, Role::faint}},
                        after(worst == audit::Severity::info ? Sign::note : Sign::fail, role_of(worst), 0));
    text_.paragraph({{counted(counts_of(target_))}}, {.columns = indent});
    if (target_.unanswered != 0) {
      text_.paragraph({{fmt::format("{} not answered: what they would have shown is not known.",
                                    counted(target_.unanswered, "request")),
                        Role::warning}},
                      {.columns = indent});
    }
  }

  void add(ToldFinding const& finding) {
    text_.blank();
    text_.paragraph({{std::string(to_string(finding.severity)), role_of(finding.severity)},
                     {" "},
                     {finding.id + ":", Role::code},
                     {" "},
                     {std::string(finding.title), Role::strong}},
                    {.first = {{std::string(indent, ' ')}}, .columns = detail_indent});
    text_.paragraph(finding.meaning, {.columns = detail_indent});
    for (auto const& line : finding.sent) {
      add_line(Sign::sent, line);
    }
    for (auto const& line : finding.received) {
      add_line(Sign::received, line);
    }
    if (!finding.control.empty()) {
      text_.paragraph({{"beside it, " + finding.control, Role::faint}}, after(Sign::note, Role::faint, detail_indent));
    }
    add_fact("needs", marked(finding.precondition, text_.look().colors), !finding.precondition.empty());
    add_fact("weakness", {{finding.weaknesses}}, !finding.weaknesses.empty());
    add_fact("mend", marked(finding.remedy, text_.look().colors), true);
    // As it is: a command that is cut or wrapped is no command.
    text_.line({{"again     ", Role::faint}, {finding.curl, Role::code}}, detail_indent);
  }

  void add_line(Sign sign, std::string const& line) {
    text_.paragraph({{text_.cut(line, text_.look().width * most_lines_of_value)}},
                    after(sign, Role::faint, detail_indent));
  }

  void add_fact(std::string_view name, Spans const& value, bool is_there) {
    constexpr std::size_t column = detail_indent + 10;
    if (is_there) {
      text_.paragraph(
          value, {.first = {{std::string(detail_indent, ' ')}, {std::string(name), Role::faint}}, .columns = column});
    }
  }

  void add_passed_over() {
    for (auto const& line : target_.passed_over) {
      text_.paragraph({{line, Role::faint}}, after(Sign::note, Role::faint, indent));
    }
    for (auto const& line : target_.notices) {
      text_.paragraph({{line}}, after(Sign::note, Role::faint, indent));
    }
  }

  void add_fix() {
    if (!target_.fix) {
      return;
    }
    auto const& fix = *target_.fix;
    text_.blank();
    text_.paragraph({{fmt::format("The fix, for {}:", fix.platform), Role::strong}}, {.columns = indent});
    if (!fix.recognised.empty()) {
      text_.paragraph({{fmt::format("recognised: {}", fix.recognised), Role::faint}}, {.columns = indent});
    }
    text_.blank();
    add_code(text_, fix.lines);
    for (auto const& note : fix.notes) {
      text_.paragraph({{note}}, after(Sign::warning, Role::warning, indent));
    }
  }

  TerminalText text_;
  ToldTarget const& target_;
};

void add_missed(TerminalText& text, audit::Summary const& summary) {
  if (summary.missed_in_all == 0) {
    return;
  }
  text.paragraph({{"Not audited, or not wholly:", Role::warning}});
  for (auto const& missed : summary.missed) {
    text.paragraph(
        {{shown_line(missed.url), Role::strong}, {": " + shown_line(missed.why)}},
        {.first = {{"  "}, {std::string(text.sign(Sign::fail)) + " ", Role::bad}}, .columns = detail_indent});
  }
  if (summary.missed_in_all > summary.missed.size()) {
    text.paragraph({{fmt::format("and {} more", summary.missed_in_all - summary.missed.size())}}, {.columns = indent});
  }
  text.blank();
}

class TextWriter : public formats::AuditWriter {
 public:
  explicit TextWriter(Look const& look) : look_(look) {}

  void begin(audit::Run const& run, std::string& out) override {
    secrets_ = run.secrets;
    TerminalText text(look_);
    text.paragraph({{std::string(audit_permission), Role::faint}});
    text.blank();
    out += text.str();
  }

  void add(audit::Audited const& audited, std::string& out) override {
    // What could not be audited is told of at the end, and never passes for clean.
    if (audited.verdict.is_audited) {
      auto const target = told(audited, secrets_);
      has_unknown_fix_ = has_unknown_fix_ || target.is_fix_unknown;
      blocks_.add(rank_of(target), Block(look_, target).str(), out);
    }
  }

  void end(audit::Summary const& summary, std::string& out) override {
    blocks_.flush(out);
    auto const findings = counted(summary.findings);
    TerminalText text(look_);
    text.heading("Summary");
    add_missed(text, summary);
    text.paragraph(
        {{outcome_of(summary), Role::strong}, {fmt::format(": {}, {}", reach_of(summary), effort_of(summary))}});
    if (auto const left_out = left_out_of(summary); !left_out.empty()) {
      text.paragraph({{left_out}});
    }
    if (has_unknown_fix_) {
      text.paragraph(marked(how_to_get_a_fix, look_.colors));
    }
    if (!findings.empty()) {
      text.paragraph(marked("`corsage explain ID` tells all about a finding.", look_.colors));
    }
    out += out.empty() || out.ends_with("\n\n") ? "" : "\n";
    out += text.str();
  }

 private:
  Look look_;
  http::Secrets secrets_ = http::Secrets::masked;
  WorstFirst blocks_{room};
  bool has_unknown_fix_ = false;
};

}  // namespace

std::unique_ptr<formats::AuditWriter> audit_text(Look const& look) {
  return std::make_unique<TextWriter>(look);
}

}  // namespace corsage::report
