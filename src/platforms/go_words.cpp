#include "go_words.hpp"

#include "policy_words.hpp"

#include <fmt/format.h>

namespace corsage::platforms {

std::string go_field(std::string_view name, std::vector<std::string> const& items) {
  return fmt::format("\t{}: []string{{{}}},\n", name, quoted_list(items, '"'));
}

std::string go_timing(policy::Config const& config) {
  if (!config.timing) {
    return {};
  }
  return fmt::format(
      "withoutTiming := handler\n"
      "handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {{\n"
      "\tw.Header().Set(\"Timing-Allow-Origin\", {})\n"
      "\twithoutTiming.ServeHTTP(w, r)\n"
      "}})\n",
      quoted(joined(config.origins), '"'));
}

}  // namespace corsage::platforms
