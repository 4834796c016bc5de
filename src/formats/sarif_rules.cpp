#include "sarif_rules.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "corsage/base/bytes.hpp"
#include "corsage/formats/audit_words.hpp"
#include "finding_json.hpp"

#include <fmt/format.h>

namespace corsage::formats {
namespace {

using audit::Category;
using audit::Severity;

/// How code scanning ranks a severity
/// (https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning).
struct Rank {
  std::string_view level;
  std::string_view security;  ///< of rules with the tag "security": high from 7.0, medium from 4.0, low below
  std::string_view problem;   ///< of the others
};

Rank const& rank(Severity severity) {
  static constexpr std::array<Rank, 4> ranks{Rank{"note", "0.5", "recommendation"},
                                             Rank{"note", "3.0", "recommendation"}, Rank{"warning", "5.0", "warning"},
                                             Rank{"error", "8.0", "error"}};
  return ranks[static_cast<std::size_t>(severity)];
}

void write_message(JsonWriter& json, JsonKey const& name, std::string_view text) {
  json.key(name);
  json.begin_object();
  write_text(json, "text", text);
  json.end_object();
}

void write_help(JsonWriter& json, trace::ReasonText const& reason, std::string_view precondition) {
  auto const of_precondition = [precondition](std::string_view before) {
    return precondition.empty() ? std::string() : fmt::format("{}{}\n\n", before, precondition);
  };
  json.key("help");
  json.begin_object();
  write_text(json, "text",
             fmt::format("{}\n\n{}What to do: {}\n\n`corsage explain {}` shows this, too.", reason.explanation,
                         of_precondition("What it takes: "), reason.fix, reason.token));
  write_text(json, "markdown",
             fmt::format("{}\n\n{}## What to do\n\n{}\n\n`corsage explain {}` shows this, too.\n", reason.explanation,
                         of_precondition("## What it takes\n\n"), reason.fix, reason.token));
  json.end_object();
}

void write_properties(JsonWriter& json, audit::FindingText const& text, Severity severity) {
  bool const is_of_security = text.category == Category::security;
  std::vector<std::string> tags{is_of_security ? "security" : "correctness", "cors"};
  std::ranges::transform(weaknesses_of(text), std::back_inserter(tags),
                         [](std::string const& weakness) { return "external/cwe/" + byte_lowercase(weakness); });
  json.key("properties");
  json.begin_object();
  write_texts(json, "tags", tags);
  if (is_of_security) {
    write_text(json, "security-severity", rank(severity).security);
  } else {
    write_text(json, "problem.severity", rank(severity).problem);
  }
  json.end_object();
}

/// What is always so of findings of the reason.
audit::FindingText text_of(trace::Reason reason) {
  auto const* const known = audit::finding_text(reason);
  return known == nullptr ? audit::FindingText() : *known;
}

/// There is a form with credentials that would matter more, and it is not that.
bool is_plain(audit::Finding const& finding) {
  return rule_id(finding) != trace::to_string(finding.reason);
}

}  // namespace

std::string_view sarif_level(Severity severity) {
  return rank(severity).level;
}

std::string sarif_rule_id(audit::Finding const& finding) {
  auto const text = text_of(finding.reason);
  auto id = std::string(trace::to_string(finding.reason));
  id += finding.variant.empty() ? "" : "." + finding.variant;
  id += is_plain(finding) ? ".plain" : "";
  bool const is_usual = finding.severity == (is_plain(finding) ? text.plain : text.credentialed);
  return is_usual ? id : id.append(".").append(to_string(finding.severity));
}

std::size_t SarifRules::index_of(audit::Finding const& finding) {
  auto id = sarif_rule_id(finding);
  auto const found = std::ranges::find(rules_, id, &Rule::id);
  auto const index = static_cast<std::size_t>(found - rules_.begin());
  if (found == rules_.end()) {
    rules_.push_back({.id = std::move(id),
                      .reason = finding.reason,
                      .variant = finding.variant,
                      .severity = finding.severity,
                      .is_plain = is_plain(finding)});
  }
  return index;
}

void SarifRules::write(JsonWriter& json) const {
  json.begin_array();
  for (auto const& rule : rules_) {
    write(json, rule);
  }
  json.end_array();
}

void SarifRules::write(JsonWriter& json, Rule const& rule) {
  auto const& reason = trace::text(rule.reason);
  auto const text = text_of(rule.reason);
  auto const variant = rule.variant.empty() ? std::string() : fmt::format(" ({})", rule.variant);
  json.begin_object();
  write_text(json, "id", rule.id);
  write_message(json, "shortDescription",
                fmt::format("{}{}{}", reason.title, variant, rule.is_plain ? ", without credentials" : ""));
  write_message(json, "fullDescription", reason.explanation);
  write_help(json, reason, text.precondition);
  json.key("defaultConfiguration");
  json.begin_object();
  write_text(json, "level", rank(rule.severity).level);
  json.end_object();
  write_properties(json, text, rule.severity);
  json.end_object();
}

}  // namespace corsage::formats
