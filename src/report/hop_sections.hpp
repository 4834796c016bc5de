#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "advice.hpp"
#include "corsage/report/hops_text.hpp"

namespace corsage::report {

/// What a layer does, on one leg or on both.
using HopFinding = std::vector<explain::LayerFinding const*>;

/// All that are faults, or all that are none.
std::vector<HopFinding> told_findings(Hops const& hops, bool are_faults);

void add_verdict(TerminalText& text, Hops const& hops);
void add_layers(TerminalText& text, Hops const& hops);
void add_faults(TerminalText& text, Hops const& hops);
void add_blocking_layer(TerminalText& text, Hops const& hops);
void add_notes(TerminalText& text, Hops const& hops);

/// "preflight and request"
std::string legs_of(HopFinding const& told);

/// "nginx strips Access-Control-Allow-Origin (request)."
std::string sentence_of(Hops const& hops, HopFinding const& told);

/// "nginx strips Access-Control-Allow-Origin"
std::string words_of(Hops const& hops, explain::LayerFinding const& finding);

/// What mends it in the layer's own configuration; without text where there is nothing to mend.
Advice advice_on(Hops const& hops, explain::LayerFinding const& finding);

/// What to take out of the layer before a whole policy is put into it. In `backticks` what is literal.
std::string before_policy(Hops const& hops, std::size_t layer);

/// The error that the layer answers the page's request with; 0 for none.
int error_of(Hops const& hops, std::size_t layer);

/// Of each layer that may add headers to other answers and not to this error: why that is not seen. In `backticks` what
/// is literal.
std::vector<std::string> hidden_by_errors(Hops const& hops);

/// The URL of a layer as it may be shown.
std::string shown_address(Hop const& hop);

/// Whether a whole policy in the layer is a way to mend what it does.
bool is_mended_by_policy(explain::LayerFinding const& finding);

/// The layer whose own answer to "why?" says what to do: it blocks the page, and nothing that layers do is the reason.
std::optional<std::size_t> blocking_layer(Hops const& hops);

/// Of each layer that blocks the page where the one in front of it does not: why. In `backticks` what is literal.
std::vector<std::string> blocks_made_good(Hops const& hops);

/// The layer furthest out that answers; nothing where none does.
std::optional<std::size_t> outermost(Hops const& hops);

}  // namespace corsage::report
