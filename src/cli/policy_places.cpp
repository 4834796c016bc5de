#include "policy_places.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "corsage/base/bytes.hpp"
#include "corsage/policy/origin_pattern.hpp"

namespace corsage::cli {
namespace {

using policy::Config;
using policy::ConfigPlaces;

struct ListKey {
  std::string_view name;
  std::vector<std::string> Config::* values;
  ConfigPlaces::List ConfigPlaces::* places;
};

struct ValueKey {
  std::string_view name;
  SourceRange ConfigPlaces::* place;
};

constexpr auto lists = std::to_array<ListKey>({
    {"origins", &Config::origins, &ConfigPlaces::origins},
    {"methods", &Config::methods, &ConfigPlaces::methods},
    {"request_headers", &Config::request_headers, &ConfigPlaces::request_headers},
    {"response_headers", &Config::response_headers, &ConfigPlaces::response_headers},
});

constexpr auto values = std::to_array<ValueKey>({
    {"credentials", &ConfigPlaces::credentials},
    {"max_age", &ConfigPlaces::max_age},
    {"preflight_status", &ConfigPlaces::preflight_status},
    {"timing", &ConfigPlaces::timing},
});

/// Whether an entry was written for this one, which is in the canonical form.
bool is_written_for(ListKey const& list, std::string_view written, std::string_view entry) {
  if (list.values != &Config::origins) {
    return byte_case_insensitive_equal(written, entry);
  }
  auto const pattern = policy::OriginPattern::parse(written);
  return pattern && pattern->text() == entry;
}

SourceRange place_of_entry(ListKey const& list, Config const& config, ConfigPlaces const& all_places,
                           std::string_view entry) {
  auto const& written = config.*list.values;
  auto const& places = all_places.*list.places;
  auto const found = std::ranges::find_if(
      written, [&list, entry](std::string const& text) { return is_written_for(list, text, entry); });
  auto const index = static_cast<std::size_t>(found - written.begin());
  return index < places.entries.size() ? places.entries[index] : places.whole;
}

SourceRange place_of(Subject const& subject, Config const& written, ConfigPlaces const& places) {
  if (auto const* const list = std::ranges::find(lists, subject.key, &ListKey::name); list != lists.end()) {
    return place_of_entry(*list, written, places, subject.entry);
  }
  auto const* const value = std::ranges::find(values, subject.key, &ValueKey::name);
  return value == values.end() ? SourceRange() : places.*value->place;
}

}  // namespace

Diagnostics placed(Diagnostics mistakes, Config const& written, ConfigPlaces const& places) {
  for (auto& mistake : mistakes) {
    mistake.range = place_of(mistake.subject, written, places);
  }
  std::ranges::sort(mistakes, {}, [](Diagnostic const& mistake) {
    return std::tuple(mistake.range.line, mistake.range.column, std::string_view(mistake.value));
  });
  return mistakes;
}

}  // namespace corsage::cli
