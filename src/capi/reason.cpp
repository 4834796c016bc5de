#include "corsage/trace/reason.hpp"

#include "corsage.h"
#include "severity.hpp"
#include "texts.hpp"

bool corsage_reason_find(corsage_text token, corsage_reason* reason) {
  using namespace corsage;
  auto const found = trace::reason_from(capi::view_of(token));
  if (!found) {
    return false;
  }
  auto const& row = trace::text(*found);
  *reason = {.severity = capi::severity_of(row.severity),
             .header = capi::text_of(row.header),
             .title = capi::text_of(row.title),
             .explanation = capi::text_of(row.explanation),
             .fix = capi::text_of(row.fix)};
  return true;
}
