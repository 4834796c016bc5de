#pragma once

#include <string_view>

namespace corsage::formats {

/// The form of what `corsage audit` writes for programs.
inline constexpr std::string_view audit_schema = "corsage-audit/1";

}  // namespace corsage::formats
