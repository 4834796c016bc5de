#include "corsage/policy/decide.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "corsage.h"
#include "corsage/http/header_names.hpp"
#include "corsage/policy/apply.hpp"
#include "guarded.hpp"
#include "policy.hpp"
#include "texts.hpp"

namespace corsage::capi {
namespace {

static_assert(CORSAGE_MOST_HEADERS >= policy::HeaderLines::most);

std::span<corsage_text const> values_of(corsage_lines lines) {
  return lines.count == 0 ? std::span<corsage_text const>() : std::span(lines.values, lines.count);
}

/// Lines beyond what a decision reads are not looked at.
void add_lines(policy::FoundIncoming& found, std::string_view name, corsage_lines lines) {
  auto const values = values_of(lines);
  for (auto const value : values.first(std::min(values.size(), policy::FoundIncoming::most_lines + 1))) {
    found.add(name, view_of(value));
  }
}

policy::FoundIncoming found_in(corsage_request const& request) {
  policy::FoundIncoming found(view_of(request.method));
  add_lines(found, http::header::origin, request.origin);
  add_lines(found, http::header::access_control_request_method, request.requested_method);
  add_lines(found, http::header::access_control_request_headers, request.requested_headers);
  return found;
}

corsage_request_class class_of(policy::RequestClass request_class) {
  switch (request_class) {
    case policy::RequestClass::not_cors: return CORSAGE_CLASS_NOT_CORS;
    case policy::RequestClass::preflight: return CORSAGE_CLASS_PREFLIGHT;
    case policy::RequestClass::actual: return CORSAGE_CLASS_ACTUAL;
  }
  return CORSAGE_CLASS_NOT_CORS;
}

void fill(policy::Decision const& made, corsage_decision& decision) {
  decision.request_class = class_of(made.request_class);
  decision.answered_by =
      made.answered_by == policy::AnsweredBy::policy ? CORSAGE_ANSWERED_BY_POLICY : CORSAGE_ANSWERED_BY_UPSTREAM;
  decision.is_allowed = made.is_allowed;
  decision.varies_by_origin = made.varies_by_origin;
  decision.decides_timing = made.decides_timing;
  decision.status = made.status;
  decision.reason = text_of(trace::to_string(made.reason));
  decision.offending = text_of(made.offending);
  auto const lines = made.headers.view();
  decision.header_count = lines.size();
  std::ranges::transform(lines, decision.headers, [](http::HeaderList::Line const& line) {
    return corsage_header{.name = text_of(line.name), .value = text_of(line.value)};
  });
}

std::string merged_vary(corsage_lines vary) {
  std::vector<std::string_view> lines;
  std::ranges::transform(values_of(vary), std::back_inserter(lines), view_of);
  return policy::varied_by_origin(lines);
}

}  // namespace
}  // namespace corsage::capi

void corsage_policy_decide(corsage_policy const* policy, corsage_request const* request, corsage_decision* decision) {
  auto const found = corsage::capi::found_in(*request);
  corsage::capi::fill(corsage::policy::decide(policy->compiled, found.view()), *decision);
}

bool corsage_is_decided(corsage_decision const* decision, corsage_text name) {
  corsage::policy::Decision made;
  made.decides_timing = decision->decides_timing;
  return corsage::policy::is_decided(made, corsage::capi::view_of(name));
}

size_t corsage_vary(corsage_lines vary, char* room, size_t size) {
  return corsage::capi::guarded<size_t>(0, [&] {
    auto const value = corsage::capi::merged_vary(vary);
    if (value.size() <= size) {
      std::ranges::copy(value, room);
    }
    return value.size();
  });
}
