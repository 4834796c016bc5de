#pragma once

#include "table_reader.hpp"

namespace corsage::formats {

inline constexpr TableMistakes contract_mistakes{.key_unknown = DiagnosticCode::contract_key_unknown,
                                                 .value_wrong = DiagnosticCode::contract_value_wrong,
                                                 .keys_are_listed = "'corsage test --help' lists the keys"};

}  // namespace corsage::formats
