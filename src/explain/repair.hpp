#pragma once

#include <cstdint>

#include "corsage/explain/diagnosis.hpp"
#include "corsage/fetch/exchange.hpp"
#include "corsage/fetch/request.hpp"

namespace corsage::explain {

/// What mends a cause.
enum class Remedy : std::uint8_t {
  policy,  ///< the answer was edited as a CORS policy would have it
  answer,  ///< the answer was edited, but no CORS policy says so: another header, or the page's own mistake
  none,    ///< nothing was edited: no answer could help
};

/// Whether some answer could mend the reason.
bool can_be_repaired(trace::Reason reason);

/// Makes the smallest edit of the journal's answers after which the cause is gone.
Remedy repair(Cause const& cause, fetch::Request const& request, fetch::Journal& journal);

}  // namespace corsage::explain
