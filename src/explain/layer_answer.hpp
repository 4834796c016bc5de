#pragma once

#include "corsage/http/message.hpp"
#include "corsage/trace/leg.hpp"

/// Whose answer an answer is: a layer's own, or the one from behind it.
namespace corsage::explain {

/// The lines that decide whether a page passes, in the answer's order.
http::HeaderList cors_lines(http::HeaderList const& headers, trace::Leg leg);

/// The lines that the one answer has and the other lacks, whatever they say there.
http::HeaderList hidden_lines(http::Response const& inner, http::Response const& outer);

/// Whether the one answer has marks of its maker and the other has none of them. What the layer hides in other answers,
/// too, is no mark.
bool has_lost_every_mark(http::Response const& inner, http::Response const& outer, http::HeaderList const& hidden = {});

/// Whether one of them has marks of the other's maker.
bool keeps_a_mark(http::Response const& inner, http::Response const& outer);

/// Whether the answer to a preflight is the one from behind with some of its lines left out.
bool is_remainder(http::Response const& inner, http::Response const& outer);

/// Whether a browser takes both answers to a preflight for the same.
bool is_same_preflight(http::Response const& inner, http::Response const& outer);

/// Adds the others' lines.
void append(http::HeaderList& lines, http::HeaderList const& others);

}  // namespace corsage::explain
