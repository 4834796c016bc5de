#include "corsage/report/policy_diff.hpp"

#include <string_view>

#include "corsage/formats/json_writer.hpp"
#include "corsage/formats/trace_json.hpp"

#include <fmt/format.h>

namespace corsage::report {
namespace {

using policy::Aspect;
using policy::Change;
using policy::Effect;

struct ChangeWords {
  std::string_view mark;
  Role role;
};

ChangeWords words_for(Change change) {
  switch (change) {
    case Change::gained: return {.mark = "+", .role = Role::good};
    case Change::lost: return {.mark = "-", .role = Role::bad};
    case Change::changed: break;
  }
  return {.mark = "~", .role = Role::warning};
}

/// The difference in words: who may do what that could not.
std::string in_words(policy::Difference const& difference) {
  switch (difference.change) {
    case Change::gained: return visible(difference.after);
    case Change::lost: return visible(difference.before);
    case Change::changed: break;
  }
  auto const shown = [](std::string const& value) { return value.empty() ? std::string("none") : visible(value); };
  return fmt::format("{} instead of {}", shown(difference.after), shown(difference.before));
}

std::string verdict_sentence(policy::Difference const& difference) {
  bool const is_gained = difference.change == Change::gained;
  std::string_view const change = is_gained ? "was refused, is allowed now" : "was allowed, is refused now";
  if (difference.witness.with_credentials) {
    return fmt::format("{} with cookies: a request with credentials that {}", is_gained ? "now also" : "no longer",
                       change);
  }
  return fmt::format("a request that {}", change);
}

/// What the difference does to its witness, as one sentence.
std::string sentence_of(policy::Difference const& difference) {
  std::string_view const since = difference.change == Change::gained ? "now" : "no longer";
  switch (effect_of(difference)) {
    case Effect::verdict: return verdict_sentence(difference);
    case Effect::reading: {
      auto const name = in_words(difference);
      return fmt::format("pages may read {} {}", name == "*" ? "any other header" : name, since);
    }
    case Effect::timing: return fmt::format("timing is told {}", since);
    case Effect::answer: break;
  }
  return "a request that is answered otherwise";
}

/// The sentence above the witness.
std::string lead_to_witness(policy::Difference const& difference) {
  auto const effect = effect_of(difference);
  bool const is_of_answer = effect == Effect::reading || effect == Effect::timing;
  return sentence_of(difference) + (is_of_answer ? ", as in the answer to:" : ":");
}

}  // namespace

std::string policy_diff_text(std::span<policy::Difference const> differences, Look const& look) {
  TerminalText text(look);
  if (differences.empty()) {
    text.paragraph(
        {{fmt::format("{} Nothing changes: every request gets the same answer", text.sign(Sign::pass)), Role::good}});
    return text.str();
  }
  for (auto const& difference : differences) {
    auto const words = words_for(difference.change);
    text.paragraph(
        {{in_words(difference), Role::strong}},
        {.first = {{fmt::format("{} {:<17} ", words.mark, to_string(difference.aspect)), words.role}}, .columns = 20});
    text.paragraph({{lead_to_witness(difference), Role::faint}}, {.first = {{"    "}}, .columns = 4});
    text.line({{difference.witness.method, Role::code},
               {difference.witness.with_credentials ? " with credentials" : "", Role::faint}},
              6);
    for (auto const line : difference.witness.headers) {
      text.line({{fmt::format("{}: {}", visible(line.name), visible(line.value)), Role::code}}, 6);
    }
    text.blank();
  }
  return text.str();
}

std::string policy_diff_json(std::span<policy::Difference const> differences) {
  std::string text;
  formats::JsonWriter json(text);
  json.begin_object();
  json.key("schema");
  json.text("corsage-policy-diff/1");
  json.key("differences");
  json.begin_array();
  for (auto const& difference : differences) {
    json.begin_object();
    json.key("aspect");
    json.text(to_string(difference.aspect));
    json.key("change");
    json.text(to_string(difference.change));
    json.key("before");
    json.text(difference.before);
    json.key("after");
    json.text(difference.after);
    json.key("text");
    json.text(sentence_of(difference));
    json.key("witness");
    json.begin_object();
    json.key("method");
    json.bytes(difference.witness.method);
    json.key("headers");
    formats::write_header_lines(json, difference.witness.headers);
    json.key("credentials");
    json.boolean(difference.witness.with_credentials);
    json.end_object();
    json.end_object();
  }
  json.end_array();
  json.end_object();
  text += '\n';
  return text;
}

}  // namespace corsage::report
