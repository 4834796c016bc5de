#include "relayed_lines.hpp"

#include <algorithm>
#include <array>

#include "corsage/base/bytes.hpp"

namespace corsage::gateway {
namespace {

constexpr auto lines = std::to_array<StoppedLine>({
    // What is the page's and the gateway's, and none of the API's business.
    {"authorization", Direction::to_api, true},
    {"cookie", Direction::to_api, true},
    {"origin", Direction::to_api, true},
    {"referer", Direction::to_api, true},
    {"access-control-request-headers", Direction::to_api, false},
    {"access-control-request-method", Direction::to_api, false},
    {"access-control-request-private-network", Direction::to_api, false},
    {"sec-fetch-dest", Direction::to_api, false},
    {"sec-fetch-mode", Direction::to_api, false},
    {"sec-fetch-site", Direction::to_api, false},
    {"sec-fetch-user", Direction::to_api, false},
    // What some servers take for another method or path than the route has let through.
    {"x-http-method", Direction::to_api, false},
    {"x-http-method-override", Direction::to_api, false},
    {"x-method-override", Direction::to_api, false},
    {"x-original-url", Direction::to_api, false},
    {"x-rewrite-url", Direction::to_api, false},
    // What an API would do at the gateway's own origin, to all that is served there.
    {"set-cookie", Direction::to_page, true},
    {"www-authenticate", Direction::to_page, true},
    {"alt-svc", Direction::to_page, false},
    {"clear-site-data", Direction::to_page, false},
    {"nel", Direction::to_page, false},
    {"refresh", Direction::to_page, false},
    {"report-to", Direction::to_page, false},
    {"reporting-endpoints", Direction::to_page, false},
    {"service-worker-allowed", Direction::to_page, false},
    {"set-cookie2", Direction::to_page, false},
    {"strict-transport-security", Direction::to_page, false},
    // What a server in front of the gateway would take for an order to send a file of its own.
    {"x-accel-redirect", Direction::to_page, false},
    {"x-lighttpd-send-file", Direction::to_page, false},
    {"x-sendfile", Direction::to_page, false},
});

}  // namespace

std::span<StoppedLine const> stopped_lines() {
  return lines;
}

bool is_stopped(std::string_view name, Direction direction, std::span<std::string const> passed) {
  auto const* const line = std::ranges::find_if(lines, [&](StoppedLine const& stopped) {
    return stopped.direction == direction && byte_case_insensitive_equal(stopped.name, name);
  });
  return line != lines.end() && std::ranges::find(passed, line->name) == passed.end();
}

}  // namespace corsage::gateway
