#include "options.hpp"

#include <charconv>

#include "corsage/base/nearest_name.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace corsage::cli {

CLI::Validator one_of(std::vector<std::string> names) {
  auto const check = [names = std::move(names)](std::string const& typed) {
    if (std::ranges::find(names, typed) != names.end()) {
      return std::string();
    }
    auto const suggestion = did_you_mean(typed, names);
    return suggestion.empty() ? fmt::format("'{}' is none of {}", typed, fmt::join(names, ", "))
                              : fmt::format("there is no '{}'{}", typed, suggestion);
  };
  return CLI::Validator(check, "");
}

CLI::Validator whole_number(std::uint64_t least, std::uint64_t most) {
  auto const check = [least, most](std::string const& typed) {
    std::uint64_t number = 0;
    auto const* const end = typed.data() + typed.size();
    auto const [stop, failed] = std::from_chars(typed.data(), end, number);
    bool const is_right = failed == std::errc() && stop == end && number >= least && number <= most;
    return is_right ? std::string() : fmt::format("'{}' is not a whole number from {} to {}", typed, least, most);
  };
  return CLI::Validator(check, "");
}

}  // namespace corsage::cli
