#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/http/header_list.hpp"
#include "corsage/policy/policy.hpp"

namespace corsage::policy {

/// What a difference is about. The names are those of Config's members.
enum class Aspect : std::uint8_t {
  origins,
  credentials,
  methods,
  request_headers,
  response_headers,
  max_age,
  preflight_status,
  disclosure,
  timing,
};

/// "origins", "credentials", "methods", ...
std::string_view to_string(Aspect aspect);

enum class Change : std::uint8_t {
  gained,   ///< allowed, and was not
  lost,     ///< was allowed, and is not
  changed,  ///< neither: the answer is another
};

/// "gained", "lost", "changed"
std::string_view to_string(Change change);

/// What a difference does to the request that proves it.
enum class Effect : std::uint8_t {
  verdict,  ///< it was refused and is allowed now, or the other way round
  reading,  ///< the page may read a header of its answer now, or no longer
  timing,   ///< the page is told now how long it took, or no longer
  answer,   ///< the answer is another
};

/// A request to which the two policies give different answers.
struct Witness {
  std::string method;
  http::HeaderList headers;
  /// The page wants it sent with credentials, and so needs leave to: only a browser knows that of a request.
  bool with_credentials = false;

  bool operator==(Witness const&) const = default;
};

/// One difference between two policies.
struct Difference {
  Aspect aspect;
  Change change;
  std::string before;  ///< what the old policy says of it; empty where it says nothing
  std::string after;   ///< what the new policy says of it; for what was gained or lost, the pattern, method or name
  Witness witness;

  bool operator==(Difference const&) const = default;
};

/// What the difference does to its witness.
Effect effect_of(Difference const& difference);

/// Everything that two policies decide differently, in the order of Aspect; nothing when no request tells them apart. Exact:
/// computed on patterns and names, not on samples. Origins that both policies mean are not told, whatever the patterns are
/// that mean them. A pattern of the one policy that the other means in part is told with the ports that make the
/// difference; its witness comes from what is new.
std::vector<Difference> diff(Policy const& before, Policy const& after);

}  // namespace corsage::policy
