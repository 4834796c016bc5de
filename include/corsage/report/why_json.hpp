#pragma once

#include <string>

#include "corsage/report/why_text.hpp"

namespace corsage::report {

/// The answer to "why?" for programs: one JSON object on one line. Everything the text tells, of every browser, with all
/// header lines and every step taken. `"schema"` names its form.
std::string why_json(Why const& why);

}  // namespace corsage::report
