#pragma once

#include "corsage/audit/audited.hpp"
#include "corsage/formats/json_writer.hpp"

namespace corsage::formats {

/// The members of one target, within an object that is begun already: what it is, what was found, and how it is mended.
void write_audit_target(JsonWriter& json, audit::Audited const& audited, http::Secrets secrets);

}  // namespace corsage::formats
