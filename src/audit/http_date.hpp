#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "corsage/http/header_list.hpp"

namespace corsage::audit {

/// The date in seconds since 1970, by any of the ways in which HTTP and cookies write one. Nothing where it is none.
///
/// https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#name-dates
std::optional<std::int64_t> seconds_of_date(std::string_view text);

/// Whether the date was past when the answer with these headers was made: by its own Date, or, where it has none, if the
/// date is so old that it can only be meant so. What is no date is past.
bool is_past(std::string_view date, http::HeaderList const& headers);

}  // namespace corsage::audit
