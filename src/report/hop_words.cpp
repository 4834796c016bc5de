#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "corsage/http/header_names.hpp"
#include "hop_sections.hpp"
#include "why_sections.hpp"

#include <fmt/format.h>

namespace corsage::report {
namespace {

using explain::Effect;
using explain::LayerFinding;
using trace::Reason;

struct WordsRow {
  Reason reason;
  std::string_view words;
};

struct FixRow {
  Reason reason;
  std::string_view platform;
  std::string_view text;
  std::string_view lines;
};

constexpr std::array words_rows{
#define CORSAGE_HOP_WORDS(reason, words) WordsRow{Reason::reason, words},
#include "hop_words.def"
};

struct PlatformRow {
  std::string_view platform;
  std::string_view text;
};

constexpr std::array policy_rows{
#define CORSAGE_HOP_POLICY(platform, text) PlatformRow{platform, text},
#include "hop_words.def"
};

constexpr std::array error_rows{
#define CORSAGE_HOP_ERROR(platform, text) PlatformRow{platform, text},
#include "hop_words.def"
};

constexpr std::array fix_rows{
#define CORSAGE_HOP_FIX(reason, platform, text, lines) FixRow{Reason::reason, platform, text, lines},
#include "hop_words.def"
};

struct SilenceRow {
  fetch::NetworkFailure failure;
  std::string_view text;
};

constexpr std::array silence_rows{
#define CORSAGE_HOP_SILENCE(failure, text) SilenceRow{fetch::NetworkFailure::failure, text},
#include "hop_words.def"
};

using Value = std::pair<std::string_view, std::string>;

/// The words with these values in the places that are kept for them.
std::string filled(std::string_view words, std::span<Value const> values) {
  std::string text;
  while (!words.empty()) {
    auto const value =
        std::ranges::find_if(values, [words](Value const& candidate) { return words.starts_with(candidate.first); });
    text += value == values.end() ? std::string(words.substr(0, 1)) : value->second;
    words.remove_prefix(value == values.end() ? 1 : value->first.size());
  }
  return text;
}

std::string filled(std::string_view words, Hops const& hops, LayerFinding const& finding) {
  auto const name_of = [&](std::size_t layer) { return hops.layers[layer].name; };
  std::array<Value, 5> const values{{
      {"{layer}", name_of(finding.layer)},
      {"{inner}", finding.inner ? name_of(*finding.inner) : std::string("the layer behind")},
      {"{header}", finding.header},
      {"{status}", fmt::format("{}", finding.outer_side.status)},
      {"{inner_status}", fmt::format("{}", finding.inner_side.status)},
  }};
  return filled(words, values);
}

FixRow const* fix_of(Reason reason, std::string_view platform) {
  auto const* const row = std::ranges::find_if(
      fix_rows, [&](FixRow const& candidate) { return candidate.reason == reason && candidate.platform == platform; });
  return row == fix_rows.end() ? nullptr : row;
}

constexpr int least_error_status = 400;

bool names_an_origin(explain::Layer const& layer) {
  return answer_of(layer, explain::Turn::page, trace::Leg::actual)
      ->headers.contains(http::header::access_control_allow_origin);
}

std::optional<std::size_t> nearest_answering(Hops const& hops, std::size_t from) {
  while (from < hops.layers.size() && explain::failure_of(hops.layers[from]) != nullptr) {
    ++from;
  }
  return from < hops.layers.size() ? std::optional(from) : std::nullopt;
}

/// Whether what answers is seldom the innermost.
bool is_proxy(std::span<explain::Fingerprint const> products) {
  constexpr std::array<std::string_view, 6> proxies{"nginx", "haproxy", "caddy", "envoy", "traefik", "cloudfront"};
  return std::ranges::any_of(products, [&](explain::Fingerprint const& product) {
    return std::ranges::find(proxies, product.platform) != proxies.end();
  });
}

/// What to look at where it is known why no answer came.
std::optional<std::string_view> text_on_silence(Hops const& hops, LayerFinding const& finding) {
  auto const* const failed = explain::failure_of(hops.layers[finding.layer]);
  if (finding.reason != Reason::layer_unreachable || failed == nullptr) {
    return std::nullopt;
  }
  auto const* const row = std::ranges::find(silence_rows, failed->failure, &SilenceRow::failure);
  return row == silence_rows.end() ? std::nullopt : std::optional(row->text);
}

bool is_same(LayerFinding const& left, LayerFinding const& right) {
  return left.reason == right.reason && left.layer == right.layer && left.header == right.header &&
         left.effect == right.effect;
}

}  // namespace

std::vector<HopFinding> told_findings(Hops const& hops, bool are_faults) {
  std::vector<HopFinding> told;
  for (auto const& finding : hops.findings) {
    if ((finding.effect != Effect::informs) != are_faults) {
      continue;
    }
    auto const known =
        std::ranges::find_if(told, [&](HopFinding const& other) { return is_same(*other.front(), finding); });
    if (known == told.end()) {
      told.push_back({&finding});
    } else {
      known->push_back(&finding);
    }
  }
  return told;
}

std::string legs_of(HopFinding const& told) {
  if (told.size() > 1) {
    return "preflight and request";
  }
  return told.front()->leg == trace::Leg::preflight ? "preflight" : "request";
}

std::string sentence_of(Hops const& hops, HopFinding const& told) {
  // Other findings say by themselves which of the two answers it is.
  auto const words = words_of(hops, *told.front());
  return told.front()->header.empty() ? words + "." : fmt::format("{} ({}).", words, legs_of(told));
}

std::string words_of(Hops const& hops, LayerFinding const& finding) {
  auto const* const row = std::ranges::find(words_rows, finding.reason, &WordsRow::reason);
  return row == words_rows.end() ? std::string() : filled(row->words, hops, finding);
}

Advice advice_on(Hops const& hops, LayerFinding const& finding) {
  auto const* row = fix_of(finding.reason, hops.hops[finding.layer].why.platform->token);
  row = row == nullptr ? fix_of(finding.reason, "any") : row;
  if (row == nullptr) {
    return {};
  }
  Advice advice{.text = filled(text_on_silence(hops, finding).value_or(row->text), hops, finding)};
  if (!row->lines.empty()) {
    advice.lines.push_back(filled(row->lines, hops, finding));
  }
  return advice;
}

std::string before_policy(Hops const& hops, std::size_t layer) {
  auto const platform = hops.hops[layer].why.platform->token;
  auto const* row = std::ranges::find(policy_rows, platform, &PlatformRow::platform);
  row = row == policy_rows.end() ? std::ranges::find(policy_rows, "any", &PlatformRow::platform) : row;
  std::array<Value, 1> const values{{{"{layer}", hops.layers[layer].name}}};
  return filled(row->text, values);
}

int error_of(Hops const& hops, std::size_t layer) {
  auto const* const answer = answer_of(hops.layers[layer], explain::Turn::page, trace::Leg::actual);
  return answer == nullptr || answer->status < least_error_status ? 0 : answer->status;
}

std::vector<std::string> hidden_by_errors(Hops const& hops) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < hops.layers.size(); ++i) {
    auto const* const row = std::ranges::find(error_rows, hops.hops[i].why.platform->token, &PlatformRow::platform);
    // What it makes of this error shows that it does add headers to errors, or is told with more.
    bool const is_known = std::ranges::any_of(hops.findings, [i](LayerFinding const& finding) {
      return finding.layer == i && finding.leg == trace::Leg::actual && finding.reason != Reason::layer_lacks_vary;
    });
    if (row == error_rows.end() || is_known || error_of(hops, i) == 0 || (i == 0 && names_an_origin(hops.layers[i]))) {
      continue;
    }
    std::array<Value, 2> const values{
        {{"{layer}", hops.layers[i].name}, {"{status}", fmt::format("{}", error_of(hops, i))}}};
    words.push_back(filled(row->text, values));
  }
  return words;
}

std::string shown_address(Hop const& hop) {
  return http::shown_url(hop.address, hop.why.secrets);
}

bool is_mended_by_policy(LayerFinding const& finding) {
  constexpr std::array mended{Reason::layer_answers_preflight, Reason::layer_own_error_without_cors,
                              Reason::layer_overwrites_header, Reason::layer_adds_header, Reason::layer_doubles_header};
  return finding.effect == Effect::blocks && std::ranges::find(mended, finding.reason) != mended.end();
}

std::optional<std::size_t> blocking_layer(Hops const& hops) {
  auto const from = explain::blocked_from(hops.layers);
  bool const is_told = from && std::ranges::any_of(hops.findings, [&](LayerFinding const& finding) {
                         return finding.layer == *from && finding.effect == Effect::blocks;
                       });
  return is_told ? std::nullopt : from;
}

std::vector<std::string> blocks_made_good(Hops const& hops) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i + 1 < hops.layers.size(); ++i) {
    auto const next = nearest_answering(hops, i + 1);
    bool const is_told = std::ranges::any_of(hops.findings, [i](LayerFinding const& finding) {
      return finding.layer == i && finding.effect == Effect::blocks;
    });
    if (hops.layers[i].verdict != fetch::Verdict::blocked || is_told || !next ||
        hops.layers[*next].verdict == fetch::Verdict::blocked) {
      continue;
    }
    auto const& name = hops.layers[i].name;
    auto const& cause = leading(hops.hops[i].why).diagnosis.causes.front();
    // Who writes the CORS headers for a layer that has none, or answers its preflights, does what many a proxy is for.
    bool const is_relieved = std::ranges::any_of(hops.findings, [&](LayerFinding const& finding) {
      return finding.layer == *next && finding.leg == cause.leg && finding.reason == Reason::layer_answers_preflight;
    });
    if (is_relieved || cause.reason == Reason::allow_origin_missing) {
      continue;
    }
    words.push_back(fmt::format("Without {}, {} blocks the page: {}.", hops.layers[*next].name, name, title_of(cause)));
    if (i == 0 && is_proxy(hops.hops[i].why.fingerprints)) {
      words.back() += fmt::format(" The first `--hop` is the innermost: where {0} is in front of {1}, name {1} first.",
                                  name, hops.layers[*next].name);
    }
  }
  return words;
}

std::optional<std::size_t> outermost(Hops const& hops) {
  for (auto i = hops.layers.size(); i > 0; --i) {
    if (explain::failure_of(hops.layers[i - 1]) == nullptr) {
      return i - 1;
    }
  }
  return std::nullopt;
}

bool has_fault(Hops const& hops) {
  return std::ranges::any_of(hops.findings,
                             [](LayerFinding const& finding) { return finding.effect != Effect::informs; });
}

}  // namespace corsage::report
