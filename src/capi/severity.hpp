#pragma once

#include "corsage.h"
#include "corsage/trace/reason.hpp"

namespace corsage::capi {

inline corsage_severity severity_of(trace::Severity severity) {
  switch (severity) {
    case trace::Severity::block: return CORSAGE_SEVERITY_BLOCK;
    case trace::Severity::hidden: return CORSAGE_SEVERITY_HIDDEN;
    case trace::Severity::warning: return CORSAGE_SEVERITY_WARNING;
    case trace::Severity::note: return CORSAGE_SEVERITY_NOTE;
  }
  return CORSAGE_SEVERITY_BLOCK;
}

}  // namespace corsage::capi
