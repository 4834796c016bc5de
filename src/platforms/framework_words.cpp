#include "framework_words.hpp"

#include <algorithm>

#include "policy_words.hpp"

#include <fmt/format.h>

namespace corsage::platforms {

bool is_web_origin(std::string_view origin) {
  return origin.starts_with("https://") || origin.starts_with("http://");
}

bool has_origins_with_case(policy::Config const& config) {
  return std::ranges::any_of(config.origins, [](std::string const& origin) {
    return origin != "*" && origin != "null" && !is_web_origin(origin);
  });
}

void check_longest_age(policy::Config const& config, std::uint64_t longest, std::string_view holder,
                       Diagnostics& mistakes) {
  if (config.max_age.value_or(0) > longest) {
    mistakes.push_back(not_expressible(fmt::format("max_age = {}", *config.max_age),
                                       fmt::format("{} holds {} seconds at most: lower max_age", holder, longest)));
  }
}

}  // namespace corsage::platforms
