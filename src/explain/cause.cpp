#include "cause.hpp"

#include <algorithm>
#include <array>

#include "corsage/base/bytes.hpp"

namespace corsage::explain {

using trace::Reason;

std::string_view argument(Cause const& cause, trace::ArgumentName name) {
  auto const found = std::ranges::find(cause.arguments, name, [](auto const& pair) { return pair.first; });
  return found == cause.arguments.end() ? std::string_view() : std::string_view(found->second);
}

Cause cause_of(trace::Trace const& trace, trace::Event const& event) {
  Cause cause{.reason = event.reason.value_or(Reason{}),
              .leg = event.leg,
              .hop = event.hop,
              .step = event.step,
              .exchange = event.exchange};
  cause.arguments.reserve(trace::Event::most_arguments);
  for (auto const& argument : event.arguments) {
    if (argument.name != trace::ArgumentName::none) {
      cause.arguments.emplace_back(argument.name, trace.text(argument));
    }
  }
  return cause;
}

bool is_of_misplaced_header(Cause const& cause) {
  return cause.reason == Reason::request_header_not_allowed &&
         is_header_of_answers(argument(cause, trace::ArgumentName::header));
}

bool is_of_cors_check(Reason reason) {
  static constexpr std::array reasons{
      Reason::allow_origin_missing,  Reason::allow_origin_wildcard_with_credentials,
      Reason::allow_origin_multiple, Reason::allow_origin_invalid,
      Reason::allow_origin_mismatch, Reason::allow_credentials_not_true,
  };
  return std::ranges::find(reasons, reason) != reasons.end();
}

bool is_header_of_answers(std::string_view name) {
  static constexpr std::array<std::string_view, 6> names{
      "access-control-allow-origin",  "access-control-allow-credentials", "access-control-allow-methods",
      "access-control-allow-headers", "access-control-expose-headers",    "access-control-max-age",
  };
  return std::ranges::any_of(names,
                             [name](std::string_view other) { return byte_case_insensitive_equal(name, other); });
}

}  // namespace corsage::explain
