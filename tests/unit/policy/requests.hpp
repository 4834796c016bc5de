#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "corsage/http/header_list.hpp"
#include "corsage/policy/incoming.hpp"

namespace corsage::policy {

/// A request as tests write it down.
struct TestRequest {
  std::string_view method = "GET";
  http::HeaderList headers = {};
};

inline TestRequest no_cors(std::string_view method = "GET") {
  return {.method = method};
}

inline TestRequest actual(std::string_view origin, std::string_view method = "GET") {
  return {.method = method, .headers = {{"Origin", origin}}};
}

/// A preflight, with a line for each text of `asked`.
inline TestRequest preflight(std::string_view origin, std::string_view method,
                             std::vector<std::string> const& asked = {}) {
  TestRequest request{.method = "OPTIONS", .headers = {{"Origin", origin}, {"Access-Control-Request-Method", method}}};
  for (auto const& line : asked) {
    request.headers.append("Access-Control-Request-Headers", line);
  }
  return request;
}

}  // namespace corsage::policy
