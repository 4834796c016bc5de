#pragma once

#include "fetch_params.hpp"

namespace corsage::fetch {

/// https://w3c.github.io/webappsec-fetch-metadata/#sec-fetch-site-header : how far the current URL is from the page, and
/// every URL before it was. Asked once a hop, of URLs that are not the page's own.
RequestSite site_of_current_url(FetchParams const& params);

/// https://w3c.github.io/webappsec-fetch-metadata/#abstract-opdef-append-the-fetch-metadata-headers-for-a-request :
/// Sec-Fetch-Dest, -Mode and -Site. A script's request is no navigation by the user, so there is no Sec-Fetch-User.
void append_fetch_metadata_headers(FetchParams const& params, http::HeaderList& headers);

}  // namespace corsage::fetch
