#pragma once

#include <string>

#include "corsage/http/message.hpp"

namespace corsage::report {

/// "404 Not Found": the status with the server's own words, or the registry's where it gave none (HTTP/2 has none).
std::string status_line(http::Response const& response);

}  // namespace corsage::report
