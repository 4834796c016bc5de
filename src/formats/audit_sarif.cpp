#include "audit_sarif.hpp"

#include <cstddef>
#include <string_view>

#include "corsage/formats/audit_words.hpp"
#include "corsage/formats/curl_line.hpp"
#include "corsage/formats/json_writer.hpp"
#include "corsage/formats/outcome_json.hpp"
#include "finding_json.hpp"
#include "sarif_location.hpp"
#include "sarif_rules.hpp"

#include <fmt/format.h>

namespace corsage::formats {
namespace {

/// Code scanning takes no more of a run.
constexpr std::size_t most_results = 25'000;

constexpr std::string_view json_schema = "https://json.schemastore.org/sarif-2.1.0.json";

void write_message(JsonWriter& json, std::string_view text) {
  json.key("message");
  json.begin_object();
  write_text(json, "text", text);
  json.end_object();
}

/// Whether the place is in a file, and not on the command line or in what was piped in.
bool is_in_file(SourceRange const& place) {
  return place.line != 0 && place.source != "standard input";
}

/// The exchange in SARIF's words. Header lines of one name are joined: SARIF has one value for each.
void write_exchange(JsonWriter& json, audit::Asked const& asked, http::Secrets secrets) {
  auto const& request = asked.probe.request;
  json.key("webRequest");
  json.begin_object();
  write_text(json, "protocol", "http");
  write_text(json, "method", request.method);
  write_text(json, "target", http::shown_url(request.url.href_without_fragment(), secrets));
  json.key("headers");
  write_headers_by_name(json, shown_headers(request.headers, secrets));
  json.end_object();
  if (auto const* const answered = asked.answered()) {
    json.key("webResponse");
    json.begin_object();
    json.key("statusCode");
    json.number(answered->response.status);
    json.key("headers");
    write_headers_by_name(json, shown_headers(answered->response.headers, secrets));
    json.end_object();
  }
}

/// SARIF would have them as results with suppressions, of which GitHub takes no notice: each would be an alert.
std::string without_alerts(audit::Summary const& summary) {
  return fmt::format("Not among the results: {} of the baseline, {} that the ignore file answers for",
                     summary.in_baseline, summary.ignored);
}

class AuditSarif : public AuditWriter {
 public:
  void begin(audit::Run const& run, std::string& out) override {
    secrets_ = run.secrets;
    version_ = run.version;
    started_ = run.started;
    anchor_ = run.anchor;
    JsonWriter json(out);
    json.begin_object();
    write_text(json, "$schema", json_schema);
    write_text(json, "version", "2.1.0");
    json.key("runs");
    json.begin_array();
    json.begin_object();
    write_text(json, "columnKind", "utf16CodeUnits");
    json.key("results");
    json.begin_array();
  }

  void add(audit::Audited const& audited, std::string& out) override {
    JsonWriter json(out);
    for (std::size_t i = 0; i < audited.verdict.findings.size(); ++i) {
      if (audited.standings[i] != audit::Standing::counts) {
        continue;
      }
      if (results_ == most_results) {
        ++left_out_;
        continue;
      }
      out += results_ == 0 ? "\n" : ",\n";
      ++results_;
      write_result(json, audited, i);
    }
  }

  void end(audit::Summary const& summary, std::string& out) override {
    out += '\n';
    JsonWriter json(out);
    json.end_array();
    json.key("tool");
    json.begin_object();
    json.key("driver");
    json.begin_object();
    write_text(json, "name", "corsage");
    write_text(json, "semanticVersion", version_);
    json.key("rules");
    rules_.write(json);
    json.end_object();
    json.end_object();
    json.key("invocations");
    json.begin_array();
    write_invocation(json, summary);
    json.end_array();
    json.end_object();
    json.end_array();
    json.end_object();
    out += '\n';
  }

 private:
  void write_result(JsonWriter& json, audit::Audited const& audited, std::size_t number) {
    auto const& finding = audited.verdict.findings[number];
    auto const& asked = audited.evidence[finding.probe];
    auto const rule = rules_.index_of(finding);
    auto const url = http::shown_url(audited.target.url.href(), secrets_);
    auto const hash = fingerprint(audited.target, finding);
    json.begin_object();
    write_text(json, "ruleId", rules_.id(rule));
    json.key("ruleIndex");
    json.number(rule);
    write_text(json, "level", sarif_level(finding.severity));
    write_message(json, fmt::format("{} ({} {})", sentence_of(finding, secrets_), asked.probe.request.method, url));
    json.key("locations");
    json.begin_array();
    write_sarif_location(json, url, is_in_file(audited.place) ? audited.place : anchor_);
    json.end_array();
    json.key("partialFingerprints");
    json.begin_object();
    write_text(json, "primaryLocationLineHash", hash);
    json.end_object();
    write_exchange(json, asked, secrets_);
    json.key("properties");
    json.begin_object();
    write_text(json, "url", url);
    write_text(json, "variant", finding.variant);
    write_weight(json, finding, secrets_);
    write_text(json, "curl", curl_line(asked.probe.request, audited.target.curl_options, secrets_));
    json.end_object();
    json.end_object();
  }

  void write_invocation(JsonWriter& json, audit::Summary const& summary) const {
    json.begin_object();
    json.key("executionSuccessful");
    json.boolean(summary.missed_in_all == 0);
    write_text(json, "startTimeUtc", started_);
    json.key("toolExecutionNotifications");
    json.begin_array();
    for (auto const& missed : summary.missed) {
      write_notification(json, "error", fmt::format("{} was not audited: {}", missed.url, missed.why));
    }
    if (summary.missed_in_all > summary.missed.size()) {
      write_notification(json, "error",
                         fmt::format("{} more were not audited", summary.missed_in_all - summary.missed.size()));
    }
    if (summary.in_baseline + summary.ignored != 0) {
      write_notification(json, "note", without_alerts(summary));
    }
    if (left_out_ != 0) {
      write_notification(json, "warning",
                         fmt::format("{} findings were left out: a run has room for {}", left_out_, most_results));
    }
    json.end_array();
    json.end_object();
  }

  static void write_notification(JsonWriter& json, std::string_view level, std::string_view text) {
    json.begin_object();
    write_text(json, "level", level);
    write_message(json, text);
    json.end_object();
  }

  http::Secrets secrets_ = http::Secrets::masked;
  std::string version_;
  std::string started_;
  SourceRange anchor_;
  SarifRules rules_;
  std::size_t results_ = 0;
  std::size_t left_out_ = 0;
};

}  // namespace

std::unique_ptr<AuditWriter> make_audit_sarif() {
  return std::make_unique<AuditSarif>();
}

}  // namespace corsage::formats
