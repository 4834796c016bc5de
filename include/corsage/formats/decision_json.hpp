#pragma once

#include <string_view>

#include "corsage/formats/json_writer.hpp"
#include "corsage/http/header_list.hpp"
#include "corsage/policy/apply.hpp"
#include "corsage/policy/decide.hpp"

namespace corsage::formats {

/// A decision, and the whole answer that leaves the server by it. The views are the caller's.
struct DecidedAnswer {
  policy::Decision const& decision;
  int status;
  http::HeaderList const& headers;
  policy::ReplacedLines const& replaced;  ///< what upstream said instead
};

/// What a candidate makes of the same request.
struct CandidateAnswer {
  policy::Shift shift;
  DecidedAnswer answer;
};

/// Writes the answer of `corsage policy decide`. `id` is JSON. Where a candidate decides beside, `candidate` is not null.
void write_decision(JsonWriter& json, std::string_view id, DecidedAnswer const& answer,
                    CandidateAnswer const* candidate = nullptr);

}  // namespace corsage::formats
