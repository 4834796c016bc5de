#include "corsage/policy/decision.hpp"

#include <algorithm>

#include "corsage/policy/decide.hpp"

namespace corsage::policy {

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
