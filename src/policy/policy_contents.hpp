#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "corsage/policy/policy.hpp"
#include "name_set.hpp"
#include "origin_set.hpp"

namespace corsage::policy {

/// The most bytes of a method and of a request header's name, listed or not: so `*` means all that a list can.
inline constexpr std::size_t longest_method = 64;
inline constexpr std::size_t longest_request_header = 256;

/// What stands in Access-Control-Allow-Origin for an origin that is allowed.
enum class OriginAnswer : std::uint8_t {
  wildcard,  ///< `*`: the same answer for everybody
  echo,      ///< the request's own origin, which the set has
  any_echo,  ///< the request's own origin, whatever it is, with credentials
};

/// Which names a list means.
enum class Listed : std::uint8_t {
  names,        ///< those in it
  any,          ///< every name; said with `*`
  any_by_echo,  ///< every name; with credentials `*` says nothing, so the names asked for are sent back
};

/// A policy made ready: sets to look into, and the values of headers whole.
struct Policy::Contents {
  Config config = {};  ///< in its canonical form

  OriginAnswer origin_answer = OriginAnswer::echo;
  OriginSet origins = {};

  Listed methods_listed = Listed::names;
  NameSet methods = {};
  std::string methods_value = {};  ///< of Access-Control-Allow-Methods where the whole list is sent

  Listed request_headers_listed = Listed::names;
  NameSet request_headers = {};
  std::string request_headers_value = {};  ///< of Access-Control-Allow-Headers where the whole list is sent

  std::string response_headers_value = {};  ///< of Access-Control-Expose-Headers; empty: not sent
  std::string max_age_value = {};           ///< of Access-Control-Max-Age; empty: not sent
};

}  // namespace corsage::policy
