#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "corsage/base/source_range.hpp"
#include "corsage/url/url.hpp"

/// A URL or origin as a person wrote it: where its parts stand, and what may have been meant.
namespace corsage::url {

/// Positions in the text behind "://".
struct WrittenAuthority {
  std::size_t start = 0;       ///< of the user, or of the host when there is no user
  std::size_t host_start = 0;  ///< behind the '@'
  std::size_t host_end = 0;    ///< at the port's colon, or at the end
  std::size_t end = 0;         ///< at the first slash, backslash, '?' or '#', or at the end of the text
};

/// Nothing when the text has no "://".
std::optional<WrittenAuthority> find_authority(std::string_view text);

/// Bytes [start, end) of the text.
SourceRange range_of(std::string_view text, std::size_t start, std::size_t end);

/// Where the failure lies, as nearly as the text shows it; else the whole text.
SourceRange range_of(std::string_view text, UrlFailure failure);

/// Whether the standard read the scheme "localhost" in "localhost:3000": an opaque path that begins with a port.
bool is_host_and_port(Url const& url);

/// Whether the standard read the scheme "me" in "me:password@host": an opaque path with an @ in front of any slash. Data
/// and addresses of mail have one of their own.
bool is_user_and_host(Url const& url);

/// What a text without a scheme was meant to be: http for loopback hosts, else https. Nothing when it is no host and path
/// either.
std::optional<Url> with_scheme(std::string_view text);

}  // namespace corsage::url
