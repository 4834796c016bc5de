#pragma once

#include "corsage/http/header_list.hpp"
#include "curl_handles.hpp"

namespace corsage::transport {

/// The request's header lines in the form that CURLOPT_HTTPHEADER takes, with libcurl's own additions turned off.
StringList header_lines(http::HeaderList const& headers);

}  // namespace corsage::transport
