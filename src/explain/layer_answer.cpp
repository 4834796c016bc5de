#include "layer_answer.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "corsage/base/bytes.hpp"
#include "corsage/http/status.hpp"
#include "layer_headers.hpp"

namespace corsage::explain {
namespace {

using trace::Leg;

/// Headers that every server writes for itself: they do not tell whose answer it is.
bool is_of_any_server(std::string_view name) {
  constexpr std::array<std::string_view, 17> common{
      "accept-ranges", "age",  "alt-svc", "cache-control", "connection",    "content-encoding", "content-length",
      "content-type",  "date", "expires", "keep-alive",    "last-modified", "server",           "transfer-encoding",
      "vary",          "via",  "x-cache"};
  auto const lower = byte_lowercase(name);
  return std::ranges::find(common, lower) != common.end() || lower.starts_with("access-control-");
}

}  // namespace

http::HeaderList hidden_lines(http::Response const& inner, http::Response const& outer) {
  http::HeaderList lines;
  for (auto const line : inner.headers) {
    if (!outer.headers.contains(line.name)) {
      lines.append(line.name, line.value);
    }
  }
  return lines;
}

bool has_lost_every_mark(http::Response const& inner, http::Response const& outer, http::HeaderList const& hidden) {
  bool const has_marks = std::ranges::any_of(inner.headers, [&hidden](http::HeaderList::Line const& line) {
    return !is_of_any_server(line.name) && !hidden.contains(line.name);
  });
  return has_marks && !keeps_a_mark(inner, outer);
}

bool keeps_a_mark(http::Response const& inner, http::Response const& outer) {
  return std::ranges::any_of(inner.headers, [&](http::HeaderList::Line const& line) {
    return !is_of_any_server(line.name) && outer.headers.contains(line.name);
  });
}

http::HeaderList cors_lines(http::HeaderList const& headers, Leg leg) {
  http::HeaderList lines;
  for (auto const line : headers) {
    bool const is_compared = std::ranges::any_of(compared_headers(), [&](ComparedHeader const& header) {
      return is_of(header, leg) && header.form != ValueForm::presence &&
             byte_case_insensitive_equal(header.name, line.name);
    });
    if (is_compared) {
      lines.append(line.name, line.value);
    }
  }
  return lines;
}

bool is_remainder(http::Response const& inner, http::Response const& outer) {
  auto const behind = cors_lines(inner.headers, Leg::preflight);
  auto const here = cors_lines(outer.headers, Leg::preflight);
  return !here.empty() && std::ranges::all_of(here, [&](http::HeaderList::Line const& line) {
    return std::ranges::find(behind, line) != behind.end();
  });
}

bool is_same_preflight(http::Response const& inner, http::Response const& outer) {
  return http::is_ok_status(inner.status) == http::is_ok_status(outer.status) &&
         std::ranges::all_of(compared_headers(), [&](ComparedHeader const& header) {
           return !is_of(header, Leg::preflight) ||
                  meaning_of(inner.headers, header) == meaning_of(outer.headers, header);
         });
}

void append(http::HeaderList& lines, http::HeaderList const& others) {
  for (auto const line : others) {
    lines.append(line.name, line.value);
  }
}

}  // namespace corsage::explain
