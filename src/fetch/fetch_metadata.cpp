#include "fetch_metadata.hpp"

#include <algorithm>

#include "corsage/http/header_names.hpp"
#include "corsage/url/site.hpp"
#include "enum_table.hpp"

namespace corsage::fetch {
namespace {

constexpr EnumTable<RequestSite, std::string_view, 3> site_tokens{{{RequestSite::same_origin, "same-origin"},
                                                                   {RequestSite::same_site, "same-site"},
                                                                   {RequestSite::cross_site, "cross-site"}}};
static_assert(is_in_order(site_tokens));

}  // namespace

RequestSite site_of_current_url(FetchParams const& params) {
  auto const before = params.request.site;
  // 5.2. Once far away, never near again.
  if (before == RequestSite::cross_site) {
    return before;
  }
  bool const is_same_site = url::same_site(params.environment.origin, url::Origin::of(params.request.current_url()));
  return is_same_site ? std::max(before, RequestSite::same_site) : RequestSite::cross_site;
}

void append_fetch_metadata_headers(FetchParams const& params, http::HeaderList& headers) {
  // 1. Where anybody on the way could change them, they are not sent.
  if (!url::is_potentially_trustworthy(params.request.current_url())) {
    return;
  }
  // 2. What is asked for; a fetch() of no particular type says so.
  auto const destination = params.made.destination;
  headers.append(http::header::sec_fetch_dest, destination == Destination::empty ? "empty" : to_string(destination));
  // 3. How; a preflight is of mode cors as what it is sent for.
  headers.append(http::header::sec_fetch_mode, to_string(params.made.mode));
  // 4. From how far away.
  headers.append(http::header::sec_fetch_site, site_tokens[static_cast<std::size_t>(params.request.site)].second);
}

}  // namespace corsage::fetch
