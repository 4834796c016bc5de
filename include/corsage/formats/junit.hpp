#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace corsage::formats {

/// Why a case did not pass: it was looked at and does not hold (`failure`), or it could not be looked at (`error`).
struct JUnitProblem {
  enum class Kind : std::uint8_t { failure, error };
  Kind kind = Kind::failure;
  std::string type = {};     ///< one word, for programs
  std::string message = {};  ///< one line
  std::string text = {};     ///< everything there is to say, on many lines
};

/// One thing that was looked at. It passed where it has no problem.
struct JUnitCase {
  std::string class_name = {};  ///< what viewers group cases by
  std::string name = {};
  std::string file = {};  ///< where it is written down; empty: nowhere
  std::size_t line = 0;   ///< of `file`, from 1; 0: none
  std::optional<JUnitProblem> problem = std::nullopt;
  std::string system_out = {};  ///< what is worth telling besides
};

struct JUnitSuite {
  std::string name = {};
  std::vector<JUnitCase> cases = {};
};

/// A report as CI systems read it: JUnit's XML, in the common part of its dialects
/// (https://github.com/testmoapp/junitxml). Well-formed whatever bytes the texts hold: what XML cannot hold, and what no
/// terminal should be sent, becomes an escape such as `\x1B`.
std::string junit_xml(std::span<JUnitSuite const> suites);

/// The same piece by piece, for reports of any length: the beginning, each suite, the end. The sums over all suites are
/// left out.
std::string junit_beginning();
std::string junit_suite(JUnitSuite const& suite);
std::string junit_end();

}  // namespace corsage::formats
