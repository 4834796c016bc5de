#include "local_network_access.hpp"

namespace corsage::fetch {

using trace::ArgumentName;
using trace::Reason;
using trace::Step;

url::IpAddressSpace address_space_of_url(url::Url const& url) {
  if (url::is_loopback_host(url.host())) {
    return url::IpAddressSpace::loopback;
  }
  return url::address_space_of_ip(url.host()).value_or(url::IpAddressSpace::unknown);
}

// https://wicg.github.io/local-network-access/#fetching
Blocked local_network_access_check(FetchParams& params, url::IpAddressSpace target, At at) {
  auto const& environment = params.environment;
  bool const is_known =
      target != url::IpAddressSpace::unknown && environment.address_space != url::IpAddressSpace::unknown;
  if (!params.profile.enforces_local_network_access || !is_known) {
    return std::nullopt;
  }
  // 1. A secure page may always reach its own origin.
  if (url::is_potentially_trustworthy(environment.origin) &&
      url::same_origin(params.request.current_url(), environment.origin)) {
    return std::nullopt;
  }
  // 2. Only the way from the more public to the less public is guarded.
  if (!url::is_less_public(target, environment.address_space)) {
    return std::nullopt;
  }
  bool const is_local_to_loopback =
      environment.address_space == url::IpAddressSpace::local && target == url::IpAddressSpace::loopback;
  if (is_local_to_loopback && !params.profile.guards_loopback_from_local) {
    return std::nullopt;
  }
  auto const space = url::to_string(target);
  // 3. A page that is not secure may not even ask the user.
  if (!environment.is_secure_context.value_or(url::is_potentially_trustworthy(environment.origin))) {
    return params.block(Step::local_network_access_3, Reason::local_network_access_insecure_context, at,
                        {{ArgumentName::address_space, space}});
  }
  // 4. The user decides.
  switch (environment.local_network_permission) {
    case PermissionState::granted: params.pass(Step::local_network_access_4, at); return std::nullopt;
    case PermissionState::prompt:
      params.note(Step::local_network_access_4, Reason::local_network_access_prompt, at,
                  {{ArgumentName::address_space, space}});
      return std::nullopt;
    case PermissionState::denied: break;
  }
  return params.block(Step::local_network_access_4, Reason::local_network_access_permission, at,
                      {{ArgumentName::address_space, space}});
}

}  // namespace corsage::fetch
