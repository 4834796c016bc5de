#include "policy.hpp"

#include <memory>
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
    std::unique_ptr<corsage_policy> policy;
    if (made.policy) {
      policy = std::make_unique<corsage_policy>(std::move(*made.policy));
    }
    if (mistakes != nullptr) {
      *mistakes = capi::told(made.mistakes, made.advice).release();
    }
    return policy.release();
  });
}

corsage_policy* corsage_policy_share(corsage_policy const* policy) {
  return corsage::capi::guarded<corsage_policy*>(nullptr, [&] { return new corsage_policy(*policy); });
}

void corsage_policy_free(corsage_policy* policy) {
  delete policy;
}
