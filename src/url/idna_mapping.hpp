#pragma once

#include <unicode/unistr.h>

namespace corsage::url {

/// https://www.unicode.org/reports/tr46/ : the mappings of Unicode 17 that ICU 72, with Unicode 15, does not make. A newer
/// ICU finds nothing left to do.
icu::UnicodeString apply_newer_idna_mappings(icu::UnicodeString const& domain);

}  // namespace corsage::url
