#pragma once

#include <string>
#include <string_view>

#include "corsage/explain/diagnosis.hpp"
#include "corsage/fetch/exchange.hpp"
#include "corsage/http/secrets.hpp"
#include "corsage/trace/trace.hpp"

/// Copies in which secrets are masked, for documents that hold everything.
namespace corsage::report {

/// An argument of an event or a cause. `header` is the header that the same event or cause names, or nothing.
std::string shown_argument(trace::ArgumentName name, std::string_view value, std::string_view header,
                           http::Secrets secrets);

fetch::Journal shown(fetch::Journal journal, http::Secrets secrets);
explain::Cause shown(explain::Cause cause, http::Secrets secrets);
trace::Trace shown(trace::Trace const& trace, http::Secrets secrets);

}  // namespace corsage::report
