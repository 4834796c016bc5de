#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/http/header_list.hpp"
#include "corsage/policy/decision.hpp"

namespace corsage::policy {

/// A CORS header line of upstream's that a policy took away.
struct ReplacedLine {
  std::string name;                                        ///< as upstream wrote it
  std::string value;                                       ///< as upstream wrote it
  std::optional<std::string> policy_value = std::nullopt;  ///< what the policy says instead; nothing: no such header
  bool differs = false;  ///< the policy says something else, or says it another number of times

  bool operator==(ReplacedLine const&) const = default;
};

/// What a policy took away from an answer, in its order: Reason::policy_upstream_headers_replaced where it is not empty.
using ReplacedLines = std::vector<ReplacedLine>;

/// Whether the policy has the say about header lines of that name: upstream's go, whatever the policy sets instead.
bool is_decided(Decision const& decision, std::string_view name);

/// The one value that says what these lines of Vary say, and Origin: name by name, without doubles. `*` stays as it is.
std::string varied_by_origin(std::span<std::string_view const> vary_lines);

/// Makes the answer what the decision says: removes upstream's Access-Control-* lines (and Timing-Allow-Origin where the
/// policy decides it), sets the policy's own, and merges Origin into Vary, name by name and without doubles. For every
/// answer, whatever its status. Where the policy answers itself, `answer` starts empty.
ReplacedLines apply(Decision const& decision, http::HeaderList& answer);

}  // namespace corsage::policy
