#pragma once

#include "table_reader.hpp"

namespace corsage::formats {

inline constexpr TableMistakes policy_mistakes{.not_toml = DiagnosticCode::policy_file_not_toml,
                                               .character_foreign = DiagnosticCode::policy_character_foreign,
                                               .key_unknown = DiagnosticCode::policy_key_unknown,
                                               .value_wrong = DiagnosticCode::policy_value_wrong,
                                               .keys_are_listed = "'corsage policy check --help' lists the keys"};

}  // namespace corsage::formats
