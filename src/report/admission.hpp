#pragma once

#include "corsage/report/contract_report.hpp"

namespace corsage::report {

/// Of a case that should be refused and is not: which lines let the page in, why they do, and how it is refused.
void add_admission(TerminalText& text, TestedCase const& tested);

}  // namespace corsage::report
