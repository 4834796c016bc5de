#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "corsage/explain/diagnosis.hpp"
#include "corsage/fetch/request.hpp"
#include "corsage/http/secrets.hpp"

namespace corsage::report {

/// A line that was on the wire or in the page, and the part of it that decided.
struct Quote {
  std::string name;  ///< a header's, or what the line is; empty for a status line
  std::string value;
  std::size_t offset = 0;  ///< where in `value` the deciding part begins
  std::size_t length = 0;
};

/// What shows that a cause is one.
struct Evidence {
  std::vector<Quote> quotes;  ///< empty where a header is missing, or the request itself says it all
  std::string note;           ///< what would be right, in a few words; may be empty
};

/// Whether the finding is that the page set a Cookie header, which only the browser can.
bool is_of_dropped_cookie(explain::Cause const& cause);

/// The evidence of a cause. `exchange` is the one it is about, as it was answered; null when there was none.
Evidence evidence_of(explain::Cause const& cause, fetch::Exchange const* exchange, fetch::Request const& request,
                     http::Secrets secrets);

}  // namespace corsage::report
