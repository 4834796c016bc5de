#include "options.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string_view>

#include "corsage/base/nearest_name.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace corsage::cli {

namespace {

constexpr std::size_t most_columns = 80;

/// The names, one after the other on lines of 80 columns.
std::string list_of(std::vector<std::string> const& names) {
  constexpr std::string_view indent = "  ";
  std::string list;
  std::string line;
  for (auto const& name : names) {
    auto const comma = &name == &names.back() ? "" : ",";
    if (!line.empty() && line.size() + name.size() + 2 > most_columns) {
      list += line + '\n';
      line.clear();
    }
    line += fmt::format("{}{}{}", line.empty() ? indent : " ", name, comma);
  }
  return list + line;
}

}  // namespace

CLI::Validator one_of(std::vector<std::string> names) {
  auto const check = [names = std::move(names)](std::string const& typed) {
    if (std::ranges::find(names, typed) != names.end()) {
      return std::string();
    }
    if (auto const suggestion = did_you_mean(typed, names); !suggestion.empty()) {
      return fmt::format("there is no '{}'{}", typed, suggestion);
    }
    auto const all = fmt::format("{}", fmt::join(names, ", "));
    // What does not fit into a line is a list below it.
    return all.size() > most_columns ? fmt::format("there is no '{}'; there are:\n{}", typed, list_of(names))
                                     : fmt::format("'{}' is none of {}", typed, all);
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
