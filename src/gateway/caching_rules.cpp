#include "caching_rules.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <limits>

#include "corsage/base/bytes.hpp"
#include "corsage/http/field_values.hpp"
#include "list_elements.hpp"

#include <boost/beast/http/field.hpp>
#include <curl/curl.h>

namespace corsage::gateway {
namespace {

using boost::beast::http::field;

/// Longer than anything is kept, and far from where sums of such numbers end.
constexpr seconds longest{std::numeric_limits<std::int32_t>::max()};

/// https://www.rfc-editor.org/rfc/rfc9111#name-delta-seconds
std::optional<seconds> seconds_of(std::string_view text) {
  text = strip(text, "\"");
  std::uint32_t number = 0;
  auto const* const end = text.data() + text.size();
  auto const read = std::from_chars(text.data(), end, number);
  if (read.ptr != end || text.empty() || !is_ascii_digit(text.front())) {
    return std::nullopt;
  }
  return read.ec == std::errc::result_out_of_range ? longest : std::min(seconds(number), longest);
}

/// Two that contradict each other: the careful one counts. One that is no number counts as 0.
void take_least(std::string_view argument, std::optional<seconds>& value) {
  auto const said = seconds_of(argument).value_or(seconds(0));
  value = value ? std::min(*value, said) : said;
}

void take_directive(std::string_view directive, CacheControl& control) {
  auto const equals = directive.find('=');
  auto const name = byte_lowercase(directive.substr(0, equals));
  auto const argument = equals == std::string_view::npos ? std::string_view() : directive.substr(equals + 1);
  if (name == "no-store") {
    control.no_store = true;
  } else if (name == "no-cache") {
    control.no_cache = true;
  } else if (name == "private") {
    control.is_private = true;
  } else if (name == "only-if-cached") {
    control.only_if_cached = true;
  } else if (name == "max-age") {
    take_least(argument, control.max_age);
  } else if (name == "s-maxage") {
    take_least(argument, control.s_maxage);
  } else if (name == "min-fresh") {
    take_least(argument, control.min_fresh);
  }
}

bool has_any(Head const& head, auto const& names) {
  return std::ranges::any_of(names, [&head](field name) { return head.find(name) != nullptr; });
}

/// An ETag without its mark of weakness.
///
/// https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3.2
std::string_view opaque_tag(std::string_view tag) {
  return tag.starts_with("W/") ? tag.substr(2) : tag;
}

}  // namespace

CacheControl cache_control_of(Head const& head) {
  CacheControl control;
  bool has_control = false;
  for (auto const& line : head.lines()) {
    if (line.known == field::cache_control) {
      has_control = true;
      for (auto const& directive : http::decode_and_split(line.value)) {
        take_directive(directive, control);
      }
    }
  }
  if (auto const* const pragma = head.find(field::pragma); pragma != nullptr && !has_control) {
    // https://www.rfc-editor.org/rfc/rfc9111#name-pragma
    control.no_cache = byte_case_insensitive_equal(pragma->value, "no-cache");
  }
  return control;
}

std::optional<WallTime> time_of(std::string_view date) {
  auto const time = curl_getdate(std::string(date).c_str(), nullptr);
  return time < 0 ? std::nullopt : std::optional(WallTime(seconds(time)));
}

bool may_use_cache(Head const& request) {
  // A part, or an answer on a condition that is not about what is stored, is the API's to give. What somebody is given
  // for his own credentials is nobody else's.
  constexpr std::array apart{field::authorization, field::cookie,   field::range,
                             field::if_match,      field::if_range, field::if_unmodified_since};
  return request.method == "GET" && request.framing == Framing::none && !has_any(request, apart) &&
         !cache_control_of(request).no_store;
}

bool may_be_stored(Head const& answer) {
  constexpr std::array whole_answers{200, 203, 404, 410};
  // 3. Neither the answer nor what it sets forbids it.
  auto const control = cache_control_of(answer);
  bool const is_forbidden = control.no_store || control.is_private || answer.find(field::set_cookie) != nullptr ||
                            answer.find(field::content_range) != nullptr;
  // It says how long it is fresh, or it can be asked for anew by what names it.
  bool const is_of_use = lifetime_of(answer) > seconds(0) ||
                         (answer.status == 200 && has_any(answer, std::array{field::etag, field::last_modified}));
  return std::ranges::find(whole_answers, answer.status) != whole_answers.end() && !is_forbidden && is_of_use;
}

seconds lifetime_of(Head const& answer) {
  auto const control = cache_control_of(answer);
  if (control.no_cache) {
    return seconds(0);
  }
  if (control.s_maxage) {
    return *control.s_maxage;
  }
  if (control.max_age) {
    return *control.max_age;
  }
  auto const* const expires = answer.find(field::expires);
  auto const* const date = answer.find(field::date);
  if (expires == nullptr || date == nullptr) {
    return seconds(0);
  }
  auto const end = time_of(expires->value);
  auto const start = time_of(date->value);
  return end && start ? std::clamp(*end - *start, seconds(0), longest) : seconds(0);
}

seconds initial_age_of(Head const& answer, WallTime received, seconds delay) {
  auto const* const date = answer.find(field::date);
  auto const sent = date == nullptr ? std::nullopt : time_of(date->value);
  auto const apparent = sent ? std::clamp(received - *sent, seconds(0), longest) : seconds(0);
  auto const* const age = answer.find(field::age);
  auto const told = age == nullptr ? seconds(0) : seconds_of(age->value).value_or(seconds(0));
  return std::max(apparent, told + delay);
}

bool is_fresh_for(Head const& request, seconds age, seconds lifetime) {
  auto const control = cache_control_of(request);
  return !control.no_cache && lifetime > age + control.min_fresh.value_or(seconds(0)) &&
         (!control.max_age || age <= *control.max_age);
}

std::vector<std::string> varied_names(Head const& answer) {
  std::vector<std::string> names;
  for (auto const& line : answer.lines()) {
    if (line.known == field::vary) {
      for_each_element(line.value, [&names](std::string_view name) { names.push_back(byte_lowercase(name)); });
    }
  }
  std::ranges::sort(names);
  names.erase(std::ranges::unique(names).begin(), names.end());
  return names;
}

std::optional<std::string> variant_of(Head const& request, std::vector<std::string> const& vary) {
  std::string variant;
  for (auto const& name : vary) {
    if (name == "*") {
      return std::nullopt;
    }
    for (auto const& line : request.lines()) {
      if (byte_case_insensitive_equal(line.name, name)) {
        // No value holds a line end, so that no two lists of lines look alike.
        variant.append(name).append(":").append(line.value).append("\n");
      }
    }
  }
  return variant;
}

bool has_already(Head const& request, Head const& stored) {
  if (auto const* const tags = request.find(field::if_none_match); tags != nullptr) {
    auto const* const stored_tag = stored.find(field::etag);
    bool found = strip(tags->value, " \t") == "*";
    if (stored_tag != nullptr) {
      for (auto const& tag : http::decode_and_split(tags->value)) {
        found = found || opaque_tag(tag) == opaque_tag(stored_tag->value);
      }
    }
    return found;
  }
  auto const* const since = request.find(field::if_modified_since);
  auto const* const modified = stored.find(field::last_modified);
  if (since == nullptr || modified == nullptr) {
    return false;
  }
  auto const since_time = time_of(since->value);
  auto const modified_time = time_of(modified->value);
  return since_time && modified_time && *modified_time <= *since_time;
}

}  // namespace corsage::gateway
