#include "audit_target_json.hpp"

#include <cstddef>
#include <optional>

#include "corsage/formats/audit_fix.hpp"
#include "corsage/formats/audit_words.hpp"
#include "corsage/formats/curl_line.hpp"
#include "corsage/formats/outcome_json.hpp"
#include "corsage/formats/trace_json.hpp"
#include "finding_json.hpp"

namespace corsage::formats {
namespace {

/// Writes the members one after the other.
class TargetJson {
 public:
  TargetJson(JsonWriter& json, audit::Audited const& audited, http::Secrets secrets)
      : json_(json), audited_(audited), secrets_(secrets), fix_(audit_fix(audited, secrets)) {}

  void write() {
    auto const& target = audited_.target;
    auto const& verdict = audited_.verdict;
    write_text(json_, "url", http::shown_url(target.url.href(), secrets_));
    write_text(json_, "method", target.method);
    json_.key("place");
    write_place();
    json_.key("trusted_origins");
    json_.begin_array();
    for (auto const& origin : target.trusted_origins) {
      json_.text(origin.serialized());
    }
    json_.end_array();
    write_text(json_, "status", to_string(status_of(audited_)));
    json_.key("requests");
    json_.number(audited_.evidence.size());
    json_.key("error");
    write_error();
    write_text(json_, "platform", verdict.platform);
    json_.key("fingerprints");
    write_fingerprints();
    json_.key("notices");
    write_notices();
    json_.key("fix");
    write_fix();
    json_.key("findings");
    json_.begin_array();
    for (std::size_t i = 0; i < verdict.findings.size(); ++i) {
      write_finding(i);
    }
    json_.end_array();
  }

 private:
  void write_place() {
    auto const& place = audited_.place;
    if (place.source.empty()) {
      json_.null();
      return;
    }
    json_.begin_object();
    write_text(json_, "file", place.source);
    json_.key("line");
    json_.number(place.line);
    json_.key("column");
    json_.number(place.column);
    json_.end_object();
  }

  /// The first probe that nobody answered, and why.
  void write_error() {
    auto const* const asked = first_unanswered(audited_);
    if (asked == nullptr) {
      json_.null();
      return;
    }
    json_.begin_object();
    write_text(json_, "probe", to_string(asked->probe.kind));
    write_failure(*asked);
    json_.end_object();
  }

  void write_failure(audit::Asked const& asked) {
    if (auto const* const failed = asked.failed()) {
      write_text(json_, "failure", fetch::to_string(failed->failure));
      write_text(json_, "detail", http::shown_text(failed->detail, secrets_));
    }
  }

  void write_fingerprints() {
    json_.begin_array();
    for (auto const& fingerprint : audited_.verdict.fingerprints) {
      json_.begin_object();
      write_text(json_, "product", fingerprint.product);
      write_text(json_, "platform", fingerprint.platform);
      write_text(json_, "confidence", to_string(fingerprint.confidence));
      write_text(json_, "signal", fingerprint.signal);
      write_text(json_, "meaning", fingerprint.meaning);
      json_.end_object();
    }
    json_.end_array();
  }

  void write_notices() {
    json_.begin_array();
    for (auto const& notice : audited_.verdict.notices) {
      json_.begin_object();
      write_text(json_, "id", to_string(notice.kind));
      write_text(json_, "text", http::shown_text(words(notice), secrets_));
      json_.end_object();
    }
    json_.end_array();
  }

  void write_policy_and_platform() {
    write_text(json_, "for", fix_ ? fix_->platform->token : audited_.verdict.platform);
    json_.key("policy");
    if (fix_) {
      write_policy(json_, fix_->nearest.policy);
    } else {
      json_.null();
    }
  }

  /// The policy as configuration; null where there is none.
  void write_fix() {
    if (!fix_) {
      json_.null();
      return;
    }
    json_.begin_object();
    write_policy_and_platform();
    write_text(json_, "text", fix_->nearest.text);
    json_.end_object();
  }

  void write_headers(http::HeaderList const& headers) {
    json_.key("headers");
    write_header_lines(json_, shown_headers(headers, secrets_));
  }

  void write_asked(audit::Asked const& asked) {
    auto const& request = asked.probe.request;
    json_.begin_object();
    write_text(json_, "probe", to_string(asked.probe.kind));
    json_.key("request");
    json_.begin_object();
    write_text(json_, "method", request.method);
    write_text(json_, "url", http::shown_url(request.url.href(), secrets_));
    write_headers(request.headers);
    json_.end_object();
    json_.key("response");
    if (auto const* const answered = asked.answered()) {
      json_.begin_object();
      json_.key("status");
      json_.number(answered->response.status);
      write_headers(answered->response.headers);
      json_.end_object();
    } else {
      json_.null();
      write_failure(asked);
    }
    json_.end_object();
  }

  void write_finding(std::size_t number) {
    auto const& finding = audited_.verdict.findings[number];
    auto const& asked = audited_.evidence[finding.probe];
    auto const& reason = trace::text(finding.reason);
    json_.begin_object();
    write_text(json_, "id", reason.token);
    write_text(json_, "rule", rule_id(finding));
    write_text(json_, "variant", finding.variant);
    write_text(json_, "title", title_of(finding));
    write_weight(json_, finding, secrets_);
    write_text(json_, "standing", to_string(audited_.standings[number]));
    write_text(json_, "ignored_because", audited_.reasons_to_ignore[number]);
    json_.key("evidence");
    write_asked(asked);
    json_.key("control");
    if (finding.control) {
      write_asked(audited_.evidence[*finding.control]);
    } else {
      json_.null();
    }
    json_.key("fix");
    json_.begin_object();
    write_text(json_, "advice", reason.fix);
    write_policy_and_platform();
    json_.end_object();
    write_text(json_, "curl", curl_line(asked.probe.request, audited_.target.curl_options, secrets_));
    write_text(json_, "docs", command_of_page(finding));
    write_text(json_, "fingerprint", fingerprint(audited_.target, finding));
    json_.end_object();
  }

  JsonWriter& json_;
  audit::Audited const& audited_;
  http::Secrets secrets_;
  std::optional<AuditFix> fix_;
};

}  // namespace

void write_audit_target(JsonWriter& json, audit::Audited const& audited, http::Secrets secrets) {
  TargetJson(json, audited, secrets).write();
}

}  // namespace corsage::formats
