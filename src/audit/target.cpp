#include "corsage/audit/target.hpp"

#include "corsage/http/header_names.hpp"

namespace corsage::audit {

bool has_credentials(Target const& target) {
  return target.headers.contains(http::header::cookie) || target.headers.contains(http::header::authorization);
}

std::vector<url::Origin> expected_origins(Target const& target) {
  return target.trusted_origins.empty() ? std::vector{url::Origin::of(target.url)} : target.trusted_origins;
}

}  // namespace corsage::audit
