#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "corsage/audit/audit.hpp"
#include "corsage/base/source_range.hpp"
#include "corsage/http/secrets.hpp"

namespace corsage::audit {

/// Whether somebody has answered for a finding already.
enum class Standing : std::uint8_t {
  counts,
  in_baseline,  ///< an earlier run had it, no less severe
  ignored,      ///< the ignore file says why
};

std::string_view to_string(Standing standing);

/// A resource, and everything that an audit of it came to.
struct Audited {
  Target target;
  SourceRange place = {};  ///< where a list names it; without a source: on the command line
  Evidence evidence = {};
  Verdict verdict = {};
  std::vector<Standing> standings = {};             ///< one for each finding
  std::vector<std::string> reasons_to_ignore = {};  ///< one for each finding: as the ignore file has it, or empty
};

/// What is known of a run before its first target.
struct Run {
  std::string version = {};                                       ///< corsage's own
  std::string started = {};                                       ///< RFC 3339, UTC
  std::vector<std::pair<std::string, std::string>> options = {};  ///< as typed, secrets masked
  Severity fail_on = Severity::medium;
  http::Secrets secrets = http::Secrets::masked;
  /// The file and line that findings of targets from the command line are said to be of, in formats that want one.
  SourceRange anchor = {};
};

/// A target that could not be audited, or not wholly.
struct Missed {
  std::string url = {};  ///< as it may be shown; or a list that was not read to its end, by its name
  std::string why = {};  ///< in words
  bool is_told = false;  ///< what was audited of it says so already, as incomplete or unreachable
};

/// What is known of a run after its last target.
struct Summary {
  std::size_t targets = 0;
  std::size_t audited = 0;
  std::size_t requests = 0;
  std::array<std::size_t, 4> findings = {};  ///< that count, by severity
  std::size_t in_baseline = 0;
  std::size_t ignored = 0;
  std::vector<Missed> missed = {};  ///< the first thousand
  std::size_t missed_in_all = 0;
  std::uint64_t milliseconds = 0;  ///< that it took
};

/// The same for the same finding of the same resource in every run: for baselines and for tools that follow findings.
/// Of id, variant, credentials, method and the URL without its query; never of names made up for probes, nor of a status.
std::string fingerprint(Target const& target, Finding const& finding);

}  // namespace corsage::audit
