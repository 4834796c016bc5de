#pragma once

#include <string>
#include <string_view>

/// https://www.rfc-editor.org/rfc/rfc4648#section-4
namespace corsage::formats {

/// Appends the bytes in Base64, padded.
void append_base64(std::string& base64, std::string_view bytes);

/// Appends the bytes that the Base64 stands for. False, and nothing appended, when it is not Base64 with its padding.
bool decode_base64(std::string_view base64, std::string& bytes);

}  // namespace corsage::formats
