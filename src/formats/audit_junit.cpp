#include "audit_junit.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "corsage/formats/audit_words.hpp"
#include "corsage/formats/curl_line.hpp"
#include "corsage/formats/junit.hpp"

#include <fmt/format.h>

namespace corsage::formats {
namespace {

void append_headers(std::string& text, char sign, http::HeaderList const& headers) {
  for (auto const line : headers) {
    text += fmt::format("{} {}: {}\n", sign, line.name, line.value);
  }
}

/// The exchange as curl shows it: what was sent behind ">", what came behind "<".
std::string exchange_text(audit::Asked const& asked, http::Secrets secrets) {
  auto const& request = asked.probe.request;
  auto text = fmt::format("> {} {}\n", request.method, http::shown_url(request.url.href(), secrets));
  append_headers(text, '>', shown_headers(request.headers, secrets));
  if (auto const* const answered = asked.answered()) {
    text += fmt::format("< {}\n", answered->response.status);
    append_headers(text, '<', shown_headers(answered->response.headers, secrets));
  }
  return text;
}

/// The suite of one target.
class Suite {
 public:
  Suite(audit::Audited const& audited, audit::Severity fail_on, http::Secrets secrets)
      : audited_(audited), fail_on_(fail_on), secrets_(secrets) {
    suite_.name = http::shown_url(audited.target.url.href(), secrets);
  }

  JUnitSuite made() && {
    if (status_of(audited_) != AuditStatus::audited) {
      add_trouble();
    }
    if (audited_.verdict.is_audited) {
      for (auto const& text : audit::all_findings()) {
        add_check(text);
      }
    }
    return std::move(suite_);
  }

 private:
  JUnitCase& add_case(std::string_view group, std::string name) {
    auto const& place = audited_.place;
    suite_.cases.push_back({.class_name = fmt::format("audit.{}", group),
                            .name = std::move(name),
                            .file = std::string(place.source.view()),
                            .line = place.line});
    return suite_.cases.back();
  }

  void add_trouble() {
    auto const* const asked = first_unanswered(audited_);
    auto const* const failed = asked == nullptr ? nullptr : asked->failed();
    auto const words =
        failed == nullptr ? std::string() : fmt::format(": {} {}", fetch::to_string(failed->failure), failed->detail);
    auto const type = to_string(status_of(audited_));
    add_case("connection", "every probe is answered").problem =
        JUnitProblem{.kind = JUnitProblem::Kind::error,
                     .type = std::string(type),
                     .message = fmt::format("{} is {}{}", suite_.name, type, http::shown_text(words, secrets_)),
                     .text = asked == nullptr ? std::string() : exchange_text(*asked, secrets_)};
  }

  /// A case for each finding of the kind, or the one that passed; none where that was not looked for, or
  /// another finding says it already.
  void add_check(audit::FindingText const& text) {
    bool is_found = false;
    for (std::size_t i = 0; i < audited_.verdict.findings.size(); ++i) {
      if (audited_.verdict.findings[i].reason == text.reason) {
        is_found = true;
        add_finding(text, i);
      }
    }
    bool const is_decided = audit::is_looked_for(audited_.target, text.reason) &&
                            !audit::is_included(text.reason, audited_.verdict.findings);
    if (!is_found && is_decided) {
      add_case(to_string(text.category), std::string(trace::to_string(text.reason)));
    }
  }

  void add_finding(audit::FindingText const& text, std::size_t number) {
    auto const& finding = audited_.verdict.findings[number];
    auto const standing = audited_.standings[number];
    auto const sentence = sentence_of(finding, secrets_);
    auto& one = add_case(to_string(text.category), case_name(finding));
    if (standing != audit::Standing::counts) {
      auto const& reason = audited_.reasons_to_ignore[number];
      one.system_out = fmt::format("{}: {}{}", to_string(standing), sentence, reason.empty() ? "" : "; " + reason);
    } else if (finding.severity < fail_on_) {
      one.system_out = fmt::format("{}: {}", to_string(finding.severity), sentence);
    } else {
      one.problem = JUnitProblem{.kind = JUnitProblem::Kind::failure,
                                 .type = std::string(to_string(finding.severity)),
                                 .message = sentence,
                                 .text = told(text, finding)};
    }
  }

  static std::string case_name(audit::Finding const& finding) {
    return finding.variant.empty() ? rule_id(finding) : fmt::format("{} {}", rule_id(finding), finding.variant);
  }

  /// Everything there is to say of the finding.
  std::string told(audit::FindingText const& text, audit::Finding const& finding) const {
    auto const& asked = audited_.evidence[finding.probe];
    auto told = exchange_text(asked, secrets_);
    if (finding.control) {
      told += fmt::format("\nBeside it:\n{}", exchange_text(audited_.evidence[*finding.control], secrets_));
    }
    if (!text.precondition.empty()) {
      told += fmt::format("\nWhat it takes: {}\n", text.precondition);
    }
    told += fmt::format("\nWhat to do: {}\n", trace::text(finding.reason).fix);
    return told + fmt::format("\n{}\n{}\n", curl_line(asked.probe.request, audited_.target.curl_options, secrets_),
                              command_of_page(finding));
  }

  audit::Audited const& audited_;
  audit::Severity fail_on_;
  http::Secrets secrets_;
  JUnitSuite suite_;
};

class AuditJUnit : public AuditWriter {
 public:
  void begin(audit::Run const& run, std::string& out) override {
    fail_on_ = run.fail_on;
    secrets_ = run.secrets;
    out += junit_beginning();
  }

  void add(audit::Audited const& audited, std::string& out) override {
    out += junit_suite(Suite(audited, fail_on_, secrets_).made());
  }

  void end(audit::Summary const& summary, std::string& out) override {
    for (auto const& missed : summary.missed) {
      if (!missed.is_told) {
        out += junit_suite(suite_of(missed.url, fmt::format("{} was not audited: {}", missed.url, missed.why)));
      }
    }
    if (summary.missed_in_all > summary.missed.size()) {
      auto const more = summary.missed_in_all - summary.missed.size();
      out += junit_suite(suite_of("more targets", fmt::format("{} more were not audited, or not wholly", more)));
    }
    out += junit_end();
  }

 private:
  /// Of a target whose own suite does not say it, as one that was never begun.
  static JUnitSuite suite_of(std::string const& name, std::string const& message) {
    return {
        .name = name,
        .cases = {{.class_name = "audit.connection",
                   .name = "every probe is answered",
                   .problem = JUnitProblem{.kind = JUnitProblem::Kind::error, .type = "missed", .message = message}}}};
  }

  audit::Severity fail_on_ = audit::Severity::medium;
  http::Secrets secrets_ = http::Secrets::masked;
};

}  // namespace

std::unique_ptr<AuditWriter> make_audit_junit() {
  return std::make_unique<AuditJUnit>();
}

}  // namespace corsage::formats
