#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace corsage::report {

/// How a value of Access-Control-Allow-Origin misses the page's origin.
struct OriginDifference {
  std::string note;        ///< in a few words
  std::size_t offset = 0;  ///< where in the value the part begins that differs, or is no part of an origin
  std::size_t length = 0;
};

/// `origin` is serialised; the value is another text, as it was sent.
OriginDifference difference(std::string_view value, std::string_view origin);

/// Whether the value has the form of no origin at all: it has no scheme, or a `*` in it.
bool is_no_origin(std::string_view value);

}  // namespace corsage::report
