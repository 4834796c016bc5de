#include "cors_table.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "corsage/policy/compile.hpp"
#include "policy_mistakes.hpp"

namespace corsage::formats {
namespace {

using policy::Config;
using policy::ConfigPlaces;

/// Reads the values of one `[cors]` table.
class CorsTableReader {
 public:
  CorsTableReader(TomlLines const& lines, Config& config, ConfigPlaces& places, Diagnostics& mistakes)
      : lines_(lines), config_(config), places_(places), mistakes_(mistakes) {}

  void read(toml::table const& table);

  using Key = TableKey<CorsTableReader>;
  static std::vector<Key> const& keys();

 private:
  void mistake(DiagnosticCode code, std::string_view value, std::string_view expected,
               toml::source_region const& where) {
    mistakes_.push_back({.code = code,
                         .value = std::string(value),
                         .expected = std::string(expected),
                         .range = lines_.range_of(where)});
  }

  template <std::vector<std::string> Config::* Values, ConfigPlaces::List ConfigPlaces::* Places>
  bool take_list(toml::node const& node);

  template <bool Config::* Value>
  bool take_boolean(toml::node const& node) {
    auto const* const boolean = node.as_boolean();
    if (boolean != nullptr) {
      config_.*Value = boolean->get();
    }
    return boolean != nullptr;
  }

  bool take_credentials(toml::node const& node) {
    places_.credentials = lines_.range_of(node.source());
    return take_boolean<&Config::credentials>(node);
  }

  bool take_max_age(toml::node const& node) {
    places_.max_age = lines_.range_of(node.source());
    auto const* const seconds = node.as_integer();
    if (seconds == nullptr || seconds->get() < 0) {
      return false;
    }
    config_.max_age = static_cast<std::uint64_t>(seconds->get());
    return true;
  }

  bool take_preflight_status(toml::node const& node) {
    places_.preflight_status = lines_.range_of(node.source());
    auto const* const status = node.as_integer();
    constexpr std::int64_t most = std::numeric_limits<int>::max();
    if (status == nullptr || status->get() < 0 || status->get() > most) {
      return false;
    }
    config_.preflight_status = static_cast<int>(status->get());
    return true;
  }

  bool take_timing(toml::node const& node) {
    places_.timing = lines_.range_of(node.source());
    return take_boolean<&Config::timing>(node);
  }

  bool take_disclosure(toml::node const& node) {
    auto const* const word = node.as_string();
    config_.discloses_full_lists = word != nullptr && word->get() == "full";
    return word != nullptr && (word->get() == "full" || word->get() == "requested");
  }

  TomlLines const& lines_;
  Config& config_;
  ConfigPlaces& places_;
  Diagnostics& mistakes_;
};

std::vector<CorsTableReader::Key> const& CorsTableReader::keys() {
  using Reader = CorsTableReader;
  static std::string const yes_or_no = "write true or false";
  static std::vector<Key> const keys{
      {"origins", &Reader::take_list<&Config::origins, &ConfigPlaces::origins>,
       R"(write a list of origins in quotes, as in ["https://app.example.com"])"},
      {"credentials", &Reader::take_credentials, yes_or_no},
      {"methods", &Reader::take_list<&Config::methods, &ConfigPlaces::methods>,
       R"(write a list of methods in quotes, as in ["PUT", "PATCH"])"},
      {"request_headers", &Reader::take_list<&Config::request_headers, &ConfigPlaces::request_headers>,
       R"(write a list of header names in quotes, as in ["authorization"])"},
      {"response_headers", &Reader::take_list<&Config::response_headers, &ConfigPlaces::response_headers>,
       R"(write a list of header names in quotes, as in ["x-request-id"])"},
      {"max_age", &Reader::take_max_age,
       fmt::format("write whole seconds, as in 600; 0 is 'not cached', and no browser keeps more than {}",
                   policy::longest_kept_preflight)},
      {"preflight_status", &Reader::take_preflight_status, "write a status from 200 to 299, as in 204"},
      {"disclosure", &Reader::take_disclosure, R"(write "requested" or "full")"},
      {"timing", &Reader::take_timing, yes_or_no},
      {"dangerously_allow_null_origin", &Reader::take_boolean<&Config::dangerously_allow_null_origin>, yes_or_no},
      {"dangerously_allow_any_origin_with_credentials",
       &Reader::take_boolean<&Config::dangerously_allow_any_origin_with_credentials>, yes_or_no},
      {"dangerously_allow_insecure_origins_with_credentials",
       &Reader::take_boolean<&Config::dangerously_allow_insecure_origins_with_credentials>, yes_or_no},
      {"dangerously_allow_public_suffixes", &Reader::take_boolean<&Config::dangerously_allow_public_suffixes>,
       yes_or_no},
  };
  return keys;
}

template <std::vector<std::string> Config::* Values, ConfigPlaces::List ConfigPlaces::* Places>
bool CorsTableReader::take_list(toml::node const& node) {
  auto& places = places_.*Places;
  places.whole = lines_.range_of(node.source());
  auto const* const list = node.as_array();
  if (list == nullptr) {
    return false;
  }
  for (auto const& entry : *list) {
    auto const* const text = entry.as_string();
    if (text == nullptr) {
      mistake(DiagnosticCode::policy_value_wrong, "an entry of this list", "write it in quotes", entry.source());
      continue;
    }
    (config_.*Values).push_back(text->get());
    places.entries.push_back(lines_.range_of(entry.source()));
  }
  return true;
}

void CorsTableReader::read(toml::table const& table) {
  places_.table = lines_.range_of(table.source());
  // What is missing is missed at the table's header.
  for (auto* const place :
       {&places_.origins.whole, &places_.credentials, &places_.methods.whole, &places_.request_headers.whole,
        &places_.response_headers.whole, &places_.max_age, &places_.preflight_status, &places_.timing}) {
    *place = places_.table;
  }
  read_table<CorsTableReader>(table, keys(), *this, policy_mistakes, lines_, mistakes_);
}

}  // namespace

void read_cors_table(toml::table const& table, TomlLines const& lines, Config& config, ConfigPlaces& places,
                     Diagnostics& mistakes) {
  CorsTableReader(lines, config, places, mistakes).read(table);
}

std::optional<std::string_view> expected_of_cors_key(std::string_view key) {
  auto const found = std::ranges::find(CorsTableReader::keys(), key, &CorsTableReader::Key::name);
  return found == CorsTableReader::keys().end() ? std::nullopt : std::optional<std::string_view>(found->expected);
}

}  // namespace corsage::formats
