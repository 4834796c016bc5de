#pragma once

#include "corsage/fetch/profile.hpp"
#include "corsage/http/header_list.hpp"

namespace corsage::fetch {

/// Whether a browser reads the lines just as they were sent: the ordinary case, told without a copy.
bool is_received_as_sent(http::HeaderList const& sent, Profile const& profile);

/// The header list that a browser makes of the lines on the wire (RFC 9110 section 5.5, RFC 9112 section 5.1): white space
/// around a value goes, a line whose name is no token is dropped; profiles may read such lines otherwise.
http::HeaderList receive(http::HeaderList const& sent, Profile const& profile);

}  // namespace corsage::fetch
