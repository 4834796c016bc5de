#include "policy.hpp"

#include <utility>

#include "corsage/formats/compiled_policy.hpp"
#include "guarded.hpp"
#include "mistakes.hpp"
#include "texts.hpp"

corsage_policy* corsage_policy_compile(corsage_text toml, corsage_mistakes** mistakes) {
  using namespace corsage;
  if (mistakes != nullptr) {
    *mistakes = nullptr;
  }
  return capi::guarded<corsage_policy*>(nullptr, [&]() -> corsage_policy* {
    auto made = formats::compile_policy_file(capi::view_of(toml), {});
    if (made.policy) {
      return new corsage_policy{std::move(*made.policy)};
    }
    if (mistakes != nullptr) {
      *mistakes = capi::told(made.mistakes).release();
    }
    return nullptr;
  });
}

void corsage_policy_free(corsage_policy* policy) {
  delete policy;
}
