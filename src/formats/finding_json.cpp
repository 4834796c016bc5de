#include "finding_json.hpp"

#include "corsage/explain/fingerprint.hpp"
#include "corsage/formats/audit_words.hpp"

namespace corsage::formats {

void write_weight(JsonWriter& json, audit::Finding const& finding, http::Secrets secrets) {
  auto const* const text = audit::finding_text(finding.reason);
  auto const always = text == nullptr ? audit::FindingText() : *text;
  write_text(json, "category", to_string(always.category));
  write_text(json, "severity", to_string(finding.severity));
  json.key("credentialed");
  json.boolean(finding.is_credentialed);
  write_text(json, "access", to_string(finding.access));
  write_text(json, "confidence", to_string(finding.confidence));
  json.key("values");
  json.begin_array();
  for (auto const& value : finding.values) {
    json.bytes(http::shown_text(value, secrets));
  }
  json.end_array();
  write_texts(json, "browsers", names_of(finding.senders));
  json.key("cookies");
  json.begin_object();
  write_texts(json, "sent", finding.cookies_sent);
  write_texts(json, "withheld", finding.cookies_withheld);
  json.end_object();
  write_text(json, "precondition", always.precondition);
  write_texts(json, "cwe", weaknesses_of(always));
}

}  // namespace corsage::formats
