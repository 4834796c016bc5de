#pragma once

#include <string>
#include <vector>

#include "corsage/audit/probe.hpp"
#include "corsage/audit/target.hpp"
#include "corsage/url/origin.hpp"
#include "corsage/url/url.hpp"

namespace corsage::audit {

/// Names of cookies, by what a browser does with them where a page asks with credentials.
struct CookieNames {
  std::vector<std::string> sent = {};
  std::vector<std::string> withheld = {};
  /// Whether the resource is kept from knowing its user: of those that it may know him by, which the target is asked with
  /// or which have the name of a session, some are withheld and none is sent.
  bool withholds_session = false;
};

/// The cookies that the answers set, for a request of `page`'s to the target at `url`.
///
/// https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#name-storage-model and
/// #name-retrieval-algorithm : a page of another site gets those with SameSite=None only; one without SameSite counts as
/// Lax, as in Chromium. What takes a cookie away, or is for other hosts or paths, is none of the target's.
CookieNames cookies_of(Evidence const& evidence, Target const& target, url::Url const& url, url::Origin const& page);

}  // namespace corsage::audit
