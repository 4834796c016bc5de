#include "layer_strangers.hpp"

#include <cstdint>

#include "corsage/http/header_names.hpp"
#include "corsage/http/status.hpp"
#include "layer_answer.hpp"
#include "layer_headers.hpp"

namespace corsage::explain {
namespace {

/// How an answer lets the page in that asked.
enum class Admission : std::uint8_t { none, as_anybody, by_name };

Admission admission_of(Layer const& layer, Turn turn, trace::Leg leg) {
  auto const* const answer = answer_of(layer, turn, leg);
  if (answer == nullptr || (leg == trace::Leg::preflight && !http::is_ok_status(answer->status))) {
    return Admission::none;
  }
  auto const allowed = allowed_origin(answer->headers);
  auto const asking = exchange_of(layer, turn, leg)->request.headers.get(http::header::origin);
  if (allowed.size() != 1 || !asking) {
    return Admission::none;
  }
  return allowed.front() == asking->view() ? Admission::by_name
         : allowed.front() == "*"          ? Admission::as_anybody
                                           : Admission::none;
}

}  // namespace

bool lets_in_strangers(Layer const& inner, Layer const& outer, trace::Leg leg) {
  auto const admission = admission_of(outer, Turn::stranger, leg);
  bool const is_refused_behind =
      answer_of(inner, Turn::stranger, leg) != nullptr && admission_of(inner, Turn::stranger, leg) == Admission::none;
  if (admission == Admission::none || !is_refused_behind) {
    return false;
  }
  return admission_of(inner, Turn::page, leg) != Admission::none ||
         (admission == Admission::by_name && allows_credentials(answer_of(outer, Turn::stranger, leg)->headers));
}

http::HeaderList admitting_lines(http::Response const& response) {
  auto lines = lines_of(response.headers, http::header::access_control_allow_origin);
  append(lines, lines_of(response.headers, http::header::access_control_allow_credentials));
  return lines;
}

}  // namespace corsage::explain
