#include "evidence.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "corsage/base/bytes.hpp"
#include "corsage/http/header_names.hpp"
#include "corsage/report/masking.hpp"
#include "corsage/report/terminal_text.hpp"
#include "origin_difference.hpp"
#include "status_line.hpp"

namespace corsage::report {
namespace {

using explain::argument;
using trace::ArgumentName;
using trace::Reason;

/// Where the deciding line stands.
enum class Source : std::uint8_t {
  none,
  header_concerned,  ///< the answer's header that the table of reasons names
  header_named,      ///< the answer's header that the cause names
  content_type,
  set_cookie,
  status,
  request_header,  ///< the page's header that the cause names
  method,
  url,  ///< the cause's, or the exchange's
};

/// Which part of it decides.
enum class Part : std::uint8_t { whole, offending, difference, scheme, user, origin, port };

struct Row {
  Reason reason;
  Source source;
  Part part;
  std::string_view note;
  std::string_view missing;
  std::string_view wildcard;
};

constexpr std::array rows{
#define CORSAGE_EVIDENCE(reason, source, part, note, missing, wildcard) \
  Row{Reason::reason, Source::source, Part::part, note, missing, wildcard},
#include "evidence_rows.def"
#undef CORSAGE_EVIDENCE
};
static_assert(rows.size() == trace::fetch_reason_count, "each reason of a fetch has its evidence");

Row const& row_of(Reason reason) {
  return *std::ranges::find(rows, reason, &Row::reason);
}

/// Puts the cause's arguments into the note.
std::string filled(std::string_view note, explain::Cause const& cause) {
  std::string text;
  while (true) {
    auto const brace = note.find('{');
    text += note.substr(0, brace);
    if (brace == std::string_view::npos) {
      return text;
    }
    note.remove_prefix(brace + 1);
    auto const name = note.substr(0, note.find('}'));
    for (auto const& [given, value] : cause.arguments) {
      if (to_string(given) == name) {
        text += visible(value);
      }
    }
    note.remove_prefix(name.size() + 1);
  }
}

/// The part of a URL: offsets into its text.
void mark_url(Quote& quote, Part part) {
  std::string_view const url = quote.value;
  auto const scheme = std::min(url.find(':'), url.size());
  auto const start = std::min(url.find("//", scheme), url.size());
  auto const authority = std::min(start + 2, url.size());
  auto const end = std::min(url.find_first_of("/?#", authority), url.size());
  auto const at = url.substr(0, end).rfind('@');
  auto const host = at == std::string_view::npos ? authority : at + 1;
  switch (part) {
    case Part::whole:
    case Part::offending:
    case Part::difference: break;
    case Part::scheme: quote.length = scheme; break;
    case Part::origin: quote.length = end; break;
    case Part::user:
      quote.offset = authority;
      quote.length = host - authority;
      break;
    case Part::port:
      quote.offset = std::min(url.substr(0, end).rfind(':') + 1, end);
      quote.length = end - quote.offset;
      break;
  }
}

OriginDifference difference_of(explain::Cause const& cause) {
  return difference(argument(cause, ArgumentName::value), argument(cause, ArgumentName::expected));
}

/// All lines of a header, each with its deciding part.
void quote_header(Evidence& evidence, http::HeaderList const& headers, std::string_view name, Row const& row,
                  explain::Cause const& cause, http::Secrets secrets) {
  for (auto const line : headers) {
    if (!byte_case_insensitive_equal(line.name, name)) {
      continue;
    }
    Quote quote{.name = std::string(line.name), .value = http::shown_value(line.name, line.value, secrets)};
    quote.length = quote.value.size();
    if (row.part == Part::offending) {
      auto const offending = argument(cause, ArgumentName::value);
      auto const place = quote.value.find(offending);
      if (place == std::string::npos) {
        continue;
      }
      quote.offset = place;
      quote.length = offending.size();
    }
    // A value that is masked has no parts any more.
    if (row.part == Part::difference && quote.value == argument(cause, ArgumentName::value)) {
      auto const part = difference_of(cause);
      quote.offset = part.offset;
      quote.length = part.length;
    }
    evidence.quotes.push_back(std::move(quote));
  }
}

void quote_line(Evidence& evidence, std::string_view name, std::string value) {
  auto const length = value.size();
  evidence.quotes.push_back({.name = std::string(name), .value = std::move(value), .length = length});
}

void quote_url(Evidence& evidence, Part part, explain::Cause const& cause, fetch::Exchange const* exchange,
               fetch::Request const& request, http::Secrets secrets) {
  auto url = argument(cause, ArgumentName::url);
  if (url.empty()) {
    url = exchange != nullptr ? exchange->request.url.href() : request.url.href();
  }
  quote_line(evidence, "url", http::shown_url(url, secrets));
  mark_url(evidence.quotes.back(), part);
}

/// The cookie of Set-Cookie that the cause names.
void quote_cookie(Evidence& evidence, http::HeaderList const& headers, explain::Cause const& cause,
                  http::Secrets secrets) {
  for (auto const line : headers) {
    if (byte_case_insensitive_equal(line.name, http::header::set_cookie) &&
        line.value.starts_with(argument(cause, ArgumentName::value))) {
      quote_line(evidence, line.name, http::shown_value(line.name, line.value, secrets));
    }
  }
}

void quote(Evidence& evidence, Row const& row, explain::Cause const& cause, fetch::Exchange const* exchange,
           fetch::Request const& request, http::Secrets secrets) {
  auto const* const answered = exchange == nullptr ? nullptr : exchange->answered();
  http::HeaderList const none;
  auto const& headers = answered == nullptr ? none : answered->response.headers;
  auto const named = argument(cause, ArgumentName::header);
  switch (row.source) {
    case Source::none: return;
    case Source::header_concerned:
      return quote_header(evidence, headers, trace::text(cause.reason).header, row, cause, secrets);
    case Source::header_named: return quote_header(evidence, headers, named, row, cause, secrets);
    case Source::content_type: return quote_header(evidence, headers, http::header::content_type, row, cause, secrets);
    case Source::set_cookie: return quote_cookie(evidence, headers, cause, secrets);
    case Source::request_header: return quote_header(evidence, request.headers, named, row, cause, secrets);
    case Source::method: return quote_line(evidence, "method", std::string(argument(cause, ArgumentName::method)));
    case Source::url: return quote_url(evidence, row.part, cause, exchange, request, secrets);
    case Source::status:
      if (answered != nullptr) {
        quote_line(evidence, {}, status_line(answered->response));
      }
      return;
  }
}

/// What the page had better do than send this header; nothing where the reason's own note says enough.
std::optional<std::string_view> note_of_page(explain::Cause const& cause) {
  if (is_of_misplaced_header(cause)) {
    return "{header} belongs in the answer; do not send it";
  }
  if (is_of_dropped_cookie(cause)) {
    return "the browser does not send it: use --cookie and --credentials include";
  }
  return std::nullopt;
}

/// Where each line would do alone: that there are several. Nothing where that is not what is wrong.
std::optional<std::string_view> note_of_repeated(explain::Cause const& cause, std::vector<Quote> const& quotes) {
  bool const is_repeated = cause.reason == Reason::allow_credentials_not_true && quotes.size() > 1;
  return is_repeated ? std::optional(quotes.size() == 2
                                         ? std::string_view("it is sent twice: true has to be sent once")
                                         : std::string_view("it is sent several times: true has to be sent once"))
                     : std::nullopt;
}

}  // namespace

bool is_of_dropped_cookie(explain::Cause const& cause) {
  return cause.reason == Reason::author_header_dropped &&
         byte_case_insensitive_equal(argument(cause, ArgumentName::header), "cookie");
}

Evidence evidence_of(explain::Cause const& cause, fetch::Exchange const* exchange, fetch::Request const& request,
                     http::Secrets secrets) {
  auto const& row = row_of(cause.reason);
  Evidence evidence;
  quote(evidence, row, cause, exchange, request, secrets);
  bool const has_wildcard =
      !row.wildcard.empty() && argument(cause, ArgumentName::value).find('*') != std::string::npos;
  auto const note = evidence.quotes.empty() && !row.missing.empty() ? row.missing
                    : has_wildcard                                  ? row.wildcard
                                                                    : row.note;
  if (row.part == Part::difference) {
    evidence.note = difference_of(cause).note;
    return evidence;
  }
  auto const usual = note_of_repeated(cause, evidence.quotes).value_or(note);
  evidence.note = filled(note_of_page(cause).value_or(usual), shown(cause, secrets));
  return evidence;
}

}  // namespace corsage::report
