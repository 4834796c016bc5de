#include "http_date.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "answers.hpp"
#include "corsage/base/bytes.hpp"

namespace corsage::audit {
namespace {

constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                  "jul", "aug", "sep", "oct", "nov", "dec"};

/// No answer of today was made before.
constexpr std::int64_t earliest_today = 1577836800;  // 2020-01-01

std::vector<std::string_view> tokens_of(std::string_view text) {
  std::vector<std::string_view> tokens;
  constexpr std::string_view separators = " ,-\t";
  while (!text.empty()) {
    auto const end = std::min(text.find_first_of(separators), text.size());
    if (end > 0) {
      tokens.push_back(text.substr(0, end));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return tokens;
}

std::optional<int> number_of(std::string_view text) {
  int number = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && number >= 0 ? std::optional(number) : std::nullopt;
}

/// Seconds of "hh:mm:ss".
std::optional<std::int64_t> time_of(std::string_view text) {
  std::int64_t seconds = 0;
  int parts = 0;
  for (; !text.empty(); ++parts) {
    auto const part = text.substr(0, text.find(':'));
    auto const number = number_of(part);
    if (!number || *number > 60) {
      return std::nullopt;
    }
    seconds = seconds * 60 + *number;
    text.remove_prefix(std::min(part.size() + 1, text.size()));
  }
  return parts == 3 ? std::optional(seconds) : std::nullopt;
}

struct Date {
  std::optional<int> day;
  std::optional<std::size_t> month;
  std::optional<int> year;
  std::optional<std::int64_t> time;
};

/// Which part of a date the token is shows by its form, whatever their order.
void read(std::string_view token, Date& date) {
  if (token.find(':') != std::string_view::npos) {
    date.time = time_of(token);
    return;
  }
  if (auto const number = number_of(token)) {
    if (!date.day && token.size() <= 2) {
      date.day = number;
    } else if (!date.year) {
      // Two digits are of 1970 to 2069.
      date.year = token.size() > 2 ? *number : *number + (*number < 70 ? 2000 : 1900);
    }
    return;
  }
  auto const* const month = std::ranges::find(months, byte_lowercase(token.substr(0, 3)));
  if (month != months.end() && !date.month) {
    date.month = static_cast<std::size_t>(month - months.begin()) + 1;
  }
}

/// The leap years up to that one.
constexpr std::int64_t leap_years(std::int64_t year) {
  return year / 4 - year / 100 + year / 400;
}

/// The days from 1970-01-01 to that one.
constexpr std::int64_t days_before(std::int64_t year, std::size_t month, std::int64_t day) {
  constexpr std::array<std::int64_t, 12> before_month{0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
  // A leap year's own day counts from March on.
  auto const leaps = leap_years(month > 2 ? year : year - 1) - leap_years(1969);
  return (year - 1970) * 365 + leaps + before_month.at(month - 1) + day - 1;
}

constexpr std::int64_t days_in(std::size_t month, std::int64_t year) {
  return month == 12 ? 31 : days_before(year, month + 1, 1) - days_before(year, month, 1);
}

static_assert(days_before(1970, 1, 1) == 0);
static_assert(days_before(2000, 2, 29) == 11016 && days_before(2000, 3, 1) == 11017);

}  // namespace

std::optional<std::int64_t> seconds_of_date(std::string_view text) {
  Date date;
  for (auto const token : tokens_of(text)) {
    read(token, date);
  }
  if (!date.day || !date.month || !date.year || !date.time || *date.day < 1 || *date.year > 9999) {
    return std::nullopt;
  }
  if (*date.day > days_in(*date.month, *date.year)) {
    return std::nullopt;
  }
  constexpr std::int64_t seconds_of_day = 86400;
  return days_before(*date.year, *date.month, *date.day) * seconds_of_day + *date.time;
}

bool is_past(std::string_view date, http::HeaderList const& headers) {
  auto const seconds = seconds_of_date(date);
  auto const made = only_line(headers, "date");
  auto const now = made ? seconds_of_date(*made) : std::nullopt;
  return !seconds || *seconds <= now.value_or(earliest_today);
}

}  // namespace corsage::audit
