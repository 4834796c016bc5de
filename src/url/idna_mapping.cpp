#include "idna_mapping.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace corsage::url {
namespace {

/// Code points [first, last] become those from `mapped` on, or go when that is 0.
struct Mapping {
  char32_t first;
  char32_t last;
  char32_t mapped;
};

/// The difference between https://www.unicode.org/Public/idna/15.0.0/IdnaMappingTable.txt and
/// https://www.unicode.org/Public/idna/latest/IdnaMappingTable.txt (17.0.0) for the characters that both know. Later
/// tables also let U+1806 stand, which no mapping can do.
constexpr std::array mappings{
    Mapping{U'\u04C0', U'\u04C0', U'\u04CF'},              // CYRILLIC LETTER PALOCHKA
    Mapping{U'\u10A0', U'\u10C5', U'\u2D00'},              // GEORGIAN CAPITAL LETTER AN to HOE
    Mapping{U'\u115F', U'\u1160', 0},                      // HANGUL CHOSEONG and JUNGSEONG FILLER
    Mapping{U'\u17B4', U'\u17B5', 0},                      // KHMER VOWEL INHERENT AQ and AA
    Mapping{U'\u180E', U'\u180E', 0},                      // MONGOLIAN VOWEL SEPARATOR
    Mapping{U'\u1E9E', U'\u1E9E', U'\u00DF'},              // LATIN CAPITAL LETTER SHARP S
    Mapping{U'\u2061', U'\u2063', 0},                      // FUNCTION APPLICATION to INVISIBLE SEPARATOR
    Mapping{U'\u206A', U'\u206F', 0},                      // INHIBIT SYMMETRIC SWAPPING to NOMINAL DIGIT SHAPES
    Mapping{U'\u2132', U'\u2132', U'\u214E'},              // TURNED CAPITAL F
    Mapping{U'\u2183', U'\u2183', U'\u2184'},              // ROMAN NUMERAL REVERSED ONE HUNDRED
    Mapping{U'\u3164', U'\u3164', 0},                      // HANGUL FILLER
    Mapping{U'\uFFA0', U'\uFFA0', 0},                      // HALFWIDTH HANGUL FILLER
    Mapping{U'\U0001D173', U'\U0001D17A', 0},              // MUSICAL SYMBOL BEGIN BEAM to END PHRASE
    Mapping{U'\U0002F868', U'\U0002F868', U'\u36FC'},      // CJK COMPATIBILITY IDEOGRAPHs
    Mapping{U'\U0002F874', U'\U0002F874', U'\u5F53'},      //
    Mapping{U'\U0002F91F', U'\U0002F91F', U'\U000243AB'},  //
    Mapping{U'\U0002F95F', U'\U0002F95F', U'\u7AEE'},      //
    Mapping{U'\U0002F9BF', U'\U0002F9BF', U'\u45D7'},      //
};

}  // namespace

icu::UnicodeString apply_newer_idna_mappings(icu::UnicodeString const& domain) {
  icu::UnicodeString mapped;
  for (std::int32_t i = 0; i < domain.length(); i = domain.moveIndex32(i, 1)) {
    auto const code_point = static_cast<char32_t>(domain.char32At(i));
    auto const* const row = std::ranges::find_if(
        mappings, [&](Mapping const& mapping) { return mapping.first <= code_point && code_point <= mapping.last; });
    if (row == mappings.end()) {
      mapped.append(static_cast<UChar32>(code_point));
    } else if (row->mapped != 0) {
      mapped.append(static_cast<UChar32>(row->mapped + (code_point - row->first)));
    }
  }
  return mapped;
}

}  // namespace corsage::url
