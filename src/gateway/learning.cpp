#include "learning.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/base/bytes.hpp"
#include "corsage/http/header_names.hpp"
#include "corsage/http/method.hpp"
#include "corsage/http/safelisted_header.hpp"
#include "corsage/http/token.hpp"
#include "list_elements.hpp"

namespace corsage::gateway {
namespace {

namespace names = http::header;
using boost::beast::http::field;
using Line = http::HeaderList::Line;

/// The one value that the lines of a name have; nothing where there is none, or more than one.
std::string_view only_value(std::span<Line const> lines, std::string_view name) {
  std::string_view value;
  for (auto const& line : lines) {
    if (byte_case_insensitive_equal(line.name, name)) {
      if (!value.empty()) {
        return {};
      }
      value = line.value;
    }
  }
  return value;
}

std::vector<std::string_view> elements_of(std::span<Line const> lines, std::string_view name) {
  std::vector<std::string_view> elements;
  for (auto const& line : lines) {
    if (byte_case_insensitive_equal(line.name, name)) {
      for_each_element(line.value, [&elements](std::string_view element) { elements.push_back(element); });
    }
  }
  return elements;
}

std::string_view origin_of(Head const& request) {
  auto const* const origin = request.find(field::origin);
  return origin == nullptr ? std::string_view() : origin->value;
}

/// Browsers write an origin in visible ASCII, and nothing else may come into a file.
bool is_legible(std::string_view origin) {
  return !origin.empty() && std::ranges::all_of(origin, [](char byte) { return byte > ' ' && byte <= '~'; });
}

/// Whether the page asked a server of its own origin: then CORS had no say.
bool is_same_origin(Head const& request) {
  return std::ranges::any_of(request.lines(), [](Field const& line) {
    return byte_case_insensitive_equal(line.name, names::sec_fetch_site) && line.value == "same-origin";
  });
}

enum class Cookies : std::uint8_t { sent, none };

/// https://fetch.spec.whatwg.org/#concept-cors-check
bool passes_cors_check(std::string_view origin, Cookies cookies, std::span<Line const> cors) {
  auto const allowed = only_value(cors, names::access_control_allow_origin);
  // 2, 3. A wildcard is enough where no credentials were sent.
  if (allowed == "*" && cookies == Cookies::none) {
    return true;
  }
  // 4, 5. Anything else has to be the origin itself.
  if (allowed != origin) {
    return false;
  }
  // 6-8. With credentials they have to be allowed.
  return cookies == Cookies::none || only_value(cors, names::access_control_allow_credentials) == "true";
}

/// Whether an element of the list allows the name: the name itself, or a wildcard where it counts.
bool is_listed(std::vector<std::string_view> const& list, std::string_view name, bool is_covered_by_wildcard) {
  return std::ranges::any_of(list, [&](std::string_view element) {
    return byte_case_insensitive_equal(element, name) || (is_covered_by_wildcard && element == "*");
  });
}

/// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0 , step 7; whether credentials will be included is not known.
bool allows_what_it_asks(std::string_view method, std::vector<std::string> const& requested,
                         std::span<Line const> cors) {
  auto const methods = elements_of(cors, names::access_control_allow_methods);
  bool const allows_method = http::is_cors_safelisted_method(method) ||
                             std::ranges::find(methods, method) != methods.end() ||
                             std::ranges::find(methods, "*") != methods.end();
  auto const headers = elements_of(cors, names::access_control_allow_headers);
  return allows_method && std::ranges::all_of(requested, [&headers](std::string const& name) {
           return is_listed(headers, name, name != names::authorization);
         });
}

void learn_preflight(Head const& request, std::string_view method, AnswerSeen const& answer,
                     formats::LearnedPolicy& learned) {
  std::vector<std::string> requested;
  for (auto const& line : request.lines()) {
    if (line.known == field::access_control_request_headers) {
      for_each_element(line.value, [&](std::string_view name) { requested.push_back(byte_lowercase(name)); });
    }
  }
  bool const is_ok = answer.status >= 200 && answer.status <= 299;
  if (!is_ok || !http::is_token(method) || !std::ranges::all_of(requested, http::is_token) ||
      !allows_what_it_asks(method, requested, answer.cors)) {
    return;
  }
  ++learned.preflights;
  formats::count_name(learned.origins, origin_of(request));
  if (!http::is_cors_safelisted_method(method)) {
    formats::count_name(learned.methods, method);
  }
  for (auto const& name : requested) {
    formats::count_name(learned.request_headers, name);
  }
  auto const max_age = only_value(answer.cors, names::access_control_max_age);
  std::uint64_t seconds = 0;
  auto const* const end = max_age.data() + max_age.size();
  if (auto const read = std::from_chars(max_age.data(), end, seconds);
      !max_age.empty() && read.ec == std::errc() && read.ptr == end) {
    ++learned.max_ages[seconds];
  }
}

void learn_exposed(AnswerSeen const& answer, Cookies cookies, formats::LearnedPolicy& learned) {
  auto const exposed = elements_of(answer.cors, names::access_control_expose_headers);
  bool const exposes_all = cookies == Cookies::none && std::ranges::find(exposed, "*") != exposed.end();
  learned.exposing_all += exposes_all ? 1U : 0U;
  for (auto const& line : answer.lines) {
    if (http::is_token(line.name) && !http::is_cors_safelisted_response_header_name(line.name) &&
        is_listed(exposed, line.name, false)) {
      formats::count_name(learned.response_headers, byte_lowercase(line.name));
    }
  }
}

void learn_request(Head const& request, Cookies cookies, AnswerSeen const& answer, formats::LearnedPolicy& learned) {
  auto const origin = origin_of(request);
  ++learned.requests;
  formats::count_name(learned.origins, origin);
  if (!http::is_cors_safelisted_method(request.method)) {
    formats::count_name(learned.methods, request.method);
  }
  if (cookies == Cookies::sent) {
    ++learned.with_cookies;
  } else if (only_value(answer.cors, names::access_control_allow_credentials) == "true") {
    ++learned.offered;
  }
  learn_exposed(answer, cookies, learned);
  auto const timing = elements_of(answer.cors, names::timing_allow_origin);
  if (std::ranges::any_of(timing, [origin](auto const& one) { return one == "*" || one == origin; })) {
    ++learned.timing;
  }
}

}  // namespace

void learn(Head const& request, AnswerSeen const& answer, formats::LearnedPolicy& learned) {
  auto const origin = origin_of(request);
  auto const cookies = request.find(field::cookie) == nullptr ? Cookies::none : Cookies::sent;
  if (!is_legible(origin) || is_same_origin(request) || !passes_cors_check(origin, cookies, answer.cors)) {
    return;
  }
  auto const* const asked = request.find(field::access_control_request_method);
  if (request.method == "OPTIONS" && asked != nullptr) {
    learn_preflight(request, asked->value, answer, learned);
  } else {
    learn_request(request, cookies, answer, learned);
  }
}

}  // namespace corsage::gateway
