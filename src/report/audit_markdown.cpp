#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "audit_told.hpp"
#include "corsage/report/audit_writers.hpp"
#include "html_text.hpp"
#include "markdown_text.hpp"
#include "why_sections.hpp"

#include <fmt/format.h>

namespace corsage::report {
namespace {

/// https://docs.github.com/en/actions/writing-workflows/choosing-what-your-workflow-does/workflow-commands-for-github-actions :
/// a step's summary has 1 MiB at most, and more of it is refused as a whole. This leaves room for the rest.
constexpr std::size_t room = 900U << 10U;

/// A job that could not reach its servers need not list all of them here.
constexpr std::size_t most_missed = 100;

constexpr std::array severities{audit::Severity::high, audit::Severity::medium, audit::Severity::low,
                                audit::Severity::info};

/// Reasons and preconditions have their literals in backticks, as Markdown has: they go in as they are.
std::string told_finding(ToldFinding const& finding) {
  auto text = fmt::format("#### {}: {}\n\n{}{}{}\n\n", to_string(finding.severity), finding.title,
                          markdown_code(finding.id), finding.weaknesses.empty() ? "" : ", ", finding.weaknesses);
  text += markdown_of(finding.meaning) + "\n\n";
  std::string exchange;
  for (auto const& line : finding.sent) {
    exchange += "> " + line + "\n";
  }
  for (auto const& line : finding.received) {
    exchange += "< " + line + "\n";
  }
  text += markdown_block(exchange, "text");
  if (!finding.control.empty()) {
    text += fmt::format("\nBeside it: {}\n", markdown_code(finding.control));
  }
  if (!finding.precondition.empty()) {
    text += fmt::format("\n**Needs:** {}\n", finding.precondition);
  }
  text += fmt::format("\n**Mend:** {}\n\n", finding.remedy);
  return text + markdown_block(finding.curl, "sh") + "\n";
}

std::string told_fix(ToldFix const& fix) {
  auto text = fmt::format("#### The fix, for {}\n\n", fix.platform);
  text += fix.recognised.empty() ? "" : fmt::format("Recognised: {}\n\n", markdown_code(fix.recognised));
  text += markdown_block(fix.lines, "text");
  for (auto const& note : fix.notes) {
    text += fmt::format("\n- {}\n", markdown_code(note));
  }
  return text;
}

std::string details(ToldTarget const& target) {
  auto text = fmt::format("<details><summary><b>{}</b> <code>{}</code></summary>\n\n", counted(counts_of(target)),
                          html_escaped(target.url));
  auto const place = target.place.empty() ? std::string() : ", " + markdown_code(target.place);
  text += fmt::format("{} {}{}\n\n", markdown_code(target.method), requests_of(target), place);
  if (target.unanswered != 0) {
    text += fmt::format("{} not answered: what they would have shown is not known.\n\n",
                        counted(target.unanswered, "request"));
  }
  for (auto const& finding : target.findings) {
    text += told_finding(finding);
  }
  for (auto const& line : target.passed_over) {
    text += fmt::format("- {}\n", markdown_code(line));
  }
  for (auto const& line : target.notices) {
    text += fmt::format("- {}\n", markdown_code(line));
  }
  text += target.fix ? told_fix(*target.fix) : "";
  return text + "\n</details>\n\n";
}

std::string row(ToldTarget const& target) {
  auto text = fmt::format("| {} |", markdown_cell(target.url));
  auto const counts = counts_of(target);
  for (auto const severity : severities) {
    auto const count = counts[static_cast<std::size_t>(severity)];
    text += count == 0 ? " |" : fmt::format(" {} |", count);
  }
  return text + fmt::format(" {} |\n", target.requests);
}

class MarkdownWriter : public formats::AuditWriter {
 public:
  void begin(audit::Run const& run, std::string& /*out*/) override { secrets_ = run.secrets; }

  void add(audit::Audited const& audited, std::string& /*out*/) override {
    auto const target = told(audited, secrets_);
    if (!audited.verdict.is_audited || target.findings.empty()) {
      return;
    }
    has_unknown_fix_ = has_unknown_fix_ || target.is_fix_unknown;
    auto& part = parts_.emplace_back(
        Part{.rank = rank_of(target), .number = ++told_, .row = row(target), .details = details(target)});
    used_ += part.size();
    if (used_ > 2 * room) {
      leave_out_what_is_too_much();
    }
  }

  void end(audit::Summary const& summary, std::string& out) override {
    leave_out_what_is_too_much();
    auto const findings = counted(summary.findings);
    out += fmt::format("## CORS audit: {}\n\n{}, {}.\n\n", outcome_of(summary), reach_of(summary), effort_of(summary));
    if (auto const left_out = left_out_of(summary); !left_out.empty()) {
      out += left_out + "\n\n";
    }
    write_table(out);
    write_missed(summary, out);
    for (auto const& part : parts_) {
      out += part.details;
    }
    if (has_unknown_fix_) {
      out += fmt::format("{}\n\n", how_to_get_a_fix);
    }
    if (!findings.empty()) {
      out += "`corsage explain ID` tells all about a finding. ";
    }
    out += fmt::format("{}\n", audit_permission);
  }

 private:
  struct Part {
    std::size_t rank = 0;
    std::size_t number = 0;
    std::string row;
    std::string details;

    std::size_t size() const { return row.size() + details.size(); }
  };

  /// The worst first, and of those as many as there is room for.
  void leave_out_what_is_too_much() {
    std::ranges::sort(parts_, [](Part const& left, Part const& right) {
      return std::pair(right.rank, left.number) < std::pair(left.rank, right.number);
    });
    while (used_ > room) {
      used_ -= parts_.back().size();
      parts_.pop_back();
      ++left_out_;
    }
  }

  void write_table(std::string& out) const {
    if (parts_.empty() && left_out_ == 0) {
      return;
    }
    out += "| target | high | medium | low | info | requests |\n| --- | ---: | ---: | ---: | ---: | ---: |\n";
    for (auto const& part : parts_) {
      out += part.row;
    }
    out += "\n";
    if (left_out_ != 0) {
      out += fmt::format("{} with findings, none worse than these, did not fit here: the other reports have all.\n\n",
                         counted(left_out_, "target"));
    }
  }

  static void write_missed(audit::Summary const& summary, std::string& out) {
    if (summary.missed_in_all == 0) {
      return;
    }
    out += "Not audited, or not wholly:\n\n";
    auto const count = std::min(summary.missed.size(), most_missed);
    for (std::size_t i = 0; i < count; ++i) {
      auto const& missed = summary.missed[i];
      out += fmt::format("- {}: {}\n", markdown_code(shown_line(missed.url)), markdown_code(shown_line(missed.why)));
    }
    out += summary.missed_in_all > count ? fmt::format("- and {} more\n\n", summary.missed_in_all - count) : "\n";
  }

  http::Secrets secrets_ = http::Secrets::masked;
  std::vector<Part> parts_;
  std::size_t told_ = 0;
  std::size_t used_ = 0;
  std::size_t left_out_ = 0;
  bool has_unknown_fix_ = false;
};

}  // namespace

std::unique_ptr<formats::AuditWriter> audit_markdown() {
  return std::make_unique<MarkdownWriter>();
}

}  // namespace corsage::report
