#include "audit_formats.hpp"

#include "corsage/formats/audit_writers.hpp"
#include "corsage/report/audit_writers.hpp"

namespace corsage::cli {

std::vector<AuditFormat> audit_formats() {
  std::vector<AuditFormat> all;
  for (auto const& form : report::audit_forms()) {
    all.push_back({.name = form.token, .make = form.make});
  }
  for (auto const& format : formats::audit_formats_for_programs()) {
    all.push_back({.name = format.token, .make = [make = format.make](report::Look const&) { return make(); }});
  }
  return all;
}

}  // namespace corsage::cli
