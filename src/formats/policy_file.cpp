#include "corsage/formats/policy_file.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "cors_table.hpp"
#include "policy_mistakes.hpp"
#include "toml_document.hpp"
#include "toml_text.hpp"

#include <fmt/format.h>

namespace corsage::formats {
namespace {

using policy::Config;

constexpr std::string_view table_name = "cors";

bool is_key_of_table(std::string_view name) {
  return expected_of_cors_key(name).has_value();
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

void read_document(toml::table const& document, TomlLines const& lines, PolicyFile& file, Diagnostics& mistakes) {
  bool has_table = false;
  Diagnostics keys;
  for (auto const& [name, value] : document) {
    auto const* const table = value.as_table();
    if (name.str() == table_name && table != nullptr) {
      has_table = true;
      read_cors_table(*table, lines, file.config, file.places, mistakes);
    } else {
      (is_key_of_table(name.str()) ? keys : mistakes).push_back(stray(name, lines));
    }
  }
  if (has_table) {
    std::ranges::move(keys, std::back_inserter(mistakes));
  } else {
    miss_table(keys, lines, mistakes);
  }
}

void append_list(std::string& text, std::string_view key, std::vector<std::string> const& values) {
  if (values.empty()) {
    return;
  }
  std::string list;
  for (auto const& value : values) {
    list += (list.empty() ? "" : ", ") + toml_string(value);
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
  PolicyFile file;
  file.mistakes =
      read_toml_document(text, name, policy_mistakes, expected_of_cors_key,
                         [&file](toml::table const& document, TomlLines const& lines, Diagnostics& mistakes) {
                           read_document(document, lines, file, mistakes);
                         });
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
