#include "cross_origin_resource_policy_check.hpp"

#include "corsage/http/header_names.hpp"
#include "corsage/url/site.hpp"

namespace corsage::fetch {
namespace {

using trace::ArgumentName;
using trace::Reason;
using trace::Step;

// https://fetch.spec.whatwg.org/#cross-origin-resource-policy-internal-check
bool is_allowed(FetchParams const& params, std::string_view policy) {
  auto const& origin = params.environment.origin;
  auto const& url = params.request.current_url();
  // 6. "same-origin" means it.
  if (policy == "same-origin") {
    return url::same_origin(url, origin);
  }
  // 6. "same-site" lets siblings in, but not an insecure page to a secure answer.
  if (policy == "same-site") {
    bool const is_upgrade = url.scheme() == "https" && origin.scheme() != "https";
    return url::schemelessly_same_site(origin, url::Origin::of(url)) && !is_upgrade;
  }
  return true;
}

// 2.-4. Only the three exact values count; without one, the page's embedder policy decides.
std::string_view effective_policy(FetchParams const& params, std::string_view value) {
  if (value == "same-origin" || value == "same-site" || value == "cross-origin") {
    return value;
  }
  switch (params.environment.embedder_policy) {
    case EmbedderPolicy::require_corp: return "same-origin";
    case EmbedderPolicy::credentialless:
    case EmbedderPolicy::unsafe_none: break;
  }
  return {};
}

}  // namespace

// https://fetch.spec.whatwg.org/#cross-origin-resource-policy-check
Blocked cross_origin_resource_policy_check(FetchParams& params, http::HeaderList const& headers, At at) {
  auto const header = headers.get(http::header::cross_origin_resource_policy);
  auto const value = header ? header->view() : std::string_view();
  if (is_allowed(params, effective_policy(params, value))) {
    params.pass(Step::cross_origin_resource_policy_6, at);
    return std::nullopt;
  }
  return params.block(Step::cross_origin_resource_policy_6, Reason::cross_origin_resource_policy, at,
                      {{ArgumentName::value, value}, {ArgumentName::origin, params.environment.origin.serialized()}});
}

}  // namespace corsage::fetch
