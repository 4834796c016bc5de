#include "mixed_content.hpp"

#include <string>

namespace corsage::fetch {
namespace {

/// A target that Local Network Access, where it is enforced, judges in mixed content's stead.
bool is_left_to_local_network_access(FetchParams const& params, url::Url const& url) {
  bool const is_judged =
      params.profile.enforces_local_network_access && params.environment.address_space != url::IpAddressSpace::unknown;
  if (!is_judged) {
    return false;
  }
  auto const space = url::address_space_of_ip(url.host());
  return (space && *space == url::IpAddressSpace::local) || url.host().ends_with(".local");
}

bool is_mixed(FetchParams const& params) {
  auto const& url = params.request.current_url();
  // DEVIATION: the standard restricts every page of a trustworthy origin; browsers restrict https pages, so that a page on
  // http://localhost may ask for http. https://w3c.github.io/webappsec-mixed-content/#categorize-settings-object
  auto const& page = params.environment;
  // A page with an opaque origin is as secure as its address.
  auto const page_scheme = page.origin.is_opaque() && page.url ? page.url->scheme() : page.origin.scheme();
  if (page_scheme != "https" || url.scheme() != "http") {
    return false;
  }
  // What is potentially trustworthy is not mixed: loopback never leaves the machine.
  return !(params.profile.loopback_is_trustworthy && url::is_potentially_trustworthy(url));
}

}  // namespace

bool should_be_blocked_as_mixed_content(FetchParams const& params) {
  return is_mixed(params) && !is_left_to_local_network_access(params, params.request.current_url());
}

void upgrade_mixed_content(FetchParams& params) {
  auto const destination = params.made.destination;
  bool const is_upgradeable =
      destination == Destination::image || destination == Destination::audio || destination == Destination::video;
  auto& url = params.request.url_list.back();
  if (!is_upgradeable || !is_mixed(params) || url.host_kind() != url::HostKind::domain) {
    return;
  }
  if (auto secure = url::Url::parse("https" + std::string(url.href().substr(url.scheme().size())))) {
    url = *std::move(secure);
  }
}

}  // namespace corsage::fetch
