#include "origin_difference.hpp"

#include <algorithm>
#include <optional>

#include "corsage/base/bytes.hpp"
#include "corsage/report/terminal_text.hpp"
#include "corsage/url/origin.hpp"

#include <fmt/format.h>

namespace corsage::report {
namespace {

constexpr std::string_view separator = "://";

/// A text cut where an origin's parts would end, whatever they are made of.
struct Parts {
  std::string_view scheme;
  std::string_view host;
  std::string_view port;  ///< empty: none is named
  std::string_view rest;  ///< from a path on
};

std::optional<Parts> parts_of(std::string_view text) {
  auto const end_of_scheme = text.find(separator);
  if (end_of_scheme == std::string_view::npos) {
    return std::nullopt;
  }
  auto const start = end_of_scheme + separator.size();
  auto const end = std::min(text.find_first_of("/?#\\", start), text.size());
  auto const authority = text.substr(start, end - start);
  auto const colon = authority.rfind(':');
  // In brackets a colon is part of the address.
  bool const has_port = colon != std::string_view::npos && authority.find(']', colon) == std::string_view::npos;
  return Parts{.scheme = text.substr(0, end_of_scheme),
               .host = authority.substr(0, has_port ? colon : authority.size()),
               .port = has_port ? authority.substr(colon + 1) : authority.substr(authority.size()),
               .rest = text.substr(end)};
}

OriginDifference at(std::string_view value, std::string_view part, std::string note) {
  return {
      .note = std::move(note), .offset = static_cast<std::size_t>(part.data() - value.data()), .length = part.size()};
}

OriginDifference of_rest(std::string_view value, Parts const& sent, std::string_view origin) {
  bool const is_all = value.substr(0, value.size() - sent.rest.size()) == origin;
  auto const* const what = sent.rest == "/" ? "the slash at its end" : "what follows the host";
  return at(value, sent.rest,
            is_all ? fmt::format("the value differs only by {}: an origin has none", what)
                   : fmt::format("another origin, and one has no path; the page's is {}", visible(origin)));
}

/// From the first byte that differs to the last.
OriginDifference of_case(std::string_view value, std::string_view origin) {
  auto const first = static_cast<std::size_t>(std::ranges::mismatch(value, origin).in1 - value.begin());
  auto last = value.size();
  while (value[last - 1] == origin[last - 1]) {
    --last;
  }
  return {.note = "the value differs only by upper and lower case: browsers compare letter by letter",
          .offset = first,
          .length = last - first};
}

OriginDifference of_port(std::string_view value, Parts const& sent, Parts const& wanted) {
  if (sent.port.empty()) {
    return at(value, sent.host, fmt::format("the value differs only by the port: the page's is {}", wanted.port));
  }
  auto const* const note = "the value differs only by the port: the page's origin has none";
  return at(
      value, sent.port,
      wanted.port.empty() ? note : fmt::format("the value differs only by the port: the page's is {}", wanted.port));
}

OriginDifference of_host(std::string_view value, Parts const& sent, Parts const& wanted) {
  bool const are_of_this_machine = url::is_loopback_host(sent.host) && url::is_loopback_host(wanted.host);
  return at(
      value, sent.host,
      are_of_this_machine
          ? fmt::format("the value differs only by the host: to a browser {} and {} are two", sent.host, wanted.host)
          : fmt::format("the value differs only by the host: the page's is {}", visible(wanted.host)));
}

}  // namespace

bool is_no_origin(std::string_view value) {
  return value != "null" &&
         (value.find(separator) == std::string_view::npos || value.find('*') != std::string_view::npos);
}

OriginDifference difference(std::string_view value, std::string_view origin) {
  auto const page = visible(origin);
  if (auto const star = value.find('*'); star != std::string_view::npos) {
    return at(value, value.substr(star, 1), fmt::format("no origin: a * stands alone or for nothing; name {}", page));
  }
  auto const sent = parts_of(value);
  auto const wanted = parts_of(origin);
  if (!sent || !wanted) {
    bool const lacks_scheme = is_no_origin(value);
    return at(value, value,
              lacks_scheme ? fmt::format("no origin: it has no scheme; the page's is {}", page)
                           : fmt::format("the origin sent is {}", page));
  }
  if (!sent->rest.empty()) {
    return of_rest(value, *sent, origin);
  }
  if (byte_case_insensitive_equal(value, origin)) {
    return of_case(value, origin);
  }
  bool const is_of_scheme = sent->scheme != wanted->scheme;
  bool const is_of_host = sent->host != wanted->host;
  bool const is_of_port = sent->port != wanted->port;
  if (is_of_scheme && !is_of_host && !is_of_port) {
    return at(value, sent->scheme,
              fmt::format("the value differs only by the scheme: the page's is {}", wanted->scheme));
  }
  if (is_of_port && !is_of_scheme && !is_of_host) {
    return of_port(value, *sent, *wanted);
  }
  if (is_of_host && !is_of_scheme && !is_of_port) {
    return of_host(value, *sent, *wanted);
  }
  return at(value, value, fmt::format("another origin; the page's is {}", page));
}

}  // namespace corsage::report
