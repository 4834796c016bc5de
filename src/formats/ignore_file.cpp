#include "corsage/formats/ignore_file.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "corsage/base/nearest_name.hpp"
#include "sarif_rules.hpp"
#include "table_reader.hpp"
#include "toml_document.hpp"

namespace corsage::formats {
namespace {

constexpr TableMistakes codes{.key_unknown = DiagnosticCode::ignore_key_unknown,
                              .value_wrong = DiagnosticCode::ignore_value_wrong,
                              .keys_are_listed = "a row has id, url, reason and expires"};

/// The finding's name, and what tells kinds of it apart.
std::pair<std::string_view, std::string_view> parts_of(std::string_view id) {
  auto const dot = std::min(id.find('.'), id.size());
  return {id.substr(0, dot), id.substr(std::min(dot + 1, id.size()))};
}

/// Nothing where an audit finds such a thing; otherwise what would be right.
std::optional<std::string> trouble_with_id(std::string_view id) {
  auto const token = parts_of(id).first;
  std::vector<std::string> tokens;
  std::ranges::transform(audit::all_findings(), std::back_inserter(tokens),
                         [](audit::FindingText const& text) { return std::string(to_string(text.reason)); });
  if (std::ranges::find(tokens, token) != tokens.end()) {
    return std::nullopt;
  }
  return "write the id that a report shows, as in \"vary-origin-missing\"" + did_you_mean(token, tokens);
}

/// Whether it can be a URL's beginning: what else is written never meets one.
bool can_be_url(std::string_view pattern) {
  constexpr std::array<std::string_view, 2> beginnings{"http://", "https://"};
  auto const literal = pattern.substr(0, pattern.find('*'));
  return !pattern.empty() && std::ranges::any_of(beginnings, [literal](std::string_view beginning) {
    return literal.starts_with(beginning) || (beginning.starts_with(literal));
  });
}

/// Whether the pattern, in which `*` is any run of characters, means the text.
bool means(std::string_view pattern, std::string_view text) {
  auto const star = pattern.find('*');
  if (star == std::string_view::npos) {
    return pattern == text;
  }
  if (!text.starts_with(pattern.substr(0, star))) {
    return false;
  }
  text.remove_prefix(star);
  pattern.remove_prefix(star + 1);
  // Each part between two stars may be taken where it comes first; the last has to end the text.
  for (auto next = pattern.find('*'); next != std::string_view::npos; next = pattern.find('*')) {
    auto const place = text.find(pattern.substr(0, next));
    if (place == std::string_view::npos) {
      return false;
    }
    text.remove_prefix(place + next);
    pattern.remove_prefix(next + 1);
  }
  return text.ends_with(pattern);
}

/// A serialised URL without user and password: nobody should have to write a password into a file to have its URL meant.
std::string without_credentials(std::string_view url) {
  constexpr std::string_view before_authority = "://";
  auto const scheme = url.substr(0, url.find(before_authority));
  auto const rest = url.substr(std::min(scheme.size() + before_authority.size(), url.size()));
  auto const at = rest.substr(0, rest.find('/')).rfind('@');
  return at == std::string_view::npos ? std::string(url)
                                      : std::string(scheme).append(before_authority).append(rest.substr(at + 1));
}

/// Reads one `[[ignore]]`.
class RowReader {
 public:
  RowReader(TomlLines const& lines, IgnoreRow& row, Diagnostics& mistakes)
      : lines_(lines), row_(row), mistakes_(mistakes) {}

  void read(toml::table const& table) {
    row_.place = lines_.range_of(table.source());
    read_table<RowReader>(table, keys, *this, codes, lines_, mistakes_);
    for (auto const& key : keys) {
      if (!table.contains(key.name)) {
        mistakes_.push_back({.code = DiagnosticCode::ignore_key_missing,
                             .value = std::string(key.name),
                             .expected = key.expected,
                             .range = lines_.range_of(table.source())});
      }
    }
  }

  static std::vector<TableKey<RowReader>> const keys;

 private:
  bool take_id(toml::node const& node) {
    auto const* const id = node.as_string();
    if (id == nullptr) {
      return false;
    }
    row_.id = id->get();
    row_.place = lines_.range_of(node.source());
    if (auto trouble = trouble_with_id(row_.id)) {
      mistakes_.push_back({.code = DiagnosticCode::ignore_id_unknown,
                           .value = row_.id,
                           .expected = *std::move(trouble),
                           .range = row_.place});
    }
    return true;
  }

  bool take_url(toml::node const& node) {
    auto const* const url = node.as_string();
    row_.url = url == nullptr ? std::string() : url->get();
    return can_be_url(row_.url);
  }

  bool take_reason(toml::node const& node) {
    auto const* const reason = node.as_string();
    row_.reason = reason == nullptr ? std::string() : reason->get();
    return row_.reason.find_first_not_of(" \t\r\n") != std::string::npos;
  }

  bool take_expires(toml::node const& node) {
    auto const* const date = node.as_date();
    if (date != nullptr) {
      row_.expires = {.year = date->get().year, .month = date->get().month, .day = date->get().day};
    }
    return date != nullptr;
  }

  TomlLines const& lines_;
  IgnoreRow& row_;
  Diagnostics& mistakes_;
};

std::vector<TableKey<RowReader>> const RowReader::keys{
    {"id", &RowReader::take_id, "write the id of a finding in quotes, as in \"vary-origin-missing\""},
    {"url", &RowReader::take_url,
     "write a URL in quotes, with * for any run of characters, as in \"https://api.example.com/*\""},
    {"reason", &RowReader::take_reason, "write in quotes why this is no matter"},
    {"expires", &RowReader::take_expires,
     "write the last day on which the row counts, without quotes, as in 2027-01-31"},
};

/// Reads the document.
class IgnoreReader {
 public:
  IgnoreReader(TomlLines const& lines, std::vector<IgnoreRow>& rows, Diagnostics& mistakes)
      : lines_(lines), rows_(rows), mistakes_(mistakes) {}

  void read(toml::table const& document) {
    static std::vector<TableKey<IgnoreReader>> const keys{
        {"ignore", &IgnoreReader::take_rows, "write [[ignore]] on a line of its own, and its keys below it"}};
    auto codes_above = codes;
    codes_above.keys_are_listed = "a file has [[ignore]] and nothing beside it; a row's keys stand below it";
    read_table<IgnoreReader>(document, keys, *this, codes_above, lines_, mistakes_);
  }

 private:
  bool take_rows(toml::node const& node) {
    auto const* const rows = node.as_array();
    if (rows == nullptr || !rows->is_array_of_tables()) {
      return false;
    }
    for (auto const& row : *rows) {
      RowReader(lines_, rows_.emplace_back(), mistakes_).read(*row.as_table());
    }
    return true;
  }

  TomlLines const& lines_;
  std::vector<IgnoreRow>& rows_;
  Diagnostics& mistakes_;
};

std::optional<std::string_view> expected_of_key(std::string_view name) {
  auto const key = std::ranges::find(RowReader::keys, name, &TableKey<RowReader>::name);
  return key == RowReader::keys.end() ? std::nullopt : std::optional<std::string_view>(key->expected);
}

}  // namespace

Result<std::vector<IgnoreRow>> read_ignore_file(std::string_view text, std::string_view name) {
  std::vector<IgnoreRow> rows;
  auto mistakes = read_toml_document(text, name, codes, expected_of_key,
                                     [&rows](toml::table const& document, TomlLines const& lines, Diagnostics& found) {
                                       IgnoreReader(lines, rows, found).read(document);
                                     });
  if (!mistakes.empty()) {
    return std::unexpected(std::move(mistakes));
  }
  return rows;
}

bool is_expired(IgnoreRow const& row, Date const& today) {
  return row.expires < today;
}

bool is_about(IgnoreRow const& row, audit::Finding const& finding, std::string_view url) {
  auto const [token, kind] = parts_of(row.id);
  bool const is_meant = row.id == rule_id(finding) || row.id == sarif_rule_id(finding) ||
                        (token == to_string(finding.reason) && (kind.empty() || kind == finding.variant));
  return is_meant && means(row.url, without_credentials(url));
}

std::optional<std::size_t> ignoring_row(std::span<IgnoreRow const> rows, audit::Finding const& finding,
                                        std::string_view url, Date const& today) {
  auto const found = std::ranges::find_if(
      rows, [&](IgnoreRow const& row) { return !is_expired(row, today) && is_about(row, finding, url); });
  return found == rows.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - rows.begin()));
}

}  // namespace corsage::formats
