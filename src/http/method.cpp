#include "corsage/http/method.hpp"

#include <algorithm>
#include <array>

#include "corsage/base/bytes.hpp"
#include "corsage/http/token.hpp"

namespace corsage::http {
namespace {

constexpr std::array<std::string_view, 3> cors_safelisted_methods{"GET", "HEAD", "POST"};
constexpr std::array<std::string_view, 3> forbidden_methods{"CONNECT", "TRACE", "TRACK"};
constexpr std::array<std::string_view, 6> normalized_methods{"DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"};
constexpr std::array<std::string_view, 4> safe_methods{"GET", "HEAD", "OPTIONS", "TRACE"};

}  // namespace

bool is_method(std::string_view method) {
  return is_token(method);
}

bool is_cors_safelisted_method(std::string_view method) {
  return std::ranges::find(cors_safelisted_methods, method) != cors_safelisted_methods.end();
}

bool is_forbidden_method(std::string_view method) {
  return std::ranges::any_of(
      forbidden_methods, [&](std::string_view forbidden) { return byte_case_insensitive_equal(method, forbidden); });
}

std::string normalize_method(std::string_view method) {
  auto const normalized = std::ranges::find_if(
      normalized_methods, [&](std::string_view upper) { return byte_case_insensitive_equal(method, upper); });
  return std::string(normalized == normalized_methods.end() ? method : *normalized);
}

bool is_safe_method(std::string_view method) {
  return std::ranges::find(safe_methods, method) != safe_methods.end();
}

}  // namespace corsage::http
