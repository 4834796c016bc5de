#include "corsage/trace/reason.hpp"

#include "corsage.h"
#include "texts.hpp"

namespace corsage::capi {
namespace {

corsage_severity severity_of(trace::Severity severity) {
  switch (severity) {
    case trace::Severity::block: return CORSAGE_BLOCK;
    case trace::Severity::hidden: return CORSAGE_HIDDEN;
    case trace::Severity::warning: return CORSAGE_WARNING;
    case trace::Severity::note: return CORSAGE_NOTE;
  }
  return CORSAGE_NOTE;
}

}  // namespace
}  // namespace corsage::capi

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
