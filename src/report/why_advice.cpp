#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/base/bytes.hpp"
#include "corsage/http/field_values.hpp"
#include "corsage/http/header_names.hpp"
#include "corsage/url/origin.hpp"
#include "evidence.hpp"
#include "why_sections.hpp"

#include <fmt/format.h>

namespace corsage::report {
namespace {

using explain::argument;
using trace::ArgumentName;
using trace::Reason;

http::HeaderList const& headers_of(Shared const& shared) {
  static http::HeaderList const none;
  auto const* const exchange = exchange_of(shared.judgement->diagnosis, shared.cause);
  auto const* const answered = exchange == nullptr ? nullptr : exchange->answered();
  return answered == nullptr ? none : answered->response.headers;
}

/// The Set-Cookie line with the attributes that let the cookie go to another site.
std::string mended_cookie(std::string_view line) {
  std::string mended;
  while (!line.empty()) {
    auto const part = strip(line.substr(0, line.find(';')), http_whitespace);
    line.remove_prefix(std::min(line.find(';'), line.size() - 1) + 1);
    auto const name = byte_lowercase(part.substr(0, part.find('=')));
    if (!part.empty() && (mended.empty() || (name != "samesite" && name != "secure"))) {
      mended.append(mended.empty() ? "" : "; ").append(part);
    }
  }
  return mended + "; SameSite=None; Secure";
}

/// Whether page and answer are both of this machine, under two names.
bool needs_one_name_of_this_machine(Why const& why, Shared const& shared) {
  auto const* const exchange = exchange_of(shared.judgement->diagnosis, shared.cause);
  auto const& page = why.environment.origin;
  return exchange != nullptr && !page.is_opaque() && url::is_loopback_host(page.host()) &&
         url::is_loopback_host(exchange->request.url.host()) && page.host() != exchange->request.url.host();
}

Advice advice_on_cookie(Why const& why, Shared const& shared) {
  if (needs_one_name_of_this_machine(why, shared)) {
    return {.text =
                "To a browser `localhost` and `127.0.0.1` are two sites. Use `localhost` in both, the page and the URL "
                "it asks for: then SameSite withholds nothing."};
  }
  Advice advice{.text = std::string(trace::text(shared.cause.reason).fix)};
  auto const prefix = std::string(argument(shared.cause, ArgumentName::value)) + "=";
  for (auto const line : headers_of(shared)) {
    if (byte_case_insensitive_equal(line.name, http::header::set_cookie) && line.value.starts_with(prefix)) {
      auto const value = http::shown_value(line.name, mended_cookie(line.value), why.secrets);
      advice.lines.push_back(fmt::format("{}: {}", visible(line.name), visible(value)));
    }
  }
  return advice;
}

std::string url_of(Shared const& shared) {
  auto const* const exchange = exchange_of(shared.judgement->diagnosis, shared.cause);
  return exchange == nullptr ? std::string() : std::string(exchange->request.url.href());
}

bool is_never_readable(std::string_view name) {
  return byte_case_insensitive_equal(name, http::header::set_cookie) ||
         byte_case_insensitive_equal(name, "set-cookie2");
}

/// The whole header: what is exposed already, and what else the page wants.
Advice advice_on_exposed_headers(Why const& why, Shared const& shared) {
  auto const wanted = argument(shared.cause, ArgumentName::header);
  if (is_never_readable(wanted)) {
    return {.text = fmt::format("No page can ever read `{}`: send what it needs in another header, or in the body.",
                                wanted)};
  }
  std::string line;
  auto const add = [&line](std::string_view name) {
    line.append(line.empty() ? "Access-Control-Expose-Headers: " : ", ").append(name);
  };
  bool const has_credentials = why.request.credentials == fetch::CredentialsMode::include;
  auto const present = http::extract_tokens(headers_of(shared), http::header::access_control_expose_headers);
  for (auto const name : present.value()) {
    if (name != "*" || !has_credentials) {
      add(name);
    }
  }
  for (auto const& finding : shared.judgement->diagnosis.findings) {
    auto const name = argument(finding, ArgumentName::header);
    if (finding.reason == Reason::response_header_not_exposed && !is_never_readable(name)) {
      add(name);
    }
  }
  return {.text = std::string(trace::text(shared.cause.reason).fix), .lines = {line}};
}

/// How the TLS library tells that what came, or did not come, is no TLS.
struct NoTls {
  std::string_view message;
  std::string_view advice;
};

constexpr std::string_view answered_without_tls =
    "What answered does not speak TLS: this port probably serves plain HTTP. Try `http://`, or find the port that "
    "serves "
    "https:";
constexpr std::string_view closed_at_tls =
    "The server closed the connection as soon as TLS began: perhaps this port serves plain HTTP. Try `http://`:";

constexpr std::array no_tls{
    NoTls{"wrong version number", answered_without_tls},
    NoTls{"packet length too long", answered_without_tls},
    NoTls{"SSL_ERROR_SYSCALL", closed_at_tls},
    NoTls{"unexpected eof", closed_at_tls},
};

Advice advice_on_tls(Shared const& shared) {
  auto const* const exchange = exchange_of(shared.judgement->diagnosis, shared.cause);
  auto const message = argument(shared.cause, ArgumentName::value);
  auto const* const row = std::ranges::find_if(
      no_tls, [&](NoTls const& candidate) { return message.find(candidate.message) != std::string_view::npos; });
  if (row == no_tls.end() || exchange == nullptr) {
    return {.text = std::string(trace::text(shared.cause.reason).fix)};
  }
  auto url = exchange->request.url;
  url.remove_credentials();
  return {.text = std::string(row->advice), .lines = {"http" + std::string(url.href().substr(url.scheme().size()))}};
}

/// The redirect's target, which the page can ask for itself.
Advice advice_on_redirected_preflight(Why const& why, Shared const& shared) {
  auto const* const exchange = exchange_of(shared.judgement->diagnosis, shared.cause);
  auto const location = headers_of(shared).get(http::header::location);
  if (exchange == nullptr || !location) {
    return {.text = std::string(trace::text(shared.cause.reason).fix)};
  }
  auto const target = url::Url::parse(location->view(), &exchange->request.url);
  if (!target) {
    return {.text = std::string(trace::text(shared.cause.reason).fix)};
  }
  return {.text =
              "Simplest: ask for this URL in the page, exactly (scheme, host and trailing slash), where it is the "
              "API's. Or let the server answer `OPTIONS` itself, before anything that redirects.",
          .lines = {std::string(http::shown_url(target->href(), why.secrets))}};
}

/// Why corsage never offers the one header that would do.
Advice advice_on_null(Why const& why, Shared const& shared) {
  if (!why.environment.origin.is_opaque()) {
    return {.text =
                "The answer would have to name `null`: a redirect between two other origins took the page's origin "
                "away. corsage does not offer that, since every sandboxed frame on the web has the origin `null`. "
                "Request the last URL directly, or answer without the redirect:",
            .lines = {std::string(http::shown_url(url_of(shared), why.secrets))}};
  }
  return {.text =
              "The answer would have to name `null`: the page is a file, a sandboxed frame or a data: URL. corsage "
              "does not offer that, since every sandboxed frame on the web has the origin `null`: whoever allows "
              "it allows anybody's page. Serve the page over http or https (a sandboxed frame of yours: add "
              "`allow-same-origin`) and ask again with that origin in `--from`. An answer that anybody may read "
              "can say `*`, to requests without credentials."};
}

}  // namespace

Advice advice_on(Why const& why, Shared const& shared) {
  auto const reason = shared.cause.reason;
  if (needs_null(shared.cause)) {
    return advice_on_null(why, shared);
  }
  if (reason == Reason::cookie_withheld_by_same_site) {
    return advice_on_cookie(why, shared);
  }
  if (reason == Reason::response_header_not_exposed) {
    return advice_on_exposed_headers(why, shared);
  }
  if (reason == Reason::tls_failed) {
    return advice_on_tls(shared);
  }
  if (reason == Reason::preflight_redirected) {
    return advice_on_redirected_preflight(why, shared);
  }
  if (is_of_dropped_cookie(shared.cause)) {
    return {.text =
                "Only the browser can send cookies: give it this one with `--cookie`, and ask with `--credentials "
                "include`, as a page does with `credentials: 'include'`."};
  }
  if (reason == Reason::method_not_allowed && is_patch_in_lower_case(why.request.method)) {
    return {.text =
                "Write the method in upper case first, and ask again. fetch() does that for `put`, but not for "
                "`patch`, and "
                "the server's list is compared letter by letter:",
            .lines = {"method: 'PATCH'"}};
  }
  return {.text = std::string(trace::text(reason).fix)};
}

bool is_patch_in_lower_case(std::string_view method) {
  return method != "PATCH" && byte_case_insensitive_equal(method, "PATCH");
}

void add_advice(TerminalText& text, Why const& why, std::vector<Shared> const& list,
                std::function<bool(trace::Reason)> const& is_wanted) {
  std::vector<std::string> told;
  std::vector<Reason> titles;
  for (auto const& shared : list) {
    auto const reason = shared.cause.reason;
    // What the page should not send at all needs no leave.
    if (!is_wanted(reason) || explain::is_of_misplaced_header(shared.cause)) {
      continue;
    }
    auto const advice = advice_on(why, shared);
    auto const whole = fmt::format("{}\n{}", advice.text, fmt::join(advice.lines, "\n"));
    if (std::ranges::find(told, whole) != told.end()) {
      continue;
    }
    if (std::ranges::find(titles, reason) == titles.end()) {
      text.paragraph({{title_of(shared.cause), Role::strong}}, {.columns = 2});
    }
    told.push_back(whole);
    titles.push_back(reason);
    text.paragraph(marked(advice.text, text.look().colors), {.columns = 2});
    if (!advice.lines.empty()) {
      text.blank();
    }
    for (auto const& line : advice.lines) {
      text.line({{line, Role::code}}, 4);
    }
    text.blank();
  }
}

}  // namespace corsage::report
