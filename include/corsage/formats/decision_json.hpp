#pragma once

#include <string_view>

#include "corsage/formats/json_writer.hpp"
#include "corsage/http/header_list.hpp"
#include "corsage/policy/decision.hpp"

namespace corsage::formats {

/// Writes the answer of `corsage policy decide`: the decision, and the whole answer that leaves the server. `id` is JSON.
void write_decision(JsonWriter& json, std::string_view id, policy::Decision const& decision, int status,
                    http::HeaderList const& headers);

}  // namespace corsage::formats
