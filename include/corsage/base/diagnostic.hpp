#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "corsage/base/source_range.hpp"

namespace corsage {

/// The kinds of mistake an input can hold; the table is diagnostics.def.
enum class DiagnosticCode {
#define CORSAGE_DIAGNOSTIC(id, title, help) id,
#include "corsage/base/diagnostics.def"
#undef CORSAGE_DIAGNOSTIC
};

/// The row's id as written in the table: stable, for JSON and for `corsage explain`.
std::string_view to_string(DiagnosticCode code);

/// What happened, with `{value}` where the offending text goes.
std::string_view title(DiagnosticCode code);

/// What would be right, with `{expected}` where the place that found the mistake knows more.
std::string_view help(DiagnosticCode code);

/// What of a configuration a mistake is about, for whoever knows where that stands in a file.
struct Subject {
  std::string key = {};    ///< "origins", "max_age", ...; empty: no single one
  std::string entry = {};  ///< of that key's list

  bool operator==(Subject const&) const = default;
};

/// One mistake in an input, with the offending thing in it. Phrased by `report`.
struct Diagnostic {
  DiagnosticCode code;
  std::string value = {};     ///< the offending text
  std::string expected = {};  ///< what would be right, where it is known
  SourceRange range = {};     ///< where it stands
  Subject subject = {};       ///< what it is about, where it was found in values and not in a file

  bool operator==(Diagnostic const&) const = default;
};

/// All the mistakes of one input, in the order of the input.
using Diagnostics = std::vector<Diagnostic>;

}  // namespace corsage
