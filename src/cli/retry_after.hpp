#pragma once

#include <chrono>
#include <ctime>
#include <optional>

#include "corsage/http/message.hpp"

namespace corsage::cli {

/// Whether it is no answer of the resource, but of a server that does not answer now: 429 or 503.
bool is_busy(http::Response const& response);

/// https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
///
/// How long an answer of a busy server says to wait before the server is asked again: in seconds, or until a date, which `now`
/// is held against. Nothing where it is another answer, or says nothing that can be read.
std::optional<std::chrono::seconds> retry_after(http::Response const& response, std::time_t now);

}  // namespace corsage::cli
