#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "corsage/fetch/session.hpp"
#include "corsage/http/secrets.hpp"

namespace corsage::cli {

/// Whether the fetch ended because no answer came.
bool is_unreached(fetch::Session const& session);

/// Why the page's fetch() failed, in one line.
std::string block_line(fetch::Session const& session, http::Secrets secrets);

/// The bytes that the page can read; nothing where it can read none. Valid as long as the session is.
std::optional<std::string_view> readable_body(fetch::Session const& session);

/// The status and the header lines that the page could read, and the empty line after them.
std::string readable_head(fetch::Outcome const& outcome);

}  // namespace corsage::cli
