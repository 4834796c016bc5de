#pragma once

#include "corsage/explain/hops.hpp"

namespace corsage::explain {

/// Whether `outer` lets a page in on this leg that nobody knows, though `inner` refuses it. Where `inner` lets nobody in,
/// `outer` alone decides, and only what gives any website its visitors' credentials counts.
bool lets_in_strangers(Layer const& inner, Layer const& outer, trace::Leg leg);

/// The lines that let a page in, with or without credentials.
http::HeaderList admitting_lines(http::Response const& response);

}  // namespace corsage::explain
