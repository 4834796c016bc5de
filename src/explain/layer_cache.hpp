#pragma once

#include <optional>

#include "corsage/explain/hops.hpp"

namespace corsage::explain {

/// The first turn of the leg that `outer` answered from a cache by its own words, where none of `inner` was: what was kept
/// once shows in all layers further out. Nothing where there is none.
std::optional<Turn> told_of_cache(Layer const& inner, Layer const& outer, trace::Leg leg);

/// The lines that say so.
http::HeaderList cache_lines(http::HeaderList const& headers);

/// Of the leg: the turn whose answer through `outer` names another origin than that of `inner`, though `inner` tells
/// origins apart. Nothing where there is none.
std::optional<Turn> mixed_up_turn(Layer const& inner, Layer const& outer, trace::Leg leg);

/// The turn whose answer a cache of `outer` mixed up with another's: seen by what the answer says of itself, or by the
/// same question asked afresh. Nothing where there is no proof.
std::optional<Turn> turn_of_cache(Layer const& inner, Layer const& outer, trace::Leg leg);

}  // namespace corsage::explain
