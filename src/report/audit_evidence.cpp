#include <algorithm>
#include <array>

#include "audit_told.hpp"
#include "corsage/base/bytes.hpp"
#include "corsage/http/header_names.hpp"
#include "status_line.hpp"
#include "why_sections.hpp"

#include <fmt/format.h>

namespace corsage::report {
namespace {

using trace::Reason;
namespace header = http::header;

/// More lines of one answer are no evidence but a flood.
constexpr std::size_t most_lines = 12;

bool is_of_cors(std::string_view name) {
  constexpr std::string_view prefix = "access-control-";
  return byte_case_insensitive_equal(name.substr(0, prefix.size()), prefix);
}

/// Headers that decide on findings of the reason, besides those of CORS.
struct DecidingRow {
  Reason reason;
  std::string_view header;
};

constexpr std::array deciding_rows{
    DecidingRow{Reason::wildcard_on_private, header::set_cookie},
    DecidingRow{Reason::wildcard_on_private, "cache-control"},
    DecidingRow{Reason::vary_origin_missing, "cache-control"},
    DecidingRow{Reason::vary_origin_conditional, "cache-control"},
    DecidingRow{Reason::preflight_redirect, header::location},
    DecidingRow{Reason::redirect_no_cors, header::location},
    DecidingRow{Reason::preflight_method_missing, "allow"},
    DecidingRow{Reason::origin_header_injection, "x-corsage-injected"},
};

bool decides(std::string_view name, Reason reason) {
  bool const is_usual = is_of_cors(name) || byte_case_insensitive_equal(name, header::vary);
  return is_usual || std::ranges::any_of(deciding_rows, [&](DecidingRow const& row) {
           return row.reason == reason && byte_case_insensitive_equal(row.header, name);
         });
}

std::string header_line(http::HeaderList::Line const& line, http::Secrets secrets) {
  return shown_line(fmt::format("{}: {}", line.name, http::shown_value(line.name, line.value, secrets)));
}

/// The answer's Access-Control-Allow-Origin, for a line that has other things to say too.
std::string allowed_origin(http::Response const& response) {
  auto const value = response.headers.get(header::access_control_allow_origin);
  return value ? fmt::format("Access-Control-Allow-Origin: {}", value->view())
               : std::string("no Access-Control-Allow-Origin");
}

/// What was asked, in words. Where nobody is trusted, the resource's own origin is asked for.
std::string words_of(audit::Target const& target, audit::Asked const& asked) {
  constexpr std::string_view trusted = "a trusted origin";
  std::string text(words(asked.probe.kind));
  auto const place = text.find(trusted);
  bool const is_own = asked.probe.origin == url::Origin::of(target.url).serialized();
  return is_own && place != std::string::npos ? text.replace(place, trusted.size(), "the resource's own origin") : text;
}

}  // namespace

std::vector<std::string> lines_sent(audit::Asked const& asked, http::Secrets secrets) {
  auto const& request = asked.probe.request;
  std::vector<std::string> lines{
      shown_line(fmt::format("{} {}", request.method, http::shown_url(request.url.href(), secrets)))};
  for (auto const line : request.headers) {
    bool const matters = is_of_cors(line.name) || byte_case_insensitive_equal(line.name, header::origin) ||
                         http::is_secret(line.name, secrets);
    if (matters) {
      lines.push_back(header_line(line, secrets));
    }
  }
  return lines;
}

std::vector<std::string> lines_received(audit::Asked const& asked, Reason reason, http::Secrets secrets) {
  auto const* const answered = asked.answered();
  if (answered == nullptr) {
    return {"no answer"};
  }
  std::vector<std::string> lines{shown_line(status_line(answered->response))};
  std::size_t left_out = 0;
  for (auto const line : answered->response.headers) {
    if (!decides(line.name, reason)) {
      continue;
    }
    if (lines.size() < most_lines) {
      lines.push_back(header_line(line, secrets));
    } else {
      ++left_out;
    }
  }
  if (left_out != 0) {
    lines.push_back(fmt::format("and {} more of such lines", left_out));
  }
  if (lines.size() == 1) {
    lines.emplace_back("no Access-Control headers");
  }
  return lines;
}

std::string control_line(audit::Target const& target, audit::Asked const& asked, http::Secrets secrets) {
  auto const& page = asked.probe.origin;
  auto const who = page.empty() ? words_of(target, asked) : fmt::format("{} ({})", words_of(target, asked), page);
  auto const* const answered = asked.answered();
  auto const answer = answered == nullptr
                          ? std::string("no answer")
                          : fmt::format("{}, {}", status_line(answered->response), allowed_origin(answered->response));
  return shown_line(http::shown_text(fmt::format("{}: {}", who, answer), secrets));
}

}  // namespace corsage::report
