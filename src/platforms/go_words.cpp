#include "go_words.hpp"

#include <cstdint>

#include "corsage/base/joined.hpp"
#include "limits.hpp"
#include "policy_words.hpp"

#include <fmt/format.h>

namespace corsage::platforms {

std::string go_field(std::string_view name, std::vector<std::string> const& items) {
  return fmt::format("\t{}: []string{{{}}},\n", name, quoted_list(items, '"'));
}

std::string go_comment(std::string_view package) {
  return fmt::format(
      "// import {}\n"
      "// Around the whole mux, and around what asks for a login: a mux answers OPTIONS\n"
      "// with 405 where a pattern names its method. What a handler sets of CORS itself\n"
      "// stands, also for origins that this refuses: take it out of all of them. What\n"
      "// a panic cuts off has no headers.\n",
      package);
}

std::string go_max_age(std::string_view name, policy::Config const& config, std::uint64_t longest) {
  auto const max_age = max_age_within(config, longest);
  if (!max_age) {
    return {};
  }
  return *max_age == 0 ? fmt::format("\t{}: -1, // not kept; 0 would leave the header out\n", name)
                       : comment_on_max_age("\t//", config, longest) + fmt::format("\t{}: {},\n", name, *max_age);
}

std::string go_around(std::string_view inner, std::string_view statements) {
  return fmt::format(
      "{0} := handler\n"
      "handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {{\n"
      "{1}"
      "\t{0}.ServeHTTP(w, r)\n"
      "}})\n",
      inner, statements);
}

std::string go_timing(policy::Config const& config) {
  return config.timing ? go_around("withoutTiming", fmt::format("\tw.Header().Set(\"Timing-Allow-Origin\", {})\n",
                                                                quoted(joined(origins_of(config)), '"')))
                       : std::string();
}

}  // namespace corsage::platforms
