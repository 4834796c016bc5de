#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/base/result.hpp"
#include "corsage/formats/header_line.hpp"
#include "corsage/http/given_secrets.hpp"
#include "corsage/http/header_list.hpp"
#include "mistakes.hpp"

namespace corsage::cli {

/// What `-H` and `-b` come to.
struct GivenHeaders {
  http::HeaderList headers = {};  ///< cookies are the last of them
  http::GivenSecrets secrets = {};
};

/// Reads the variables and files that `${env:NAME}`, `${file:PATH}` and `@FILE` name. No mistake shows what was found there.
GivenHeaders given_headers(std::vector<std::string> const& headers, std::vector<std::string> const& cookies,
                           Mistakes& mistakes);

/// The text with what is kept at the places that it names; `secrets` learn it, and the header that it is, if it is one. A
/// text without places is as it was. The error says what is not there.
std::expected<std::string, std::string> fill_places(std::string_view text, http::GivenSecrets& secrets);

/// The lines of `-H` with their places filled, or every mistake in those.
Result<std::vector<std::string>> filled_headers(std::vector<std::string> const& headers, http::GivenSecrets& secrets);

/// `NAME: VALUE` as typed, or the mistake in it, which does not show the value.
Result<formats::HeaderLine> read_typed_header(std::string_view typed);

/// What of `-H` and `-b` as typed, without places, nobody else is to read.
http::GivenSecrets typed_secrets(std::vector<std::string> const& headers, std::vector<std::string> const& cookies);

}  // namespace corsage::cli
