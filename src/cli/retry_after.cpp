#include "retry_after.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

#include <curl/curl.h>

namespace corsage::cli {
namespace {

constexpr int too_many_requests = 429;
constexpr int service_unavailable = 503;

/// Longer is no different: a clock can still tell the time so far ahead.
constexpr std::int64_t long_time = 1'000'000'000;

std::optional<std::chrono::seconds> seconds_of(std::string_view value) {
  if (value.empty() || value.find_first_not_of("0123456789") != std::string_view::npos) {
    return std::nullopt;
  }
  std::int64_t seconds = 0;
  auto const read = std::from_chars(value.data(), value.data() + value.size(), seconds);
  return std::chrono::seconds(read.ec == std::errc() ? std::min(seconds, long_time) : long_time);
}

}  // namespace

bool is_busy(http::Response const& response) {
  return response.status == too_many_requests || response.status == service_unavailable;
}

std::optional<std::chrono::seconds> retry_after(http::Response const& response, std::time_t now) {
  if (!is_busy(response)) {
    return std::nullopt;
  }
  auto const value = response.headers.get("retry-after");
  if (!value) {
    return std::nullopt;
  }
  if (auto const seconds = seconds_of(value->view())) {
    return seconds;
  }
  auto const date = curl_getdate(std::string(value->view()).c_str(), nullptr);
  return date == -1
             ? std::nullopt
             : std::optional(std::chrono::seconds(std::clamp<std::int64_t>(std::int64_t{date} - now, 0, long_time)));
}

}  // namespace corsage::cli
