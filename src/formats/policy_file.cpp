#include "corsage/formats/policy_file.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <tuple>
#include <utility>
#include <vector>

#include "corsage/base/nearest_name.hpp"
#include "corsage/policy/compile.hpp"
#include "toml_foreign.hpp"
#include "toml_integers.hpp"
#include "toml_place.hpp"

#include <fmt/format.h>

namespace corsage::formats {
namespace {

using policy::Config;
using policy::ConfigPlaces;

constexpr std::string_view table_name = "cors";

std::string value_of(std::string_view key) {
  return fmt::format("the value of {}", key);
}

/// Reads the values of one `[cors]` table.
class CorsTableReader {
 public:
  CorsTableReader(TomlLines const& lines, PolicyFile& file) : lines_(lines), file_(file) {}

  void read(toml::table const& table);

  /// One key that the table may have, and the function that takes its value; false where it is not what it should be.
  struct Key {
    std::string_view name;
    bool (CorsTableReader::*take)(toml::node const&);
    std::string expected;  ///< what the value must be, in words
  };
  static std::vector<Key> const& keys();

 private:
  void mistake(DiagnosticCode code, std::string_view value, std::string_view expected,
               toml::source_region const& where) {
    file_.mistakes.push_back({.code = code,
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
      file_.config.*Value = boolean->get();
    }
    return boolean != nullptr;
  }

  bool take_credentials(toml::node const& node) {
    file_.places.credentials = lines_.range_of(node.source());
    return take_boolean<&Config::credentials>(node);
  }

  bool take_max_age(toml::node const& node) {
    file_.places.max_age = lines_.range_of(node.source());
    auto const* const seconds = node.as_integer();
    if (seconds == nullptr || seconds->get() < 0) {
      return false;
    }
    file_.config.max_age = static_cast<std::uint64_t>(seconds->get());
    return true;
  }

  bool take_preflight_status(toml::node const& node) {
    file_.places.preflight_status = lines_.range_of(node.source());
    auto const* const status = node.as_integer();
    constexpr std::int64_t most = std::numeric_limits<int>::max();
    if (status == nullptr || status->get() < 0 || status->get() > most) {
      return false;
    }
    file_.config.preflight_status = static_cast<int>(status->get());
    return true;
  }

  bool take_timing(toml::node const& node) {
    file_.places.timing = lines_.range_of(node.source());
    return take_boolean<&Config::timing>(node);
  }

  bool take_disclosure(toml::node const& node) {
    auto const* const word = node.as_string();
    file_.config.discloses_full_lists = word != nullptr && word->get() == "full";
    return word != nullptr && (word->get() == "full" || word->get() == "requested");
  }

  TomlLines const& lines_;
  PolicyFile& file_;
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
  auto& places = file_.places.*Places;
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
    (file_.config.*Values).push_back(text->get());
    places.entries.push_back(lines_.range_of(entry.source()));
  }
  return true;
}

void CorsTableReader::read(toml::table const& table) {
  file_.places.table = lines_.range_of(table.source());
  // What is missing is missed at the table's header.
  auto& places = file_.places;
  for (auto* const place :
       {&places.origins.whole, &places.credentials, &places.methods.whole, &places.request_headers.whole,
        &places.response_headers.whole, &places.max_age, &places.preflight_status, &places.timing}) {
    *place = places.table;
  }
  for (auto const& [name, value] : table) {
    auto const key = std::ranges::find(keys(), name.str(), &Key::name);
    if (key == keys().end()) {
      std::vector<std::string> names;
      std::ranges::transform(keys(), std::back_inserter(names),
                             [](Key const& known) { return std::string(known.name); });
      mistake(DiagnosticCode::policy_key_unknown, name.str(),
              "'corsage policy check --help' lists the keys" + did_you_mean(name.str(), names), name.source());
    } else if (!(this->*key->take)(value)) {
      mistake(DiagnosticCode::policy_value_wrong, value_of(name.str()), key->expected, value.source());
    }
  }
}

/// A number that TOML cannot hold, as the value of the key that it is.
Diagnostic too_great(LongInteger const& integer) {
  auto const key = std::ranges::find(CorsTableReader::keys(), integer.key, &CorsTableReader::Key::name);
  bool const is_known = key != CorsTableReader::keys().end();
  return {.code = DiagnosticCode::policy_value_wrong,
          .value = is_known ? value_of(integer.key) : integer.text,
          .expected = is_known ? key->expected : "a number is from -9223372036854775808 to 9223372036854775807",
          .range = integer.range};
}

/// Reads the document with the numbers that are too great replaced: so they hide no other mistake.
toml::parse_result parse(std::string_view text, TomlLines const& lines, std::vector<LongInteger>& replaced) {
  // Nobody writes more of them; each takes another reading.
  constexpr std::size_t most_long_integers = 16;
  std::string toml(text);
  auto parsed = toml::parse(with_ascii_only(toml));
  while (!parsed && replaced.size() < most_long_integers) {
    auto integer = long_integer_at(lines.range_of(parsed.error().source()));
    if (!integer) {
      return parsed;
    }
    replace_integer(toml, *integer);
    replaced.push_back(*std::move(integer));
    parsed = toml::parse(with_ascii_only(toml));
  }
  return parsed ? toml::parse(toml) : std::move(parsed);
}

/// Tells of those numbers, in place of what was found about the numbers that stood there instead.
void tell_long_integers(std::vector<LongInteger> const& integers, PolicyFile& file) {
  for (auto const& integer : integers) {
    auto const& there = integer.range;
    std::erase_if(file.mistakes, [&there](Diagnostic const& mistake) {
      auto const& range = mistake.range;
      return range.line == there.line && range.column >= there.column && range.column < there.column + there.length;
    });
    file.mistakes.push_back(too_great(integer));
  }
}

bool is_key_of_table(std::string_view name) {
  return std::ranges::find(CorsTableReader::keys(), name, &CorsTableReader::Key::name) != CorsTableReader::keys().end();
}

/// A key beside the table, or in its place.
Diagnostic stray(toml::key const& name, TomlLines const& lines) {
  std::string_view expected = "a policy file has the table [cors] and nothing beside it";
  if (name.str() == table_name) {
    expected = "write [cors] on a line of its own, and the keys below it";
  } else if (is_key_of_table(name.str())) {
    expected = "it belongs to the table: write it below [cors]";
  }
  return {.code = DiagnosticCode::policy_key_unknown,
          .value = std::string(name.str()),
          .expected = std::string(expected),
          .range = lines.range_of(name.source())};
}

/// Keys of the table without it are one mistake, told at the first of them.
void miss_table(Diagnostics const& keys, TomlLines const& lines, Diagnostics& mistakes) {
  auto const first = std::ranges::min_element(
      keys, {}, [](Diagnostic const& key) { return std::tuple(key.range.line, key.range.column); });
  if (first != keys.end() || mistakes.empty()) {
    mistakes.push_back({.code = DiagnosticCode::policy_table_missing,
                        .value = "[cors]",
                        .range = first != keys.end() ? first->range : lines.nowhere()});
  }
}

void read_document(toml::table const& document, TomlLines const& lines, PolicyFile& file) {
  bool has_table = false;
  Diagnostics keys;
  for (auto const& [name, value] : document) {
    auto const* const table = value.as_table();
    if (name.str() == table_name && table != nullptr) {
      has_table = true;
      CorsTableReader(lines, file).read(*table);
    } else {
      (is_key_of_table(name.str()) ? keys : file.mistakes).push_back(stray(name, lines));
    }
  }
  if (has_table) {
    std::ranges::move(keys, std::back_inserter(file.mistakes));
  } else {
    miss_table(keys, lines, file.mistakes);
  }
}

/// A TOML basic string.
std::string quoted(std::string_view text) {
  std::string quoted = "\"";
  for (char const byte : text) {
    if (byte == '"' || byte == '\\') {
      quoted += '\\';
      quoted += byte;
    } else if (static_cast<unsigned char>(byte) < ' ' || byte == '\x7F') {
      quoted += fmt::format("\\u{:04X}", static_cast<unsigned char>(byte));
    } else {
      quoted += byte;
    }
  }
  return quoted + '"';
}

void append_list(std::string& text, std::string_view key, std::vector<std::string> const& values) {
  if (values.empty()) {
    return;
  }
  std::string list;
  for (auto const& value : values) {
    list += (list.empty() ? "" : ", ") + quoted(value);
  }
  text += fmt::format("{:<16} = [{}]\n", key, list);
}

template <typename Value>
void append(std::string& text, std::string_view key, Value const& value, Value const& usual) {
  if (value != usual) {
    text += fmt::format("{:<16} = {}\n", key, value);
  }
}

}  // namespace

PolicyFile read_policy_file(std::string_view text, std::string_view name) {
  if (constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF"; text.starts_with(byte_order_mark)) {
    text.remove_prefix(byte_order_mark.size());
  }
  PolicyFile file;
  TomlLines const lines(text, name);
  if (auto const foreign = first_foreign_byte(text)) {
    auto range = lines.character_at(*foreign);
    file.mistakes.push_back({.code = DiagnosticCode::policy_character_foreign,
                             .value = range.text.substr(range.column - 1, range.length),
                             .range = std::move(range)});
    return file;
  }
  std::vector<LongInteger> replaced;
  auto const parsed = parse(text, lines, replaced);
  if (!parsed) {
    file.mistakes.push_back({.code = DiagnosticCode::policy_file_not_toml,
                             .value = std::string(parsed.error().description()),
                             .range = lines.range_of(parsed.error().source())});
  } else {
    read_document(parsed.table(), lines, file);
  }
  tell_long_integers(replaced, file);
  // toml++ gives the keys by name.
  std::ranges::sort(file.mistakes, {},
                    [](Diagnostic const& mistake) { return std::tuple(mistake.range.line, mistake.range.column); });
  return file;
}

std::string write_policy_file(Config const& config) {
  static Config const usual;
  std::string text = fmt::format("[{}]\n", table_name);
  append_list(text, "origins", config.origins);
  append(text, "credentials", config.credentials, usual.credentials);
  append_list(text, "methods", config.methods);
  append_list(text, "request_headers", config.request_headers);
  append_list(text, "response_headers", config.response_headers);
  if (config.max_age) {
    text += fmt::format("{:<16} = {}\n", "max_age", *config.max_age);
  }
  append(text, "preflight_status", config.preflight_status, usual.preflight_status);
  append<std::string_view>(text, "disclosure", config.discloses_full_lists ? R"("full")" : R"("requested")",
                           R"("requested")");
  append(text, "timing", config.timing, usual.timing);
  append(text, "dangerously_allow_null_origin", config.dangerously_allow_null_origin, false);
  append(text, "dangerously_allow_any_origin_with_credentials", config.dangerously_allow_any_origin_with_credentials,
         false);
  append(text, "dangerously_allow_insecure_origins_with_credentials",
         config.dangerously_allow_insecure_origins_with_credentials, false);
  append(text, "dangerously_allow_public_suffixes", config.dangerously_allow_public_suffixes, false);
  return text;
}

}  // namespace corsage::formats
