#pragma once

#include <compare>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/audit/finding.hpp"
#include "corsage/base/result.hpp"

namespace corsage::formats {

/// A day of the Gregorian calendar.
struct Date {
  int year = 0;
  int month = 0;  ///< 1 is January
  int day = 0;

  auto operator<=>(Date const&) const = default;
};

/// One `[[ignore]]`: findings that somebody has looked at and answers for, until a day.
struct IgnoreRow {
  std::string id = {};      ///< a reason's token, or one with ".plain" or "." and a variant behind it
  std::string url = {};     ///< `*` is any run of characters
  std::string reason = {};  ///< why they are no matter
  Date expires = {};        ///< the last day on which the row counts
  SourceRange place = {};   ///< of its id

  bool operator==(IgnoreRow const&) const = default;
};

/// Reads a file of such rows (TOML), or tells every mistake in it. `name` is what their places are said to be in.
Result<std::vector<IgnoreRow>> read_ignore_file(std::string_view text, std::string_view name);

/// Whether the row counts no more.
bool is_expired(IgnoreRow const& row, Date const& today);

/// Whether the row is about this finding of this URL, whatever user and password are in it, expired or not.
bool is_about(IgnoreRow const& row, audit::Finding const& finding, std::string_view url);

/// The number of the first row that is about the finding and counts today; nothing where none is.
std::optional<std::size_t> ignoring_row(std::span<IgnoreRow const> rows, audit::Finding const& finding,
                                        std::string_view url, Date const& today);

}  // namespace corsage::formats
