#pragma once

#include <span>

#include "corsage/formats/learned_policy.hpp"
#include "corsage/http/header_list.hpp"
#include "head.hpp"

namespace corsage::gateway {

/// What an answer says about CORS, whoever wrote it.
struct AnswerSeen {
  int status = 0;
  std::span<http::HeaderList::Line const> cors = {};  ///< other lines may be among them
  std::span<Field const> lines = {};                  ///< of the answer that the page gets
};

/// Learns from a request and its answer, where the page got what it asked for: where the answer passes the browser's CORS
/// check, and allows what a preflight asks for.
void learn(Head const& request, AnswerSeen const& answer, formats::LearnedPolicy& learned);

}  // namespace corsage::gateway
