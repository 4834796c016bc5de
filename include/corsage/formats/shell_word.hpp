#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "corsage/http/secrets.hpp"

namespace corsage::formats {

/// The text as one word of a POSIX shell's command line: as it is, in quotation marks where the shell would read something
/// into it, and with escapes in `$'...'` where it holds control characters or is not UTF-8.
std::string shell_word(std::string_view text);

/// What is shown of a text in which secrets are masked (`http::mask`), as a shell's word. In place of each secret is what the
/// shell fills in, in quotation marks; the mask itself, copied, would be sent. That is the variable or the file in which
/// `secrets` knows that part of `text` to be kept; otherwise a variable that is named after the parameter or cookie in front
/// of it, or after `header`, whose value it is; empty: the text is a URL.
std::string shell_word_with_variables(std::string_view text, std::string_view masked, std::string_view header,
                                      http::Secrets secrets);

/// The same as it is: with `${env:NAME}` and `${file:PATH}` in place of each secret. `places` gets what stands there,
/// "env:NAME", once each.
std::string text_with_places(std::string_view text, std::string_view masked, std::string_view header,
                             http::Secrets secrets, std::vector<std::string>& places);

/// The name of the variable for the value of a header.
std::string variable_named(std::string_view header);

}  // namespace corsage::formats
