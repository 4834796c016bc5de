#pragma once

#include <string>
#include <string_view>

namespace corsage::formats {

/// A contract as its lines may be shown: with asterisks for the values of headers that are secret, and for bodies. It is
/// as long as before, line by line, so that carets stay where they point. The text may be no TOML: where a value's end
/// cannot be told, the rest of the line goes.
std::string without_contract_secrets(std::string_view toml);

}  // namespace corsage::formats
