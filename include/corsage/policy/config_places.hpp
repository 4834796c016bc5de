#pragma once

#include <vector>

#include "corsage/base/source_range.hpp"

namespace corsage::policy {

/// Where each value of a Config was written: the same shape, a place for a value. A list has a place for itself and one
/// for each of its entries; what was not written has a place of length 0 where it would stand.
struct ConfigPlaces {
  struct List {
    SourceRange whole = {};
    std::vector<SourceRange> entries = {};
  };

  SourceRange table = {};  ///< the header of the table, for what is missing
  List origins = {};
  SourceRange credentials = {};
  List methods = {};
  List request_headers = {};
  List response_headers = {};
  SourceRange max_age = {};
  SourceRange preflight_status = {};
  SourceRange timing = {};
};

}  // namespace corsage::policy
