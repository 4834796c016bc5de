#pragma once

#include "corsage/fetch/exchange.hpp"

#include <curl/curl.h>

namespace corsage::transport {

/// What a failed transfer is called, with what libcurl said of it as evidence. `system_error` is the errno of the
/// connection attempt, `message` may be empty.
fetch::Failed failure_of(CURLcode code, long system_error, std::string_view message);

}  // namespace corsage::transport
