#include "policy_source.hpp"

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <tuple>
#include <utility>

#include "corsage/formats/policy_file.hpp"
#include "corsage/policy/compile.hpp"
#include "corsage/report/policy_text.hpp"
#include "input_file.hpp"

#include <unistd.h>

namespace corsage::cli {
namespace {

/// Whether the mistake is of a value that could not even be read: what is missing by that is no second mistake.
bool follows_from(Diagnostic const& mistake, Diagnostics const& earlier) {
  return std::ranges::any_of(earlier, [&](Diagnostic const& other) {
    return other.range.line == mistake.range.line && other.range.column == mistake.range.column;
  });
}

void sort_by_place(Diagnostics& findings) {
  std::ranges::sort(findings, {},
                    [](Diagnostic const& finding) { return std::tuple(finding.range.line, finding.range.column); });
}

}  // namespace

PolicySource read_policy(std::string const& name) {
  auto const text = read_whole(name);
  if (!text) {
    return {.name = name, .mistakes = text.error()};
  }
  auto file = formats::read_policy_file(text->bytes, text->name);
  PolicySource source{.name = text->name, .mistakes = file.mistakes};
  if (file.places.table.line == 0) {
    return source;
  }
  auto compiled = policy::compile(file.config, file.places);
  if (!compiled) {
    std::ranges::copy_if(compiled.error(), std::back_inserter(source.mistakes),
                         [&](Diagnostic const& mistake) { return !follows_from(mistake, file.mistakes); });
  } else if (file.mistakes.empty()) {
    source.policy = std::move(*compiled);
  }
  source.advice = policy::advise(file.config, file.places);
  sort_by_place(source.mistakes);
  sort_by_place(source.advice);
  return source;
}

std::optional<policy::Policy> policy_or_complaint(std::string const& name, ColorChoice color) {
  auto source = read_policy(name);
  if (!source.policy) {
    auto const text = report::policy_findings_text(source.mistakes, look_of(STDERR_FILENO, color));
    std::fputs(text.c_str(), stderr);
  }
  return std::move(source.policy);
}

}  // namespace corsage::cli
