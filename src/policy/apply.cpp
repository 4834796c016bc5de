#include "corsage/policy/apply.hpp"

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "corsage/base/bytes.hpp"
#include "corsage/http/header_names.hpp"

namespace corsage::policy {
namespace {

using Line = http::HeaderList::Line;

constexpr std::string_view cors_prefix = "access-control-";
constexpr std::string_view any_header = "*";
constexpr std::string_view origin_name = "Origin";

bool is_named(Line const& line, std::string_view name) {
  return byte_case_insensitive_equal(line.name, name);
}

/// The policy's lines of a name as one value, as browsers join them.
std::optional<std::string> policy_value(std::span<Line const> lines, std::string_view name) {
  std::optional<std::string> joined;
  for (auto const& line : lines) {
    if (is_named(line, name)) {
      joined = joined ? std::move(*joined).append(", ").append(line.value) : std::string(line.value);
    }
  }
  return joined;
}

ReplacedLines replaced_lines(Decision const& decision, http::HeaderList const& answer) {
  ReplacedLines replaced;
  for (auto const line : answer) {
    if (is_decided(decision, line.name)) {
      auto value = policy_value(decision.headers.view(), line.name);
      bool const differs = value != line.value || answer.count(line.name) != 1;
      replaced.push_back({.name = std::string(line.name),
                          .value = std::string(line.value),
                          .policy_value = std::move(value),
                          .differs = differs});
    }
  }
  return replaced;
}

std::vector<std::string_view> lines_named(http::HeaderList const& answer, std::string_view name) {
  std::vector<std::string_view> values;
  for (auto const line : answer) {
    if (is_named(line, name)) {
      values.push_back(line.value);
    }
  }
  return values;
}

/// Adds the names of one line of Vary that are not there yet.
void add_names(std::string_view value, std::vector<std::string_view>& names) {
  while (!value.empty()) {
    auto const comma = std::min(value.find(','), value.size());
    auto const name = strip(value.substr(0, comma), http_tab_or_space);
    bool const is_there =
        std::ranges::any_of(names, [name](std::string_view other) { return byte_case_insensitive_equal(name, other); });
    if (!name.empty() && !is_there) {
      names.emplace_back(name);
    }
    value.remove_prefix(std::min(comma + 1, value.size()));
  }
}

}  // namespace

bool is_decided(Decision const& decision, std::string_view name) {
  return byte_case_insensitive_equal(name.substr(0, cors_prefix.size()), cors_prefix) ||
         (decision.decides_timing && byte_case_insensitive_equal(name, http::header::timing_allow_origin));
}

/// https://www.rfc-editor.org/rfc/rfc9110#name-vary
std::string varied_by_origin(std::span<std::string_view const> vary_lines) {
  std::vector<std::string_view> names;
  for (auto const line : vary_lines) {
    add_names(line, names);
  }
  // `*` says that it varies by anything.
  if (std::ranges::find(names, any_header) == names.end()) {
    add_names(origin_name, names);
  }
  std::string value;
  for (auto const name : names) {
    value.append(value.empty() ? "" : ", ").append(name);
  }
  return value;
}

ReplacedLines apply(Decision const& decision, http::HeaderList& answer) {
  auto replaced = replaced_lines(decision, answer);
  for (auto const& line : replaced) {
    answer.remove(line.name);
  }
  for (auto const& line : decision.headers.view()) {
    answer.append(line.name, line.value);
  }
  if (decision.varies_by_origin) {
    answer.set("Vary", varied_by_origin(lines_named(answer, http::header::vary)));
  }
  return replaced;
}

}  // namespace corsage::policy
