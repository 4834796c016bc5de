#include <iostream>

#include <corsage/formats/compiled_policy.hpp>
#include <corsage/policy/decide.hpp>

// {fmt} is the consumer's own too: both must be one.
#include <fmt/format.h>

int main() {
  auto const compiled =
      corsage::formats::compile_policy_file("[cors]\norigins = [\"https://app.test\"]\n", "policy.toml");
  auto const decide = [&](std::string_view page) {
    std::string_view const origin[] = {page};
    return corsage::policy::decide(*compiled.policy, {.method = "GET", .origin = origin});
  };
  std::cout << fmt::format("https://app.test is {}, https://evil.test is {}\n",
                           decide("https://app.test").is_allowed ? "allowed" : "refused",
                           corsage::trace::to_string(decide("https://evil.test").reason));
}
