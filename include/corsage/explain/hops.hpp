#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/explain/diagnosis.hpp"
#include "corsage/explain/fingerprint.hpp"
#include "corsage/fetch/environment.hpp"
#include "corsage/fetch/exchange.hpp"
#include "corsage/fetch/request.hpp"
#include "corsage/http/header_list.hpp"
#include "corsage/trace/reason.hpp"

/// The same fetch against each layer of a deployment: what one of them does to the answers of the one behind it.
namespace corsage::explain {

/// Who asks a layer, one after the other. Two origins in turn show whether a cache keeps their answers apart.
enum class Turn : std::uint8_t {
  page,      ///< the page itself
  stranger,  ///< a page of an origin that nobody knows
  page_again,
  afresh,  ///< whoever was answered otherwise than behind the layer, at an address that no cache has seen
};

inline constexpr std::size_t turn_count = 4;

std::string_view to_string(Turn turn);

/// The requests of a fetch before any redirect: the preflight, where it makes one, and the request itself, whatever a
/// server would say to the preflight. None where a browser sends nothing.
std::vector<fetch::WireRequest> questions_of(fetch::Request const& request, fetch::Environment const& environment);

/// One layer, and what it answered.
struct Layer {
  std::string name;
  /// By `Turn`: one exchange for each question that was asked; none where the turn was not taken.
  std::array<fetch::Journal, turn_count> answers = {};
  fetch::Verdict verdict = fetch::Verdict::undetermined;  ///< on the page's own fetch: blocked where one browser blocks
  std::vector<Cause> causes = {};                         ///< of all browsers asked
  /// Whether the answer to the request itself is that to a harmless one in its place.
  bool is_estimated = false;
};

/// The question and what came of it; null where it was not asked.
fetch::Exchange const* exchange_of(Layer const& layer, Turn turn, trace::Leg leg);

/// The layer's answer to one question; null where none came.
http::Response const* answer_of(Layer const& layer, Turn turn, trace::Leg leg);

/// Why the layer gave the page no answer; null where it gave one.
fetch::Failed const* failure_of(Layer const& layer);

/// Whether the page passes on this leg; nothing where the layer was not asked, or gave no answer.
std::optional<bool> passes(Layer const& layer, trace::Leg leg);

/// What comes of a finding.
enum class Effect : std::uint8_t {
  blocks,   ///< this page is blocked by it
  harms,    ///< this fetch gets by, others do not, or lose something
  informs,  ///< nothing: the layer does this rightly
};

std::string_view to_string(Effect effect);

/// What the answer of one side shows: its status, and the lines that the finding is about.
struct Side {
  int status = 0;
  http::HeaderList lines = {};
};

/// One thing that a layer does.
struct LayerFinding {
  trace::Reason reason{};
  std::size_t layer = 0;             ///< whose doing it is
  std::optional<std::size_t> inner;  ///< the layer that it was compared with; nothing: with none
  trace::Leg leg = trace::Leg::actual;
  Turn turn = Turn::page;  ///< whose answers show it
  Effect effect = Effect::informs;
  /// False where it is the likely reading of what was seen: a layer does not say by which of its rules it answers.
  bool certain = true;
  std::string header = {};  ///< the header concerned, or empty
  Side inner_side = {};
  Side outer_side = {};
};

/// The turn of the one whose answer through `outer` names another origin than the answer of `inner`, where that may be a
/// cache's doing: asked afresh, the layer shows it. Nothing where there is no doubt.
std::optional<Turn> turn_in_doubt(Layer const& inner, Layer const& outer);

/// What each layer does to the answers of the nearest one behind it that answers, inside out. The first is the innermost.
std::vector<LayerFinding> compare(std::span<Layer const> layers);

/// The first layer from which on all that answer block the page; nothing where the outermost of them lets it through.
std::optional<std::size_t> blocked_from(std::span<Layer const> layers);

/// The products that `outer` shows and `inner` does not: those of the layer itself.
std::vector<Fingerprint> own_products(std::span<Fingerprint const> inner, std::span<Fingerprint const> outer);

}  // namespace corsage::explain
