#pragma once

#include <string>
#include <string_view>

#include "corsage/explain/diagnosis.hpp"
#include "corsage/formats/json_writer.hpp"
#include "corsage/http/header_list.hpp"

namespace corsage::formats {

/// Writes the answer to a case as one JSON object: what the page gets, the exchanges made, every cause, and the fix.
/// `id` is JSON already; `profile` is the browser's name.
void write_outcome(JsonWriter& json, std::string_view id, std::string_view profile,
                   explain::Diagnosis const& diagnosis);

/// An object of header values: names in lower case and in order of their first line, repeats joined with ", ".
void write_headers_by_name(JsonWriter& json, http::HeaderList const& headers);

/// One cause, with its evidence.
void write_cause(JsonWriter& json, explain::Cause const& cause);

/// A policy with the keys of a policy file's [cors] table.
void write_policy(JsonWriter& json, policy::Config const& policy);

}  // namespace corsage::formats
