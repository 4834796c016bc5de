#include "corsage/report/policy_text.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "corsage/formats/json_writer.hpp"
#include "corsage/formats/outcome_json.hpp"
#include "corsage/http/method.hpp"
#include "corsage/policy/compile.hpp"
#include "corsage/report/diagnostic_text.hpp"
#include "corsage/trace/reason.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace corsage::report {
namespace {

/// What a finding is to the policy: a mistake (block), a warning or a note.
trace::Severity severity_of(Diagnostic const& finding) {
  auto const reason = policy::reason_of(finding.code);
  return reason ? trace::text(*reason).severity : trace::Severity::block;
}

std::string_view word_for(trace::Severity severity) {
  switch (severity) {
    case trace::Severity::warning: return "warning: ";
    case trace::Severity::note: return "note: ";
    case trace::Severity::block:
    case trace::Severity::hidden: break;
  }
  return "";
}

bool is_everything(std::vector<std::string> const& list) {
  return std::ranges::find(list, "*") != list.end();
}

/// One row of the summary: the name at the left, the values one below the other.
void add_row(TerminalText& text, std::string_view name, std::vector<std::string> const& values) {
  constexpr std::size_t column = 20;
  std::string_view label = name;
  for (auto const& value : values) {
    text.paragraph({{value}}, {.first = {{fmt::format("  {}", label), Role::faint}}, .columns = column});
    label = "";
  }
}

std::vector<std::string> origins_in_words(policy::Config const& config) {
  if (is_everything(config.origins)) {
    return {config.credentials ? "everybody, each with the user's cookies" : "everybody"};
  }
  // More than a screenful is counted, not listed.
  constexpr std::size_t most = 12;
  std::vector<std::string> words(config.origins.begin(), config.origins.begin() + static_cast<std::ptrdiff_t>(std::min(
                                                                                      most, config.origins.size())));
  if (config.origins.size() > most) {
    words.push_back(fmt::format("and {} more", config.origins.size() - most));
  }
  return words;
}

std::string list_in_words(std::vector<std::string> list, std::string_view always, std::string_view everything) {
  if (is_everything(list)) {
    return std::string(everything);
  }
  std::erase_if(list, [](std::string_view name) { return http::is_cors_safelisted_method(name); });
  return list.empty() ? std::string(always) : fmt::format("{}, {}", always, fmt::join(list, ", "));
}

std::string preflight_in_words(policy::Config const& config) {
  auto const kept = !config.max_age        ? std::string("kept for 5 seconds, which is the default")
                    : *config.max_age == 0 ? std::string("not kept")
                                           : fmt::format("kept for {} seconds", *config.max_age);
  return fmt::format("answered with {}, {}{}", config.preflight_status, kept,
                     config.discloses_full_lists ? ", with whole lists" : "");
}

void write_finding(formats::JsonWriter& json, Diagnostic const& finding) {
  auto const reason = policy::reason_of(finding.code);
  json.begin_object();
  json.key("reason");
  json.text(reason ? trace::to_string(*reason) : to_string(finding.code));
  json.key("severity");
  json.text(severity_of(finding) == trace::Severity::block ? "mistake" : to_string(severity_of(finding)));
  json.key("line");
  json.number(finding.range.line);
  json.key("column");
  json.number(finding.range.column);
  json.key("length");
  json.number(finding.range.length);
  json.key("value");
  json.text(finding.value);
  json.key("message");
  json.text(diagnostic_message(finding));
  json.end_object();
}

}  // namespace

std::string policy_findings_text(Diagnostics const& findings, Look const& look) {
  std::string text;
  for (auto const& finding : findings) {
    auto const reason = policy::reason_of(finding.code);
    text += diagnostic_text({finding}, look, word_for(severity_of(finding)));
    if (reason) {
      TerminalText more(look);
      more.line({{fmt::format("= corsage explain {}", trace::to_string(*reason)), Role::faint}}, 6);
      text += more.str();
    }
  }
  return text;
}

std::string policy_check_json(Diagnostics const& mistakes, Diagnostics const& advice,
                              policy::Config const* understood) {
  std::string text;
  formats::JsonWriter json(text);
  json.begin_object();
  json.key("schema");
  json.text("corsage-policy-check/1");
  json.key("valid");
  json.boolean(understood != nullptr);
  json.key("findings");
  json.begin_array();
  for (auto const* const list : {&mistakes, &advice}) {
    for (auto const& finding : *list) {
      write_finding(json, finding);
    }
  }
  json.end_array();
  json.key("policy");
  if (understood != nullptr) {
    formats::write_policy(json, *understood);
  } else {
    json.null();
  }
  json.end_object();
  text += '\n';
  return text;
}

std::string policy_summary(policy::Config const& understood, std::string const& name, Look const& look) {
  TerminalText text(look);
  text.paragraph({{fmt::format("{} {} is a policy", text.sign(Sign::pass), visible(name)), Role::good}});
  text.blank();
  add_row(text, "who", origins_in_words(understood));
  add_row(text, "cookies", {understood.credentials ? "yes: answers may be personal" : "no"});
  add_row(text, "methods", {list_in_words(understood.methods, "GET, HEAD, POST", "any")});
  add_row(text, "request headers",
          {list_in_words(understood.request_headers, "the safelisted (Accept, Content-Type of forms, ...)", "any")});
  add_row(text, "page may read",
          {list_in_words(understood.response_headers, "the safelisted (Content-Type, ...)", "every header")});
  add_row(text, "preflights", {preflight_in_words(understood)});
  if (understood.timing) {
    add_row(text, "timing", {"told to the same pages"});
  }
  return text.str();
}

}  // namespace corsage::report
