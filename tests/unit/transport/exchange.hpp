#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "corsage/transport/curl_transport.hpp"
#include "corsage/url/url.hpp"

#include <gtest/gtest.h>

/// One exchange, and what came of it, for tests.
namespace corsage::transport {

inline fetch::WireRequest request_to(std::string const& url, std::string method = "GET") {
  fetch::WireRequest request;
  request.method = std::move(method);
  request.url = url::Url::parse(url).value();
  return request;
}

inline Reception receive(fetch::WireRequest const& request, std::string_view body = {}, Options options = {}) {
  return CurlTransport(std::move(options)).exchange(request, body);
}

inline fetch::Failed failure(Reception const& reception) {
  auto const* const failed = std::get_if<fetch::Failed>(&reception);
  if (failed == nullptr) {
    ADD_FAILURE() << "there was an answer";
    return {};
  }
  return *failed;
}

inline fetch::Answered answer(Reception const& reception) {
  auto const* const answered = std::get_if<fetch::Answered>(&reception);
  if (answered == nullptr) {
    ADD_FAILURE() << failure(reception).detail;
    return {};
  }
  return *answered;
}

}  // namespace corsage::transport
