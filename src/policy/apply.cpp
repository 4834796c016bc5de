#include "corsage/policy/apply.hpp"

#include <algorithm>
#include <compare>
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

/// What the policy says under one name, and how often upstream said just that.
struct PolicyHeader {
  std::string_view name;
  std::string value;  ///< its lines as one value, as browsers join them
  std::size_t lines_of_upstream = 0;
};

/// Each name that the policy sets, once. There are few of them, so that looking one up takes few steps.
std::vector<PolicyHeader> headers_of(Decision const& decision) {
  std::vector<PolicyHeader> headers;
  for (auto const& [name, value] : decision.headers.view()) {
    // The lines of a name stand together.
    if (headers.empty() || headers.back().name != name) {
      headers.push_back({.name = name, .value = std::string(value)});
    } else {
      headers.back().value.append(", ").append(value);
    }
  }
  return headers;
}

ReplacedLines replaced_lines(Decision const& decision, http::HeaderList const& answer) {
  ReplacedLines replaced;
  if (std::ranges::none_of(answer, [&](Line const& line) { return is_decided(decision, line.name); })) {
    return replaced;
  }
  auto headers = headers_of(decision);
  auto const header_named = [&headers](std::string_view name) {
    return std::ranges::find_if(
        headers, [name](PolicyHeader const& header) { return byte_case_insensitive_equal(header.name, name); });
  };
  for (auto const line : answer) {
    if (is_decided(decision, line.name)) {
      replaced.push_back({.name = std::string(line.name), .value = std::string(line.value), .differs = true});
      if (auto const header = header_named(line.name); header != headers.end()) {
        replaced.back().policy_value = header->value;
        ++header->lines_of_upstream;
      }
    }
  }
  for (auto& line : replaced) {
    line.differs = line.policy_value != line.value || header_named(line.name)->lines_of_upstream != 1;
  }
  return replaced;
}

/// The lines about which the policy has no say.
http::HeaderList undecided_lines(Decision const& decision, http::HeaderList const& answer) {
  http::HeaderList undecided;
  for (auto const line : answer) {
    if (!is_decided(decision, line.name)) {
      undecided.append(line.name, line.value);
    }
  }
  return undecided;
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

/// An order of names without regard to case: by length and then by bytes in lower case.
std::strong_ordering compare_case_insensitive(std::string_view left, std::string_view right) {
  if (left.size() != right.size()) {
    return left.size() <=> right.size();
  }
  return std::lexicographical_compare_three_way(
      left.begin(), left.end(), right.begin(), right.end(),
      [](char one, char other) { return byte_lowercase(one) <=> byte_lowercase(other); });
}

/// A name in Vary, and how many names stand before it.
struct VaryName {
  std::string_view name;
  std::size_t place;
};

/// Adds the names of one line of Vary.
void add_names(std::string_view value, std::vector<VaryName>& names) {
  while (!value.empty()) {
    auto const comma = std::min(value.find(','), value.size());
    if (auto const name = strip(value.substr(0, comma), http_tab_or_space); !name.empty()) {
      names.push_back({.name = name, .place = names.size()});
    }
    value.remove_prefix(std::min(comma + 1, value.size()));
  }
}

/// Leaves each name once, where it stood first. In order of names the same ones stand together, so that many names take
/// little more time than few.
void remove_doubles(std::vector<VaryName>& names) {
  std::ranges::sort(names, [](VaryName const& left, VaryName const& right) {
    auto const in_order = compare_case_insensitive(left.name, right.name);
    return in_order != 0 ? in_order < 0 : left.place < right.place;
  });
  auto const doubles = std::ranges::unique(names, byte_case_insensitive_equal, &VaryName::name);
  names.erase(doubles.begin(), doubles.end());
  std::ranges::sort(names, {}, &VaryName::place);
}

}  // namespace

bool is_decided(Decision const& decision, std::string_view name) {
  return byte_case_insensitive_equal(name.substr(0, cors_prefix.size()), cors_prefix) ||
         (decision.decides_timing && byte_case_insensitive_equal(name, http::header::timing_allow_origin));
}

/// https://www.rfc-editor.org/rfc/rfc9110#name-vary
std::string varied_by_origin(std::span<std::string_view const> vary_lines) {
  std::vector<VaryName> names;
  for (auto const line : vary_lines) {
    add_names(line, names);
  }
  // `*` says that it varies by anything.
  if (std::ranges::find(names, any_header, &VaryName::name) == names.end()) {
    add_names(origin_name, names);
  }
  remove_doubles(names);
  std::string value;
  for (auto const& [name, place] : names) {
    value.append(value.empty() ? "" : ", ").append(name);
  }
  return value;
}

ReplacedLines apply(Decision const& decision, http::HeaderList& answer) {
  auto replaced = replaced_lines(decision, answer);
  if (!replaced.empty()) {
    answer = undecided_lines(decision, answer);
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
