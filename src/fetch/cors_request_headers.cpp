#include "cors_request_headers.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "corsage/base/byte_set.hpp"
#include "corsage/base/bytes.hpp"
#include "corsage/http/field_values.hpp"
#include "corsage/http/header_names.hpp"
#include "corsage/http/media_type.hpp"

namespace corsage::fetch {
namespace {

constexpr std::size_t most_value_bytes = 128;
constexpr std::size_t most_total_bytes = 1024;

// https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte
constexpr auto cors_unsafe_request_header_bytes =
    ByteSet().with_range(0x00, 0x08).with_range(0x0A, 0x1F).with("\x7F").with("\"():<>?@[\\]{}");
constexpr auto cors_unsafe_and_high_bytes = cors_unsafe_request_header_bytes.with_range(0x80, 0xFF);

constexpr auto language_bytes =
    ByteSet().with_range('a', 'z').with_range('A', 'Z').with_range('0', '9').with(" *,-.;=");

bool has_unsafe_byte(std::string_view value, Profile const& profile) {
  auto const& unsafe = profile.high_bytes_are_unsafe ? cors_unsafe_and_high_bytes : cors_unsafe_request_header_bytes;
  return find_first_of(value, unsafe) != value.size();
}

bool is_safelisted_content_type(std::string_view value, Profile const& profile) {
  if (has_unsafe_byte(value, profile)) {
    return false;
  }
  auto const media_type = http::parse_media_type(value);
  if (!media_type) {
    return false;
  }
  auto const& [type, subtype] = *media_type;
  return (type == "application" && subtype == "x-www-form-urlencoded") ||
         (type == "multipart" && subtype == "form-data") || (type == "text" && subtype == "plain");
}

bool exceeds_64_bits(std::string_view digits) {
  std::int64_t number = 0;
  return !digits.empty() &&
         std::from_chars(digits.data(), digits.data() + digits.size(), number).ec == std::errc::result_out_of_range;
}

bool is_safelisted_range(std::string_view value, Profile const& profile) {
  std::string loose;
  if (profile.reads_ranges_loosely) {
    loose = byte_lowercase(value);
    std::erase(loose, '+');
    value = loose;
  }
  auto const range = http::parse_single_range(value, http::RangeWhitespace::forbidden);
  if (!range || range->start.empty()) {
    return false;
  }
  return !profile.limits_ranges_to_64_bits || (!exceeds_64_bits(range->start) && !exceeds_64_bits(range->end));
}

bool are_digits(std::string_view value) {
  return !value.empty() && std::ranges::all_of(value, is_ascii_digit);
}

bool is_number(std::string_view value) {
  auto const point = value.find('.');
  return are_digits(value.substr(0, point)) && (point == std::string_view::npos || are_digits(value.substr(point + 1)));
}

bool has_value(std::string_view value, SafelistedHeader::Value expected) {
  static constexpr std::array<std::string_view, 4> connection_types{"slow-2g", "2g", "3g", "4g"};
  switch (expected) {
    case SafelistedHeader::Value::digits: return are_digits(value);
    case SafelistedHeader::Value::number: return is_number(value);
    case SafelistedHeader::Value::on: return byte_case_insensitive_equal(value, "on");
    case SafelistedHeader::Value::connection_type:
      return std::ranges::find(connection_types, value) != connection_types.end();
    case SafelistedHeader::Value::any: return true;
  }
  return false;
}

bool is_also_safelisted(std::string_view name, std::string_view value, Profile const& profile) {
  return std::ranges::any_of(profile.also_safelisted, [&](SafelistedHeader const& header) {
    return byte_case_insensitive_equal(name, header.name) && has_value(value, header.value);
  });
}

/// The headers to judge: as they are, or joined by name where a profile joins first.
http::HeaderList combined(http::HeaderList const& headers) {
  http::HeaderList joined;
  for (auto const line : headers) {
    if (!joined.contains(line.name)) {
      joined.append(line.name, headers.get(line.name)->view());
    }
  }
  return joined;
}

bool has_repeated_name(http::HeaderList const& headers) {
  for (std::size_t i = 1; i < headers.size(); ++i) {
    if (*headers.find(headers[i].name) != i) {
      return true;
    }
  }
  return false;
}

}  // namespace

bool is_cors_safelisted_request_header(std::string_view name, std::string_view value, Profile const& profile) {
  // 1. A long value is never safe.
  if (value.size() > most_value_bytes) {
    return false;
  }
  // 2. Five names, each with its own rule for the value; every other name is unsafe.
  if (byte_case_insensitive_equal(name, http::header::accept)) {
    return !has_unsafe_byte(value, profile);
  }
  if (byte_case_insensitive_equal(name, http::header::accept_language) ||
      byte_case_insensitive_equal(name, http::header::content_language)) {
    return std::ranges::all_of(value, [](char byte) { return language_bytes.contains(byte); });
  }
  if (byte_case_insensitive_equal(name, http::header::content_type)) {
    return is_safelisted_content_type(value, profile);
  }
  if (byte_case_insensitive_equal(name, http::header::range)) {
    return is_safelisted_range(value, profile);
  }
  return is_also_safelisted(name, value, profile);
}

bool is_no_cors_safelisted_request_header(std::string_view name, std::string_view value, Profile const& profile) {
  static constexpr std::array names{http::header::accept, http::header::accept_language, http::header::content_language,
                                    http::header::content_type};
  auto const is_name = [name](std::string_view other) { return byte_case_insensitive_equal(name, other); };
  return std::ranges::any_of(names, is_name) && is_cors_safelisted_request_header(name, value, profile);
}

bool is_cors_non_wildcard_request_header_name(std::string_view name) {
  return byte_case_insensitive_equal(name, http::header::authorization);
}

// https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
std::vector<std::string> cors_unsafe_request_header_names(http::HeaderList const& list, Profile const& profile) {
  http::HeaderList joined;
  bool const joins = profile.combines_before_safelisting && has_repeated_name(list);
  if (joins) {
    joined = combined(list);
  }
  auto const& headers = joins ? joined : list;

  // 1.-4. Every unsafe header's name; of the safe ones, the bytes of their values.
  std::vector<std::string> unsafe_names;
  std::size_t safe_bytes = 0;
  for (auto const line : headers) {
    if (is_cors_safelisted_request_header(line.name, line.value, profile)) {
      safe_bytes += line.value.size();
    } else {
      unsafe_names.push_back(byte_lowercase(line.name));
    }
  }
  // 5. Many safe bytes together are unsafe.
  if (safe_bytes > most_total_bytes && profile.limits_safelisted_total) {
    for (auto const line : headers) {
      if (is_cors_safelisted_request_header(line.name, line.value, profile)) {
        unsafe_names.push_back(byte_lowercase(line.name));
      }
    }
  }
  // 6. Sorted, lower case, each once.
  std::ranges::sort(unsafe_names);
  if (!profile.repeats_unsafe_names) {
    auto const doubles = std::ranges::unique(unsafe_names);
    unsafe_names.erase(doubles.begin(), doubles.end());
  }
  return unsafe_names;
}

}  // namespace corsage::fetch
