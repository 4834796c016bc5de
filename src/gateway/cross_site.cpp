#include "cross_site.hpp"

#include <algorithm>

#include "corsage/base/bytes.hpp"

namespace corsage::gateway {
namespace {

using boost::beast::http::field;

std::string_view without_default_port(std::string_view host, std::string_view scheme) {
  std::string_view const port = scheme == "https" ? ":443" : ":80";
  return host.ends_with(port) ? host.substr(0, host.size() - port.size()) : host;
}

bool is_own_origin(std::string_view origin, Asker const& asker) {
  auto const behind_scheme = asker.scheme.size() + 3;
  return origin.starts_with(asker.scheme) && origin.substr(asker.scheme.size()).starts_with("://") &&
         byte_case_insensitive_equal(origin.substr(behind_scheme), without_default_port(asker.host, asker.scheme));
}

std::string_view value_of(Head const& request, std::string_view name) {
  auto const lines = request.lines();
  auto const found =
      std::ranges::find_if(lines, [name](Field const& line) { return byte_case_insensitive_equal(line.name, name); });
  return found == lines.end() ? std::string_view() : found->value;
}

bool allows_credentials(policy::Decision const& decision) {
  return std::ranges::any_of(decision.headers.view(), [](auto const& line) {
    return byte_case_insensitive_equal(line.name, "access-control-allow-credentials");
  });
}

}  // namespace

bool is_from_own_page(Head const& request, Asker const& asker) {
  auto const site = value_of(request, "sec-fetch-site");
  if (site == "same-origin" || site == "none") {
    return true;
  }
  auto const* const origin = request.find(field::origin);
  // Neither header: no browser that a page could have had send it.
  return origin == nullptr ? site.empty() : is_own_origin(origin->value, asker);
}

bool is_allowed_page(policy::Decision const* decision) {
  return decision != nullptr && decision->request_class == policy::RequestClass::actual && decision->is_allowed;
}

bool may_write_from_elsewhere(Head const& request, policy::Decision const* decision) {
  return is_allowed_page(decision) && (request.find(field::cookie) == nullptr || allows_credentials(*decision));
}

bool is_write(std::string_view method) {
  return method != "GET" && method != "HEAD" && method != "OPTIONS";
}

}  // namespace corsage::gateway
