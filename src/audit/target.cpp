#include "corsage/audit/target.hpp"

#include <algorithm>
#include <array>

#include "corsage/http/header_names.hpp"

namespace corsage::audit {

bool has_credentials(Target const& target) {
  return target.headers.contains(http::header::cookie) || target.headers.contains(http::header::authorization);
}

std::vector<url::Origin> expected_origins(Target const& target) {
  return target.trusted_origins.empty() ? std::vector{url::Origin::of(target.url)} : target.trusted_origins;
}

bool is_anybody_trusted(Target const& target) {
  return !target.trusted_origins.empty() || target.policy.has_value();
}

bool is_looked_for(Target const& target, trace::Reason reason) {
  using enum trace::Reason;
  constexpr std::array of_trusted_pages{trusted_origin_blocked,
                                        preflight_not_ok,
                                        preflight_redirect,
                                        preflight_no_acao,
                                        preflight_no_acac,
                                        preflight_wildcard_credentials,
                                        preflight_authorization_uncovered,
                                        preflight_method_case,
                                        preflight_method_missing,
                                        error_response_no_cors,
                                        redirect_no_cors,
                                        max_age_invalid,
                                        max_age_missing,
                                        max_age_too_long};
  return is_anybody_trusted(target) || std::ranges::find(of_trusted_pages, reason) == of_trusted_pages.end();
}

}  // namespace corsage::audit
