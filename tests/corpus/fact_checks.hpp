#pragma once

#include <string>
#include <vector>

#include "server_fact.hpp"

#include <simdjson.h>

namespace corsage::tests {

/// In what corsage differs from one fact of tests/data/server-cases.jsonl.gz, in words; empty: the fact holds.
std::vector<std::string> differences_from(simdjson::dom::element const& fact);

/// The same for a fact of the kind http.
std::vector<std::string> differences_from_http(HttpFact const& fact);

}  // namespace corsage::tests
