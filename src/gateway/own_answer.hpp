#pragma once

#include <string>
#include <string_view>

#include "corsage/policy/decision.hpp"

namespace corsage::gateway {

/// An answer that the gateway gives itself because it cannot give upstream's.
struct OwnAnswer {
  int status = 500;
  std::string_view code = {};    ///< stable, for programs: "upstream_unreachable"
  std::string_view detail = {};  ///< for the person in front of the console
  std::string_view cause = {};   ///< behind it, where somebody else has said more
  std::string_view lines = {};   ///< header lines of its own, with their ends
};

/// Appends the whole answer: a problem document (https://www.rfc-editor.org/rfc/rfc9457) with the decision's header
/// lines, so that the page sees the error and not "blocked by CORS policy".
void append_own_answer(OwnAnswer const& answer, policy::Decision const* decision, bool keeps_alive, bool is_head,
                       std::string& out);

/// Appends the policy's own answer to a preflight.
void append_preflight_answer(policy::Decision const& decision, bool keeps_alive, std::string& out);

}  // namespace corsage::gateway
