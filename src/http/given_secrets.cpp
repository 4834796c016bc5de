#include "corsage/http/given_secrets.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "corsage/base/bytes.hpp"
#include "corsage/http/secrets.hpp"

namespace corsage::http {
namespace {

/// Shorter ones are parts of other words.
constexpr std::size_t shortest_within_words = 8;
/// Shorter ones are other words.
constexpr std::size_t shortest = 4;

/// What explains an answer, or is the same for everybody who uses the browser.
constexpr std::array<std::string_view, 20> plain_names{"accept",
                                                       "accept-encoding",
                                                       "accept-language",
                                                       "cache-control",
                                                       "content-language",
                                                       "content-length",
                                                       "content-type",
                                                       "dnt",
                                                       "forwarded",
                                                       "host",
                                                       "origin",
                                                       "pragma",
                                                       "priority",
                                                       "range",
                                                       "referer",
                                                       "user-agent",
                                                       "x-forwarded-for",
                                                       "x-forwarded-host",
                                                       "x-forwarded-proto",
                                                       "x-requested-with"};

/// Values of many headers, in lower case: masked they would take the sense from every report.
constexpr std::array<std::string_view, 20> plain_values{"application/json",
                                                        "cors",
                                                        "delete",
                                                        "false",
                                                        "head",
                                                        "https",
                                                        "include",
                                                        "json",
                                                        "no-cache",
                                                        "none",
                                                        "null",
                                                        "omit",
                                                        "options",
                                                        "patch",
                                                        "post",
                                                        "same-site",
                                                        "test",
                                                        "text/plain",
                                                        "true",
                                                        "xmlhttprequest"};

template <std::size_t size>
bool holds(std::array<std::string_view, size> const& row, std::string_view text) {
  return std::ranges::find(row, byte_lowercase(text)) != row.end();
}

bool is_of_word(char byte) {
  return is_ascii_alpha(byte) || is_ascii_digit(byte);
}

bool is_whole_word(std::string_view text, std::size_t place, std::size_t length) {
  auto const end = place + length;
  return (place == 0 || !is_of_word(text[place - 1])) && (end == text.size() || !is_of_word(text[end]));
}

/// As a component of a URL: https://url.spec.whatwg.org/#component-percent-encode-set and the few that it leaves.
std::string percent_encoded(std::string_view text) {
  constexpr std::string_view others = "-._~";
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (char const byte : text) {
    if (is_of_word(byte) || others.find(byte) != std::string_view::npos) {
      encoded += byte;
      continue;
    }
    auto const code = static_cast<unsigned char>(byte);
    encoded.append("%").append(digits.substr(code / 16, 1)).append(digits.substr(code % 16, 1));
  }
  return encoded;
}

/// In any case: methods are told in upper case, and names of headers in lower case.
void replace_all(std::string& text, std::string_view sought) {
  auto const lower_sought = byte_lowercase(sought);
  auto lower = byte_lowercase(text);
  for (auto place = lower.find(lower_sought); place != std::string::npos; place = lower.find(lower_sought, place)) {
    if (sought.size() >= shortest_within_words || is_whole_word(lower, place, sought.size())) {
      text.replace(place, sought.size(), mask);
      lower.replace(place, sought.size(), mask);
      place += mask.size();
    } else {
      ++place;
    }
  }
}

/// By what an origin is known: itself, its host with and without the port, the domains of that, and its labels.
std::vector<std::string> names_of_origin(std::string_view origin) {
  constexpr std::string_view behind_scheme = "://";
  auto const scheme_end = origin.find(behind_scheme);
  auto const authority =
      scheme_end == std::string_view::npos ? origin : origin.substr(scheme_end + behind_scheme.size());
  auto const port = authority.find_last_of(":]");
  bool const has_port = port != std::string_view::npos && authority[port] == ':';
  std::vector<std::string> names{std::string(origin), byte_lowercase(percent_encoded(origin)), std::string(authority),
                                 byte_lowercase(percent_encoded(authority))};
  for (auto domain = has_port ? authority.substr(0, port) : authority; !domain.empty();) {
    auto const label = domain.substr(0, domain.find('.'));
    names.emplace_back(domain);
    names.emplace_back(label);
    domain.remove_prefix(std::min(label.size() + 1, domain.size()));
  }
  return names;
}

}  // namespace

bool is_plain(std::string_view header_name) {
  return holds(plain_names, header_name);
}

void GivenSecrets::add_header(std::string_view name, std::string_view value) {
  if (!is_plain(name)) {
    names_.push_back(byte_lowercase(name));
    add_parts(names_.back(), {.text = std::string(value), .place = {}, .is_kept = false});
  }
}

void GivenSecrets::add_kept_header(std::string_view name, std::string_view value) {
  names_.push_back(byte_lowercase(name));
  add_parts(names_.back(), {.text = std::string(value), .place = {}, .is_kept = true});
}

void GivenSecrets::add_value(std::string_view value, std::string_view place) {
  add({.text = std::string(value), .place = std::string(place), .is_kept = true});
}

/// What is behind a scheme, and each cookie's value, go alone as well.
void GivenSecrets::add_parts(std::string_view name, Value const& whole) {
  auto part = whole;
  std::string_view const value = whole.text;
  add(whole);
  if (name == "cookie") {
    for (auto rest = value; !rest.empty();) {
      auto const pair = rest.substr(0, rest.find(';'));
      rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
      part.text = pair.substr(pair.find('=') + 1);
      add(part);
    }
  } else if (auto const space = value.find(' '); name.ends_with("authorization") && space != std::string_view::npos) {
    part.text = value.substr(space + 1);
    add(part);
  }
}

void GivenSecrets::add(Value const& value) {
  auto const text = strip(value.text, http_whitespace);
  add_text({.text = std::string(text), .place = value.place, .is_kept = value.is_kept});
  if (auto encoded = percent_encoded(text); encoded != text) {
    add_text({.text = std::move(encoded), .place = {}, .is_kept = value.is_kept});
  }
}

void GivenSecrets::add_text(Value value) {
  auto const known = std::ranges::find(values_, value.text, &Value::text);
  if (known != values_.end()) {
    known->place = known->place.empty() ? std::move(value.place) : known->place;
    known->is_kept = known->is_kept || value.is_kept;
    return;
  }
  auto const shorter =
      std::ranges::find_if(values_, [&](Value const& other) { return other.text.size() < value.text.size(); });
  values_.insert(shorter, std::move(value));
}

void GivenSecrets::spare_origin(std::string_view origin) {
  auto const names = names_of_origin(byte_lowercase(origin));
  std::erase_if(values_, [&](Value const& value) {
    return !value.is_kept && std::ranges::find(names, byte_lowercase(value.text)) != names.end();
  });
}

bool GivenSecrets::has(std::string_view header_name) const {
  return std::ranges::find(names_, byte_lowercase(header_name)) != names_.end();
}

std::string GivenSecrets::masked(std::string_view text) const {
  std::string shown(text);
  for (auto const& value : values_) {
    if (value.text.size() >= shortest && !holds(plain_values, value.text)) {
      replace_all(shown, value.text);
    }
  }
  return shown;
}

std::string_view GivenSecrets::place_of(std::string_view value) const {
  auto const known = std::ranges::find(values_, value, &Value::text);
  return known == values_.end() ? std::string_view() : std::string_view(known->place);
}

}  // namespace corsage::http
