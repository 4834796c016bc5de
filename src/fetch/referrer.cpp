#include "referrer.hpp"

#include "corsage/base/bytes.hpp"
#include "corsage/http/field_values.hpp"
#include "corsage/http/header_names.hpp"

namespace corsage::fetch {
namespace {

constexpr std::size_t most_referrer_bytes = 4096;

/// The URL's origin as a URL: what "origin only" leaves.
std::optional<url::Url> origin_only(url::Url const& url) {
  auto const parsed = url::Url::parse(url::Origin::of(url).serialized());
  return parsed ? std::optional(*parsed) : std::nullopt;
}

}  // namespace

// https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer
std::optional<url::Url> determine_referrer(std::optional<url::Url> const& source, url::Url const& target,
                                           ReferrerPolicy policy) {
  // 3.-5. No referrer from a place that has no address of its own.
  if (!source || source->is_local() || policy == ReferrerPolicy::no_referrer) {
    return std::nullopt;
  }
  auto whole = *source;
  whole.set_fragment(std::nullopt);
  whole.remove_credentials();
  // 6. An overlong address shrinks to its origin.
  auto full = whole.href().size() > most_referrer_bytes ? origin_only(whole) : std::optional(whole);
  bool const is_same_origin = url::same_origin(*source, target);
  bool const is_downgrade = url::is_potentially_trustworthy(*source) && !url::is_potentially_trustworthy(target);
  // 8. The policies, from most to least private.
  switch (policy) {
    case ReferrerPolicy::no_referrer: return std::nullopt;
    case ReferrerPolicy::origin: return origin_only(whole);
    case ReferrerPolicy::unsafe_url: return full;
    case ReferrerPolicy::strict_origin: return is_downgrade ? std::nullopt : origin_only(whole);
    case ReferrerPolicy::empty:
    case ReferrerPolicy::strict_origin_when_cross_origin:
      if (is_same_origin) {
        return full;
      }
      return is_downgrade ? std::nullopt : origin_only(whole);
    case ReferrerPolicy::same_origin: return is_same_origin ? full : std::nullopt;
    case ReferrerPolicy::origin_when_cross_origin: return is_same_origin ? full : origin_only(whole);
    case ReferrerPolicy::no_referrer_when_downgrade: return is_downgrade ? std::nullopt : full;
  }
  return std::nullopt;
}

ReferrerPolicy referrer_policy_of(http::HeaderList const& headers) {
  auto policy = ReferrerPolicy::empty;
  auto const tokens = http::extract_tokens(headers, http::header::referrer_policy);
  for (auto const token : tokens.value()) {
    if (auto const known = referrer_policy_from(byte_lowercase(token)); known && *known != ReferrerPolicy::empty) {
      policy = *known;
    }
  }
  return policy;
}

}  // namespace corsage::fetch
