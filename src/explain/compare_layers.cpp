#include <algorithm>
#include <utility>

#include "corsage/base/bytes.hpp"
#include "corsage/explain/hops.hpp"
#include "corsage/http/header_names.hpp"
#include "corsage/http/status.hpp"
#include "corsage/http/storable.hpp"
#include "layer_answer.hpp"
#include "layer_cache.hpp"
#include "layer_headers.hpp"
#include "layer_strangers.hpp"

namespace corsage::explain {
namespace {

using trace::Leg;
using trace::Reason;

/// Of a change that means something.
Reason reason_of(Change change) {
  switch (change) {
    case Change::added: return Reason::layer_adds_header;
    case Change::stripped: return Reason::layer_strips_header;
    case Change::doubled: return Reason::layer_doubles_header;
    case Change::none:
    case Change::overwritten: break;
  }
  return Reason::layer_overwrites_header;
}

/// The comparison of one layer with the one behind it.
class Comparison {
 public:
  Comparison(std::span<Layer const> layers, std::size_t inner, std::size_t outer, std::vector<LayerFinding>& findings)
      : inner_(layers[inner]), outer_(layers[outer]), inner_index_(inner), outer_index_(outer), findings_(findings) {}

  void compare() {
    compare(Leg::preflight);
    compare(Leg::actual);
    tell_of_strangers(Leg::preflight);
    tell_of_strangers(Leg::actual);
    tell_of_cache();
  }

 private:
  void compare(Leg leg) {
    auto const* const inner = answer_of(inner_, Turn::page, leg);
    auto const* const outer = answer_of(outer_, Turn::page, leg);
    if (inner == nullptr || outer == nullptr) {
      return;
    }
    auto const cached = turn_of_cache(inner_, outer_, leg);
    if (cached) {
      tell_of_mix_up(leg, *cached);
    }
    if (is_own_answer(leg, *inner, *outer)) {
      return;
    }
    compare_headers(leg, *inner, *outer, cached.has_value());
    if (leg == Leg::actual) {
      compare_vary(*inner, *outer);
    }
  }

  /// Whether one of this layer's own blocks is about the header; any of the leg where the name is empty. What a browser
  /// blocks without an answer, no layer made.
  bool is_blocked(Leg leg, std::string_view header = {}) const {
    return std::ranges::any_of(outer_.causes, [&](Cause const& cause) {
      return cause.leg == leg && cause.hop == 0 && cause.exchange != trace::Event::no_exchange &&
             (header.empty() || byte_case_insensitive_equal(trace::text(cause.reason).header, header));
    });
  }

  LayerFinding& add(Reason reason, Leg leg, Effect effect) {
    auto& finding = findings_.emplace_back();
    finding.reason = reason;
    finding.layer = outer_index_;
    finding.inner = inner_index_;
    finding.leg = leg;
    finding.effect = effect;
    finding.certain = leg == Leg::preflight || !outer_.is_estimated;
    return finding;
  }

  /// Evidence: what both answer to the same question.
  void show(LayerFinding& finding, Turn turn, http::HeaderList inner, http::HeaderList outer) const {
    finding.turn = turn;
    finding.inner_side = {.status = answer_of(inner_, turn, finding.leg)->status, .lines = std::move(inner)};
    finding.outer_side = {.status = answer_of(outer_, turn, finding.leg)->status, .lines = std::move(outer)};
  }

  /// Caches keep answers to GET, so a GET in another method's place is no estimate here.
  void tell_of_mix_up(Leg leg, Turn turn) {
    auto const effect = turn == Turn::stranger ? Effect::harms : Effect::blocks;
    auto& finding = add(Reason::layer_caches_across_origins, leg, effect);
    finding.certain = true;
    finding.header = "Access-Control-Allow-Origin";
    auto const& behind = answer_of(inner_, turn, leg)->headers;
    auto const& here = answer_of(outer_, turn, leg)->headers;
    auto outer = lines_of(here, finding.header);
    append(outer, cache_lines(here));
    auto inner = lines_of(behind, finding.header);
    append(inner, lines_of(behind, http::header::vary));
    show(finding, turn, std::move(inner), std::move(outer));
  }

  /// What the layer takes from the answer to the request.
  http::HeaderList hidden_in_actual() const {
    auto const* const behind = answer_of(inner_, Turn::page, Leg::actual);
    auto const* const here = answer_of(outer_, Turn::page, Leg::actual);
    bool const is_same_answer = behind != nullptr && here != nullptr && behind->status == here->status;
    return is_same_answer ? hidden_lines(*behind, *here) : http::HeaderList();
  }

  /// An answer that is not the one from behind: its headers are not compared. True where there is one.
  bool is_own_answer(Leg leg, http::Response const& inner, http::Response const& outer) {
    bool const is_other_status = inner.status != outer.status;
    bool const has_lost_marks =
        has_lost_every_mark(inner, outer, leg == Leg::preflight ? hidden_in_actual() : http::HeaderList());
    if (is_other_status && http::is_redirect_status(outer.status) && !http::is_redirect_status(inner.status)) {
      bool const is_harmless = outer_.verdict == fetch::Verdict::allowed;
      auto& finding = add(Reason::layer_redirects, leg, is_harmless ? Effect::informs : Effect::blocks);
      finding.header = "Location";
      show(finding, Turn::page, {}, lines_of(outer.headers, finding.header));
      return true;
    }
    if (leg == Leg::preflight) {
      bool const is_own =
          is_other_status || (has_lost_marks && !is_remainder(inner, outer)) || is_cut_short(inner, outer);
      return is_own && is_own_preflight(inner, outer, is_other_status && has_lost_marks);
    }
    bool const is_own_error = outer.status >= 400 && (is_other_status || (has_lost_marks && inner.body != outer.body));
    if (is_own_error && is_blocked(leg, http::header::access_control_allow_origin)) {
      tell_of_own_answer(Reason::layer_own_error_without_cors, Effect::blocks, inner, outer);
      return true;
    }
    if (is_other_status) {
      tell_of_own_answer(Reason::layer_changes_status, is_blocked(leg) ? Effect::blocks : Effect::harms, inner, outer);
    }
    return is_other_status && outer.status >= 400;
  }

  /// Whether the preflight's answer alone lacks lines, and shows nothing of the maker of the one from behind: who strips
  /// lines strips them from the request's, too, and lets the rest pass.
  bool is_cut_short(http::Response const& inner, http::Response const& outer) const {
    auto const* const behind = answer_of(inner_, Turn::page, Leg::actual);
    auto const* const here = answer_of(outer_, Turn::page, Leg::actual);
    bool const strips_elsewhere = behind == nullptr || here == nullptr || has_lost_every_mark(*behind, *here) ||
                                  change_of(compared_headers().front(), behind->headers, here->headers,
                                            with_credentials(*behind, *here)) != Change::none;
    auto const known = cors_lines(inner.headers, Leg::preflight).size();
    auto const left = cors_lines(outer.headers, Leg::preflight).size();
    bool const is_bare = known > 1 && left == 0;
    bool const is_less = left < known && is_remainder(inner, outer) && !keeps_a_mark(inner, outer);
    return !strips_elsewhere && (is_bare || is_less);
  }

  bool is_own_preflight(http::Response const& inner, http::Response const& outer, bool is_certain) {
    auto behind = cors_lines(inner.headers, Leg::preflight);
    auto here = cors_lines(outer.headers, Leg::preflight);
    // Where a browser takes both for the same, nobody needs to know whose it is.
    if (is_same_preflight(inner, outer)) {
      return true;
    }
    auto const effect = is_blocked(Leg::preflight) ? Effect::blocks : Effect::informs;
    auto& finding = add(Reason::layer_answers_preflight, Leg::preflight, effect);
    finding.certain = is_certain;
    show(finding, Turn::page, std::move(behind), std::move(here));
    return true;
  }

  void tell_of_own_answer(Reason reason, Effect effect, http::Response const& inner, http::Response const& outer) {
    auto& finding = add(reason, Leg::actual, effect);
    show(finding, Turn::page, cors_lines(inner.headers, Leg::actual), cors_lines(outer.headers, Leg::actual));
  }

  void compare_headers(Leg leg, http::Response const& inner, http::Response const& outer, bool is_mixed_up) {
    auto const& origin = compared_headers().front();
    auto const change = change_of(origin, inner.headers, outer.headers, with_credentials(inner, outer));
    // Who names the origin rightly has a policy, and all that differs is part of it.
    bool const has_policy =
        !is_mixed_up && !is_blocked(leg) && (change == Change::added || change == Change::overwritten);
    if (has_policy) {
      auto& finding = add(Reason::layer_sets_cors, leg, Effect::informs);
      show(finding, Turn::page, cors_lines(inner.headers, leg), cors_lines(outer.headers, leg));
      return;
    }
    for (auto const& header : compared_headers()) {
      // What the cache mixed up is told already.
      bool const is_told = is_mixed_up && &header == &origin;
      if (is_of(header, leg) && !is_told && is_wanted(header)) {
        compare_header(header, leg, inner, outer);
      }
    }
  }

  /// Whether this page asks with credentials, or another may.
  WithCredentials with_credentials(http::Response const& inner, http::Response const& outer) const {
    auto const* const exchange = exchange_of(outer_, Turn::page, Leg::actual);
    bool const count = (exchange != nullptr && exchange->request.include_credentials) ||
                       allows_credentials(inner.headers) || allows_credentials(outer.headers);
    return count ? WithCredentials::count : WithCredentials::do_not_count;
  }

  /// Cookies of a page that asks without credentials are not kept.
  bool is_wanted(ComparedHeader const& header) const {
    if (header.form != ValueForm::presence) {
      return true;
    }
    auto const* const exchange = exchange_of(outer_, Turn::page, Leg::actual);
    return exchange->request.include_credentials;
  }

  void compare_header(ComparedHeader const& header, Leg leg, http::Response const& inner, http::Response const& outer) {
    auto const change = change_of(header, inner.headers, outer.headers, with_credentials(inner, outer));
    bool const blocks = is_blocked(leg, header.name);
    // A line that was not there takes nothing away, unless it is the one that blocks.
    if (change == Change::none || (change == Change::added && !blocks)) {
      return;
    }
    auto& finding = add(reason_of(change), leg,
                        blocks            ? Effect::blocks
                        : header.can_hurt ? Effect::harms
                                          : Effect::informs);
    finding.header = header.name;
    show(finding, Turn::page, lines_of(inner.headers, header.name), lines_of(outer.headers, header.name));
  }

  void compare_vary(http::Response const& inner, http::Response const& outer) {
    auto const* const stranger = answer_of(outer_, Turn::stranger, Leg::actual);
    bool const is_for_all = stranger != nullptr && allowed_origin(stranger->headers) == allowed_origin(outer.headers);
    if (is_for_all || !http::is_storable(outer) || !varies_by(inner.headers, http::header::origin) ||
        varies_by(outer.headers, http::header::origin)) {
      return;
    }
    auto& finding = add(Reason::layer_drops_vary, Leg::actual, Effect::harms);
    finding.certain = true;
    finding.header = "Vary";
    show(finding, Turn::page, lines_of(inner.headers, finding.header), lines_of(outer.headers, finding.header));
  }

  /// A page of an origin that nobody knows.
  void tell_of_strangers(Leg leg) {
    if (!lets_in_strangers(inner_, outer_, leg)) {
      return;
    }
    auto& finding = add(Reason::layer_lets_in_strangers, leg, Effect::harms);
    finding.header = "Access-Control-Allow-Origin";
    show(finding, Turn::stranger, admitting_lines(*answer_of(inner_, Turn::stranger, leg)),
         admitting_lines(*answer_of(outer_, Turn::stranger, leg)));
  }

  /// A cache that keeps origins apart.
  void tell_of_cache() {
    auto const turn = told_of_cache(inner_, outer_, Leg::actual);
    if (!turn || turn_of_cache(inner_, outer_, Leg::actual)) {
      return;
    }
    auto& finding = add(Reason::layer_caches, Leg::actual, Effect::informs);
    finding.certain = true;
    finding.turn = *turn;
    finding.outer_side = {.status = answer_of(outer_, *turn, Leg::actual)->status,
                          .lines = cache_lines(answer_of(outer_, *turn, Leg::actual)->headers)};
  }

  Layer const& inner_;
  Layer const& outer_;
  std::size_t inner_index_;
  std::size_t outer_index_;
  std::vector<LayerFinding>& findings_;
};

/// Whether the layer answers two origins differently and does not say so to whoever keeps the answer.
bool lacks_vary(Layer const& layer) {
  auto const* const page = answer_of(layer, Turn::page, Leg::actual);
  auto const* const stranger = answer_of(layer, Turn::stranger, Leg::actual);
  auto const is_kept_for_all = [](http::Response const& response) {
    return http::is_storable(response) && !varies_by(response.headers, http::header::origin);
  };
  return page != nullptr && stranger != nullptr && allowed_origin(page->headers) != allowed_origin(stranger->headers) &&
         (is_kept_for_all(*page) || is_kept_for_all(*stranger));
}

void tell_of_missing_vary(Layer const& layer, std::size_t index, std::vector<LayerFinding>& findings) {
  auto const* const page = answer_of(layer, Turn::page, Leg::actual);
  auto const* const stranger = answer_of(layer, Turn::stranger, Leg::actual);
  auto const shown = [](http::Response const& response) {
    auto lines = lines_of(response.headers, http::header::access_control_allow_origin);
    append(lines, lines_of(response.headers, http::header::vary));
    return Side{.status = response.status, .lines = std::move(lines)};
  };
  auto& finding = findings.emplace_back();
  finding.reason = Reason::layer_lacks_vary;
  finding.layer = index;
  finding.effect = Effect::harms;
  finding.turn = Turn::stranger;
  finding.header = "Vary";
  finding.inner_side = shown(*page);
  finding.outer_side = shown(*stranger);
}

void tell_of_silence(std::size_t index, std::vector<LayerFinding>& findings) {
  auto& finding = findings.emplace_back();
  finding.reason = Reason::layer_unreachable;
  finding.layer = index;
  finding.effect = Effect::blocks;
}

}  // namespace

std::vector<LayerFinding> compare(std::span<Layer const> layers) {
  std::vector<LayerFinding> findings;
  std::optional<std::size_t> inner;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    if (failure_of(layers[i]) != nullptr) {
      tell_of_silence(i, findings);
      continue;
    }
    auto const first = static_cast<std::ptrdiff_t>(findings.size());
    if (inner) {
      Comparison(layers, *inner, i, findings).compare();
    }
    bool const is_dropped = std::any_of(findings.begin() + first, findings.end(), [](LayerFinding const& finding) {
      return finding.reason == Reason::layer_drops_vary;
    });
    bool const is_inherited = inner && lacks_vary(layers[*inner]);
    if (lacks_vary(layers[i]) && !is_dropped && !is_inherited) {
      tell_of_missing_vary(layers[i], i, findings);
    }
    inner = i;
  }
  return findings;
}

}  // namespace corsage::explain
