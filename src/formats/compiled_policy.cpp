#include "corsage/formats/compiled_policy.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <tuple>
#include <utility>

#include "corsage/base/nearest_name.hpp"
#include "corsage/formats/policy_file.hpp"
#include "corsage/policy/compile.hpp"

namespace corsage::formats {
namespace {

/// Whether the one mistake is of a key that was probably meant to be what the other one misses.
bool is_misspelt(Diagnostic const& unknown, Diagnostic const& missing) {
  static std::array<std::string, 1> const origins{"origins"};
  return unknown.code == DiagnosticCode::policy_key_unknown && missing.code == DiagnosticCode::policy_origins_missing &&
         nearest_name(unknown.value, origins).has_value();
}

/// Whether the mistake is of a value that could not even be read, or that stands under a misspelt key: what is missing by
/// that is no second mistake.
bool follows_from(Diagnostic const& mistake, Diagnostics const& earlier) {
  return std::ranges::any_of(earlier, [&](Diagnostic const& other) {
    bool const is_in_its_place = other.range.line == mistake.range.line && other.range.column == mistake.range.column;
    return is_in_its_place || is_misspelt(other, mistake);
  });
}

void sort_by_place(Diagnostics& findings) {
  std::ranges::sort(findings, {},
                    [](Diagnostic const& finding) { return std::tuple(finding.range.line, finding.range.column); });
}

}  // namespace

CompiledPolicy compile_policy_file(std::string_view text, std::string_view name) {
  auto file = read_policy_file(text, name);
  CompiledPolicy made{.mistakes = file.mistakes};
  if (file.places.table.line == 0) {
    return made;
  }
  auto compiled = policy::compile(file.config, file.places);
  if (!compiled) {
    std::ranges::copy_if(compiled.error(), std::back_inserter(made.mistakes),
                         [&](Diagnostic const& mistake) { return !follows_from(mistake, file.mistakes); });
  } else if (file.mistakes.empty()) {
    made.policy = std::move(*compiled);
  }
  made.advice = policy::advise(file.config, file.places);
  made.written = std::move(file.config);
  made.places = std::move(file.places);
  sort_by_place(made.mistakes);
  sort_by_place(made.advice);
  return made;
}

}  // namespace corsage::formats
