#pragma once

#include <string>
#include <string_view>

#include "byte_set.hpp"

namespace corsage::url {

/// https://url.spec.whatwg.org/#percent-encoded-bytes : the percent-encode sets that parsing needs.
inline constexpr ByteSet c0_control_percent_encode_set = c0_controls.with_range(0x7F, 0xFF);
inline constexpr ByteSet fragment_percent_encode_set = c0_control_percent_encode_set.with(" \"<>`");
inline constexpr ByteSet query_percent_encode_set = c0_control_percent_encode_set.with(" \"#<>");
inline constexpr ByteSet special_query_percent_encode_set = query_percent_encode_set.with("'");
inline constexpr ByteSet path_percent_encode_set = query_percent_encode_set.with("?^`{}");
inline constexpr ByteSet userinfo_percent_encode_set = path_percent_encode_set.with("/:;=@[\\]|");

/// https://url.spec.whatwg.org/#string-utf-8-percent-encode of UTF-8 text, appended to `output`.
void append_percent_encoded(std::string_view utf8, ByteSet const& percent_encode_set, std::string& output);

/// https://url.spec.whatwg.org/#string-percent-decode
std::string percent_decode(std::string_view bytes);

}  // namespace corsage::url
