#include "findings.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "cause.hpp"
#include "corsage/base/bytes.hpp"
#include "corsage/http/field_values.hpp"
#include "corsage/http/header_names.hpp"
#include "corsage/http/status.hpp"
#include "corsage/url/site.hpp"
#include "text_search.hpp"

namespace corsage::explain {
namespace {

using fetch::Exchange;
using http::HeaderList;
using trace::ArgumentName;
using trace::Leg;
using trace::Reason;
using trace::Step;

/// Everything that findings are made of.
class Finder {
 public:
  Finder(fetch::Request const& request, fetch::Environment const& environment, Interests const& interests,
         Diagnosis& diagnosis)
      : request_(request),
        environment_(environment),
        interests_(interests),
        diagnosis_(diagnosis),
        last_(diagnosis.repaired.trace.events().empty() ? diagnosis.run : diagnosis.repaired) {}

  void find() {
    take_notes();
    find_headers_of_answers();
    for (auto const& cause : diagnosis_.causes) {
      find_behind(cause);
    }
    for (std::size_t i = 0; i < last_.journal.size(); ++i) {
      find_missing_vary(static_cast<std::int16_t>(i));
    }
    if (last_.outcome.verdict == fetch::Verdict::allowed && !last_.journal.empty()) {
      find_hidden_headers();
      find_withheld_cookies();
      find_broken_body();
    }
  }

 private:
  void add(Cause finding) {
    if (std::ranges::find(diagnosis_.findings, finding) == diagnosis_.findings.end()) {
      diagnosis_.findings.push_back(std::move(finding));
    }
  }

  bool is_told(Reason reason) const {
    return std::ranges::find(diagnosis_.findings, reason, &Cause::reason) != diagnosis_.findings.end();
  }

  /// What the algorithms themselves thought worth telling.
  void take_notes() {
    for (auto const& event : last_.trace.events()) {
      // An element shows an opaque answer without reading it.
      bool const is_no_news =
          event.reason == Reason::opaque_response && request_.initiator == fetch::Initiator::element;
      if (event.kind == trace::EventKind::note && !is_no_news) {
        add(cause_of(last_.trace, event));
      }
    }
  }

  /// Headers of answers that the page sends with its request.
  void find_headers_of_answers() {
    for (auto const line : request_.headers) {
      if (is_header_of_answers(line.name)) {
        add({.reason = Reason::cors_response_header_in_request,
             .step = Step::headers_append_2,
             .arguments = {{ArgumentName::header, byte_lowercase(line.name)}}});
      }
    }
  }

  /// What a cause keeps the page from seeing, and what explains it.
  void find_behind(Cause const& cause) {
    auto const* const exchange = exchange_of(diagnosis_, cause);
    auto const* const answered = exchange == nullptr ? nullptr : exchange->answered();
    if (answered == nullptr) {
      return;
    }
    auto const& response = answered->response;
    if (cause.leg == Leg::actual && is_of_cors_check(cause.reason) && response.status >= least_error_status) {
      add(beside(cause, Reason::error_status_hidden, {ArgumentName::status, std::to_string(response.status)}));
    }
    if (auto const target = login_target(cause, *exchange);
        !target.empty() && !is_told(Reason::login_redirect_hidden)) {
      add(beside(cause, Reason::login_redirect_hidden, {ArgumentName::url, std::string(target)}));
    }
    if (auto const evidence = cache_evidence(response.headers)) {
      add(beside(cause, Reason::cached_answer, {ArgumentName::header, std::string(*evidence)}));
    }
  }

  static Cause beside(Cause const& cause, Reason reason, std::pair<ArgumentName, std::string> argument) {
    return {.reason = reason,
            .leg = cause.leg,
            .hop = cause.hop,
            .step = cause.step,
            .exchange = cause.exchange,
            .arguments = {std::move(argument)}};
  }

  /// Where the cause's answer, or the redirect that led to it, sends people to log in; empty when it does not.
  static std::string_view login_target(Cause const& cause, Exchange const& exchange) {
    auto const location = exchange.answered()->response.headers.find(http::header::location);
    if (http::is_redirect_status(exchange.answered()->response.status) && location) {
      auto const target = exchange.answered()->response.headers[*location].value;
      return is_login(target) ? target : std::string_view();
    }
    bool const was_redirected = cause.hop > 0 && is_of_cors_check(cause.reason);
    return was_redirected && is_login(exchange.request.url.href()) ? exchange.request.url.href() : std::string_view();
  }

  static bool is_login(std::string_view url) {
    static constexpr std::array<std::string_view, 9> signs{"login",   "signin", "sign-in", "sign_in",       "/oauth2/",
                                                           "/oauth/", "/saml",  "/sso",    "cdn-cgi/access"};
    return std::ranges::any_of(signs, [url](std::string_view sign) { return contains_in_any_case(url, sign); }) ||
           contains_in_any_case(url, "accounts.google.com");
  }

  /// The header that tells of a cache; nothing when none does.
  static std::optional<std::string_view> cache_evidence(HeaderList const& headers) {
    static constexpr std::array<std::string_view, 4> names{"age", "x-cache", "cf-cache-status", "x-vercel-cache"};
    for (auto const name : names) {
      auto const is_evidence = [name](std::string_view value) {
        return name == names.front() ? is_above_zero(value) : contains_in_any_case(value, "hit");
      };
      for (auto line = headers.find(name); line; line = headers.find(name, *line + 1)) {
        if (is_evidence(headers[*line].value)) {
          return name;
        }
      }
    }
    return std::nullopt;
  }

  /// delta-seconds, and not 0.
  static bool is_above_zero(std::string_view value) {
    auto const digits = strip(value, http_whitespace);
    return !digits.empty() && std::ranges::all_of(digits, is_ascii_digit) &&
           digits.find_first_not_of('0') != std::string_view::npos;
  }

  /// An answer that names the asking origin is another answer for every origin: caches have to be told.
  void find_missing_vary(std::int16_t index) {
    auto const& exchange = last_.journal[static_cast<std::size_t>(index)];
    auto const* const answered = exchange_answer(index);
    auto const asked = exchange.request.headers.find(http::header::origin);
    if (answered == nullptr || !asked || request_.mode != fetch::RequestMode::cors) {
      return;
    }
    auto const& headers = answered->response.headers;
    auto const allowed = headers.find(http::header::access_control_allow_origin);
    auto const origin = exchange.request.headers[*asked].value;
    if (!allowed || origin == "null" || strip(headers[*allowed].value, http_whitespace) != origin || varies(headers)) {
      return;
    }
    add({.reason = Reason::vary_origin_missing,
         .leg = exchange.request.leg,
         .hop = exchange.request.hop,
         .step = Step::cors_check_4,
         .exchange = index,
         .arguments = {{ArgumentName::value, std::string(origin)}}});
  }

  static bool varies(HeaderList const& headers) {
    auto const vary = http::extract_tokens(headers, http::header::vary);
    return std::ranges::any_of(vary.value(), [](std::string_view name) {
      return name == "*" || byte_case_insensitive_equal(name, http::header::origin);
    });
  }

  /// The answer as it came, before any repair.
  fetch::Answered const* exchange_answer(std::int16_t index) const {
    auto const* const exchange = exchange_of(diagnosis_, {.exchange = index});
    return exchange == nullptr ? nullptr : exchange->answered();
  }

  std::int16_t last_index() const { return static_cast<std::int16_t>(last_.journal.size() - 1); }

  /// Headers that the page wants, that are there, and that it cannot see.
  void find_hidden_headers() {
    auto const* const answered = exchange_answer(last_index());
    if (answered == nullptr || last_.outcome.type != fetch::ResponseType::cors) {
      return;
    }
    for (auto const& name : interests_.reads) {
      if (answered->response.headers.contains(name) && !last_.outcome.readable.contains(name)) {
        add({.reason = Reason::response_header_not_exposed,
             .hop = last_.journal.back().request.hop,
             .step = Step::main_fetch_14,
             .exchange = last_index(),
             .arguments = {{ArgumentName::header, name}}});
      }
    }
  }

  /// Cookies that the browser drops, since they do not say SameSite=None and Secure to a page of another site.
  void find_withheld_cookies() {
    bool const matters = request_.credentials == fetch::CredentialsMode::include || interests_.reads_cookies;
    for (std::size_t i = 0; matters && i < last_.journal.size(); ++i) {
      auto const index = static_cast<std::int16_t>(i);
      auto const* const answered = exchange_answer(index);
      auto const& asked = last_.journal[i].request;
      if (answered == nullptr || asked.leg == Leg::preflight ||
          !answered->response.headers.contains(http::header::set_cookie) ||
          url::same_site(url::Origin::of(asked.url), environment_.origin)) {
        continue;
      }
      for (auto const line : answered->response.headers) {
        if (byte_case_insensitive_equal(line.name, http::header::set_cookie) && is_withheld(line.value)) {
          add({.reason = Reason::cookie_withheld_by_same_site,
               .hop = asked.hop,
               .step = Step::http_network_fetch_10,
               .exchange = index,
               .arguments = {{ArgumentName::value, std::string(line.value.substr(0, line.value.find('=')))}}});
        }
      }
    }
  }

  /// https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html , section 5.6.7: no attribute means Lax.
  static bool is_withheld(std::string_view set_cookie) {
    bool is_none = false;
    bool is_secure = false;
    for (auto rest = set_cookie; !rest.empty();) {
      auto const semicolon = rest.find(';');
      auto const attribute = strip(rest.substr(0, semicolon), http_whitespace);
      is_none = is_none || byte_case_insensitive_equal(attribute, "samesite=none");
      is_secure = is_secure || byte_case_insensitive_equal(attribute, "secure");
      rest.remove_prefix(semicolon == std::string_view::npos ? rest.size() : semicolon + 1);
    }
    return !is_none || !is_secure;
  }

  /// The page gets the status and the headers, then an error while reading.
  void find_broken_body() {
    auto const* const answered = exchange_answer(last_index());
    if (answered != nullptr && !answered->body_failure.empty() && last_.outcome.body_readable) {
      add({.reason = Reason::body_not_whole,
           .hop = last_.journal.back().request.hop,
           .step = Step::http_network_fetch_10,
           .exchange = last_index(),
           .arguments = {{ArgumentName::value, answered->body_failure}}});
    }
  }

  static constexpr int least_error_status = 400;

  fetch::Request const& request_;
  fetch::Environment const& environment_;
  Interests const& interests_;
  Diagnosis& diagnosis_;
  fetch::Run const& last_;
};

}  // namespace

void find_all(fetch::Request const& request, fetch::Environment const& environment, Interests const& interests,
              Diagnosis& diagnosis) {
  Finder(request, environment, interests, diagnosis).find();
}

}  // namespace corsage::explain
