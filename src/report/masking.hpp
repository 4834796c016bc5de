#pragma once

#include "corsage/explain/diagnosis.hpp"
#include "corsage/fetch/exchange.hpp"
#include "corsage/http/secrets.hpp"
#include "corsage/trace/trace.hpp"

/// Copies in which secrets are masked, for documents that hold everything.
namespace corsage::report {

http::HeaderList shown(http::HeaderList const& headers, http::Secrets secrets);
fetch::Journal shown(fetch::Journal journal, http::Secrets secrets);
explain::Cause shown(explain::Cause cause, http::Secrets secrets);
trace::Trace shown(trace::Trace const& trace, http::Secrets secrets);

}  // namespace corsage::report
