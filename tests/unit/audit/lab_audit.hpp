#pragma once

#include <string>
#include <vector>

#include "dialogue.hpp"
#include "support/lab_row.hpp"

namespace corsage::test {

/// The audit of the row's server, as its owner asks for it.
Dialogue audited(LabRow const& row);

/// Every row of tests/data/audit-lab.jsonl, or of the file beside it that was held out.
std::vector<LabRow> lab();
std::vector<LabRow> held_out_lab();

}  // namespace corsage::test
