#include <array>
#include <string>
#include <utility>

#include "audit_html_style.hpp"
#include "audit_told.hpp"
#include "corsage/report/audit_writers.hpp"
#include "html_text.hpp"
#include "why_sections.hpp"
#include "worst_first.hpp"

#include <fmt/format.h>

namespace corsage::report {
namespace {

/// As much of the page is kept to put the summary and the worst first.
constexpr std::size_t room = 8U << 20U;

constexpr std::array severities{audit::Severity::high, audit::Severity::medium, audit::Severity::low,
                                audit::Severity::info};

/// A text of one of the tables, whose `backticks` mark what is literal.
std::string html_of_marked(std::string_view text) {
  return html_of(marked(text, Colors::ansi));
}

/// One of the facts below a finding. `html` is HTML.
std::string fact(std::string_view name, std::string const& html) {
  return fmt::format("<dt>{}</dt><dd>{}</dd>\n", name, html);
}

std::string exchange(ToldFinding const& finding) {
  std::string html = "<pre class=\"exchange\">";
  for (auto const& line : finding.sent) {
    html += fmt::format("<span class=\"sent\">&gt; {}</span>\n", html_escaped(line));
  }
  for (auto const& line : finding.received) {
    html += fmt::format("&lt; {}\n", html_escaped(line));
  }
  return html + "</pre>\n";
}

std::string told_finding(ToldFinding const& finding) {
  auto const severity = to_string(finding.severity);
  bool const is_open = finding.severity >= audit::Severity::medium;
  auto html = fmt::format(
      "<details{}><summary class=\"{}\"><span class=\"badge\">{}</span> <h3>{}</h3> <code>{}</code></summary>\n",
      is_open ? " open" : "", severity, severity, html_escaped(finding.title), html_escaped(finding.id));
  html += fmt::format("<p>{}</p>\n", html_of(finding.meaning)) + exchange(finding) + "<dl>\n";
  if (!finding.control.empty()) {
    html += fact("beside it", html_escaped(finding.control));
  }
  if (!finding.precondition.empty()) {
    html += fact("needs", html_of_marked(finding.precondition));
  }
  if (!finding.weaknesses.empty()) {
    html += fact("weakness", html_escaped(finding.weaknesses));
  }
  html += fact("mend", html_of_marked(finding.remedy));
  html += fact("again", "<pre class=\"exchange\">" + html_escaped(finding.curl) + "</pre>");
  return html + "</dl>\n</details>\n";
}

std::string told_fix(ToldFix const& fix) {
  auto html = fmt::format("<details><summary><h3>The fix, for {}</h3></summary>\n", html_escaped(fix.platform));
  html += fix.recognised.empty() ? ""
                                 : fmt::format("<p class=\"faint\">Recognised: {}</p>\n", html_escaped(fix.recognised));
  html += fmt::format("<pre>{}</pre>\n", html_escaped(fix.lines));
  for (auto const& note : fix.notes) {
    html += fmt::format("<p>{}</p>\n", html_escaped(note));
  }
  return html + "</details>\n";
}

std::string passed_over(ToldTarget const& target) {
  std::string html;
  for (auto const& line : target.passed_over) {
    html += fmt::format("<p class=\"faint\">{}</p>\n", html_escaped(line));
  }
  for (auto const& line : target.notices) {
    html += fmt::format("<p>{}</p>\n", html_escaped(line));
  }
  return html;
}

/// A target without findings that count, in one line.
std::string clean(ToldTarget const& target) {
  bool const is_whole = target.unanswered == 0 && target.is_known;
  return fmt::format("<p class=\"{}\"><b>{}</b> <code>{}</code> <span class=\"faint\">{}</span></p>\n",
                     is_whole ? "clean" : "clean partly", is_whole ? "&#10003;" : "!", html_escaped(target.url),
                     nothing_found(target)) +
         passed_over(target);
}

std::string section(ToldTarget const& target) {
  if (target.findings.empty()) {
    return clean(target);
  }
  auto html = fmt::format("<section class=\"card {}\">\n<h2>{}</h2>\n", to_string(target.findings.front().severity),
                          html_escaped(target.url));
  html += fmt::format("<p class=\"faint\">{} &middot; {} &middot; {}{}{}</p>\n", counted(counts_of(target)),
                      html_escaped(target.method), requests_of(target), target.place.empty() ? "" : " &middot; ",
                      html_escaped(target.place));
  if (target.unanswered != 0) {
    html += fmt::format("<p>{} not answered: what they would have shown is not known.</p>\n",
                        counted(target.unanswered, "request"));
  }
  for (auto const& finding : target.findings) {
    html += told_finding(finding);
  }
  html += passed_over(target);
  return html + (target.fix ? told_fix(*target.fix) : "") + "</section>\n";
}

std::string missed(audit::Summary const& summary) {
  if (summary.missed_in_all == 0) {
    return {};
  }
  std::string html = "<h3>Not audited, or not wholly</h3>\n<ul>\n";
  for (auto const& one : summary.missed) {
    html += fmt::format("<li><code>{}</code> {}</li>\n", html_escaped(shown_line(one.url)),
                        html_escaped(shown_line(one.why)));
  }
  if (summary.missed_in_all > summary.missed.size()) {
    html += fmt::format("<li>and {} more</li>\n", summary.missed_in_all - summary.missed.size());
  }
  return html + "</ul>\n";
}

std::string summary_section(audit::Summary const& summary, bool has_unknown_fix) {
  std::string html = "<section class=\"card\" id=\"summary\">\n<h2>Summary</h2>\n<ul class=\"counts\">\n";
  for (auto const severity : severities) {
    html += fmt::format("<li><b class=\"{0}\">{1}</b> {0}</li>\n", to_string(severity),
                        summary.findings[static_cast<std::size_t>(severity)]);
  }
  html += fmt::format("</ul>\n<p>{}, {}.</p>\n", reach_of(summary), effort_of(summary));
  if (auto const left_out = left_out_of(summary); !left_out.empty()) {
    html += fmt::format("<p>{}</p>\n", left_out);
  }
  html += missed(summary);
  html += has_unknown_fix ? fmt::format("<p>{}</p>\n", html_of_marked(how_to_get_a_fix)) : "";
  return html + "<p class=\"faint\"><code>corsage explain ID</code> tells all about a finding.</p>\n</section>\n";
}

class HtmlWriter : public formats::AuditWriter {
 public:
  void begin(audit::Run const& run, std::string& out) override {
    secrets_ = run.secrets;
    out += fmt::format(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        "<title>CORS audit</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n<h1>CORS audit</h1>\n"
        "<p class=\"faint\">{} &middot; corsage {}</p>\n<p class=\"faint\">{}</p>\n",
        audit_html_style, html_escaped(run.started), html_escaped(run.version), audit_permission);
  }

  void add(audit::Audited const& audited, std::string& out) override {
    if (!audited.verdict.is_audited) {
      return;
    }
    auto const target = told(audited, secrets_);
    has_unknown_fix_ = has_unknown_fix_ || target.is_fix_unknown;
    bool const was_streaming = parts_.is_streaming();
    std::string parts;
    parts_.add(rank_of(target), section(target), parts);
    if (!was_streaming && parts_.is_streaming()) {
      out += "<p><a href=\"#summary\">The summary stands at the end.</a></p>\n";
    }
    out += parts;
  }

  void end(audit::Summary const& summary, std::string& out) override {
    bool const is_last = parts_.is_streaming();
    out += is_last ? "" : summary_section(summary, has_unknown_fix_);
    parts_.flush(out);
    out += is_last ? summary_section(summary, has_unknown_fix_) : "";
    out += "</main>\n</body>\n</html>\n";
  }

 private:
  http::Secrets secrets_ = http::Secrets::masked;
  WorstFirst parts_{room};
  bool has_unknown_fix_ = false;
};

}  // namespace

std::unique_ptr<formats::AuditWriter> audit_html() {
  return std::make_unique<HtmlWriter>();
}

}  // namespace corsage::report
