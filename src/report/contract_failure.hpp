#pragma once

#include <cstdint>
#include <string>

#include "corsage/report/contract_report.hpp"

namespace corsage::report {

/// How much is told of a case.
enum class Depth : std::uint8_t {
  brief,  ///< what it comes to, why, and what to do
  whole,  ///< all that the answer to "why?" tells
};

/// Why a case is not as expected, and what to do: for one that should be allowed the answer to "why?", for one that should
/// be refused how it gets in and how to refuse it. Empty where nothing departs from what is expected.
std::string failure_text(TestedCase const& tested, Depth depth, Look const& look);

/// The command that asks one more time, and tells all; empty where no server was asked.
std::string why_command(TestedCase const& tested);

}  // namespace corsage::report
