#include "corsage/policy/decision.hpp"

#include <algorithm>
#include <array>

#include "corsage/policy/decide.hpp"

namespace corsage::policy {
namespace {

struct OffendingType {
  trace::Reason reason;
  std::string_view name;
};

constexpr std::array<OffendingType, 5> offending_types{{{trace::Reason::policy_origin_refused, "origin"},
                                                        {trace::Reason::policy_origin_malformed, "origin"},
                                                        {trace::Reason::policy_method_refused, "method"},
                                                        {trace::Reason::policy_request_header_refused, "header"},
                                                        {trace::Reason::policy_request_headers_malformed, "header"}}};

}  // namespace

std::string_view offending_type(trace::Reason reason) {
  auto const* const row = std::ranges::find(offending_types, reason, &OffendingType::reason);
  return row == offending_types.end() ? std::string_view() : row->name;
}

std::string_view to_string(RequestClass request_class) {
  switch (request_class) {
    case RequestClass::not_cors: return "not-cors";
    case RequestClass::preflight: return "preflight";
    case RequestClass::actual: return "actual";
  }
  return "";
}

std::string_view to_string(AnsweredBy answered_by) {
  return answered_by == AnsweredBy::policy ? "policy" : "upstream";
}

std::string_view to_string(Shift shift) {
  switch (shift) {
    case Shift::none: return "none";
    case Shift::answer: return "answer";
    case Shift::newly_allowed: return "newly-allowed";
    case Shift::newly_refused: return "newly-refused";
  }
  return "";
}

bool is_same_answer(Decision const& left, Decision const& right) {
  return left.is_allowed == right.is_allowed && left.answered_by == right.answered_by && left.status == right.status &&
         left.varies_by_origin == right.varies_by_origin && left.decides_timing == right.decides_timing &&
         std::ranges::equal(left.headers.view(), right.headers.view());
}

}  // namespace corsage::policy
