#include "layer_cache.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "corsage/base/bytes.hpp"
#include "corsage/http/header_names.hpp"
#include "layer_headers.hpp"
#include "text_search.hpp"

namespace corsage::explain {
namespace {

struct CacheSign {
  std::string_view name;
  std::string_view part;  ///< of the value, in any case; empty: any value
};

// Age: https://www.rfc-editor.org/rfc/rfc9111#section-5.1 ; Cache-Status: https://www.rfc-editor.org/rfc/rfc9211
constexpr std::array signs{
    CacheSign{"age", ""},
    CacheSign{"cache-status", "hit"},
    CacheSign{"cdn-cache", "hit"},
    CacheSign{"cf-cache-status", "hit"},
    CacheSign{"x-cache", "hit"},
    CacheSign{"x-cache-status", "hit"},
    CacheSign{"x-proxy-cache", "hit"},
    CacheSign{"x-varnish-cache", "hit"},
};

bool is_sign(http::HeaderList::Line const& line) {
  return std::ranges::any_of(signs, [&](CacheSign const& sign) {
    return byte_case_insensitive_equal(line.name, sign.name) && contains_in_any_case(line.value, sign.part);
  });
}

bool differ(http::Response const* left, http::Response const* right) {
  return left != nullptr && right != nullptr && allowed_origin(left->headers) != allowed_origin(right->headers);
}

/// The turns of the page's own address, as they are taken.
constexpr std::array turns_in_order{Turn::page, Turn::stranger, Turn::page_again};

/// The first turn of the leg whose answer says that it was kept.
std::optional<Turn> first_kept(Layer const& layer, trace::Leg leg) {
  for (auto const turn : turns_in_order) {
    auto const* const answer = answer_of(layer, turn, leg);
    if (answer != nullptr && std::ranges::any_of(answer->headers, is_sign)) {
      return turn;
    }
  }
  return std::nullopt;
}

/// The answer to the same origin at an address that no cache has seen; null where that was not asked.
http::Response const* answer_afresh(Layer const& layer, Turn turn, trace::Leg leg) {
  auto const* const known = exchange_of(layer, turn, leg);
  auto const* const afresh = exchange_of(layer, Turn::afresh, leg);
  bool const is_same_origin =
      known != nullptr && afresh != nullptr &&
      lines_of(known->request.headers, http::header::origin) == lines_of(afresh->request.headers, http::header::origin);
  return is_same_origin ? answer_of(layer, Turn::afresh, leg) : nullptr;
}

}  // namespace

http::HeaderList cache_lines(http::HeaderList const& headers) {
  http::HeaderList lines;
  for (auto const line : headers) {
    if (is_sign(line)) {
      lines.append(line.name, line.value);
    }
  }
  return lines;
}

std::optional<Turn> told_of_cache(Layer const& inner, Layer const& outer, trace::Leg leg) {
  return first_kept(inner, leg) ? std::nullopt : first_kept(outer, leg);
}

std::optional<Turn> mixed_up_turn(Layer const& inner, Layer const& outer, trace::Leg leg) {
  if (!differ(answer_of(inner, Turn::page, leg), answer_of(inner, Turn::stranger, leg))) {
    return std::nullopt;
  }
  for (auto const turn : turns_in_order) {
    if (differ(answer_of(inner, turn, leg), answer_of(outer, turn, leg))) {
      return turn;
    }
  }
  return std::nullopt;
}

std::optional<Turn> turn_of_cache(Layer const& inner, Layer const& outer, trace::Leg leg) {
  auto const turn = mixed_up_turn(inner, outer, leg);
  if (!turn) {
    return std::nullopt;
  }
  auto const* const here = answer_of(outer, *turn, leg);
  auto const* const behind = answer_of(inner, *turn, leg);
  // An address that no cache has seen shows what the layer does by itself.
  if (auto const* const afresh = answer_afresh(outer, *turn, leg)) {
    return differ(afresh, here) && !differ(afresh, behind) ? turn : std::nullopt;
  }
  return told_of_cache(inner, outer, leg) && !cache_lines(here->headers).empty() ? turn : std::nullopt;
}

}  // namespace corsage::explain
