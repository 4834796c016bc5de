#include "probe_request.hpp"

#include <string>

#include "corsage/base/bytes.hpp"
#include "corsage/base/joined.hpp"
#include "corsage/http/header_names.hpp"

namespace corsage::audit {
namespace {

namespace header = http::header;

constexpr std::string_view injecting_header_name = "x%0d%0ax-corsage-injected:1";

bool is_preflight(ProbeKind kind) {
  return kind == ProbeKind::preflight_of_trusted || kind == ProbeKind::preflight_of_stranger ||
         kind == ProbeKind::preflight_into_private_network || kind == ProbeKind::header_injection_by_preflight;
}

/// Below the target, where nothing is.
url::Url missing_url(Target const& target) {
  std::string address(target.url.scheme());
  address.append("://").append(target.url.authority_without_credentials()).append(target.url.path());
  address.append(address.ends_with('/') ? "" : "/").append("corsage-").append(target.word);
  return url::Url::parse(address).value_or(target.url);
}

fetch::WireRequest preflight(Target const& target, ProbeKind kind, std::string_view origin) {
  fetch::WireRequest request{.leg = trace::Leg::preflight, .method = "OPTIONS", .url = target.url};
  request.headers.append(header::accept, "*/*");
  request.headers.append(header::origin, origin);
  request.headers.append(header::access_control_request_method, target.preflight_method);
  if (kind == ProbeKind::header_injection_by_preflight) {
    request.headers.append(header::access_control_request_headers, injecting_header_name);
  } else if (!target.preflight_headers.empty()) {
    request.headers.append(header::access_control_request_headers, joined(target.preflight_headers, ","));
  }
  if (kind == ProbeKind::preflight_into_private_network) {
    request.headers.append("access-control-request-private-network", "true");
  }
  return request;
}

fetch::WireRequest actual(Target const& target, ProbeKind kind, std::string_view origin) {
  fetch::WireRequest request{.method = target.method, .url = target.url};
  if (kind == ProbeKind::missing_resource) {
    request.url = missing_url(target);
    request.method = "GET";
  }
  if (!target.headers.contains(header::accept)) {
    request.headers.append(header::accept, "*/*");
  }
  if (!origin.empty()) {
    request.headers.append(header::origin, origin);
  }
  for (auto const line : target.headers) {
    bool const is_credential = byte_case_insensitive_equal(line.name, header::cookie) ||
                               byte_case_insensitive_equal(line.name, header::authorization);
    if (kind != ProbeKind::without_credentials || !is_credential) {
      request.headers.append(line.name, line.value);
    }
  }
  return request;
}

}  // namespace

fetch::WireRequest request_of(Target const& target, ProbeKind kind, std::string_view origin) {
  return is_preflight(kind) ? preflight(target, kind, origin) : actual(target, kind, origin);
}

}  // namespace corsage::audit
