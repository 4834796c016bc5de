#include "promise.hpp"

#include <algorithm>

#include "answers.hpp"
#include "corsage/base/bytes.hpp"
#include "corsage/http/header_names.hpp"
#include "corsage/policy/decide.hpp"

namespace corsage::audit {

Promise promise_to(Target const& target, std::string_view origin) {
  if (!target.policy) {
    return Promise::nothing;
  }
  auto const decision = policy::decide(*target.policy, {.method = "GET", .origin = {&origin, 1}});
  if (!decision.is_allowed) {
    return Promise::nothing;
  }
  auto const is_of_credentials = [](http::HeaderList::Line const& line) {
    return byte_case_insensitive_equal(line.name, http::header::access_control_allow_credentials);
  };
  return std::ranges::any_of(decision.headers.view(), is_of_credentials) ? Promise::answers_to_credentials
                                                                         : Promise::answers;
}

bool is_promised(Target const& target, Asked const& asked) {
  auto const needed = echoes_with_credentials(asked) ? Promise::answers_to_credentials : Promise::answers;
  return promise_to(target, asked.probe.origin) >= needed;
}

}  // namespace corsage::audit
