#pragma once

#include <string_view>

#include "corsage/explain/diagnosis.hpp"
#include "corsage/trace/trace.hpp"

namespace corsage::explain {

/// An event as a cause, with its arguments.
Cause cause_of(trace::Trace const& trace, trace::Event const& event);

/// Whether the reason is one of https://fetch.spec.whatwg.org/#concept-cors-check
bool is_of_cors_check(trace::Reason reason);

/// Whether a request header belongs in answers only: the page should not send it, and no policy should allow it.
bool is_header_of_answers(std::string_view name);

}  // namespace corsage::explain
