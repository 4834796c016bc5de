#include "filtered_response.hpp"

#include <algorithm>
#include <array>

#include "corsage/base/bytes.hpp"
#include "corsage/http/field_values.hpp"
#include "corsage/http/forbidden_header.hpp"
#include "corsage/http/header_names.hpp"
#include "corsage/http/safelisted_header.hpp"

namespace corsage::fetch {
namespace {

using trace::ArgumentName;
using trace::Reason;
using trace::Step;

/// https://fetch.spec.whatwg.org/#concept-response-cors-exposed-header-name-list
class ExposedNames {
 public:
  ExposedNames(FetchParams& params, Response const& response)
      : list_(http::extract_tokens(*response.headers, http::header::access_control_expose_headers)) {
    // Main fetch 14.1.2. A wildcard exposes everything, without credentials.
    auto const& names = list_.value();
    exposes_all_ = params.made.credentials != CredentialsMode::include && std::ranges::find(names, "*") != names.end();
    // A server may name any number of headers and send as many.
    if (names.size() > most_to_look_through) {
      for (auto const name : names) {
        sorted_.push_back(byte_lowercase(name));
      }
      std::ranges::sort(sorted_);
    }
    if (list_.is_failure()) {
      params.note(Step::main_fetch_14, Reason::expose_headers_malformed, {.exchange = response.exchange},
                  {{ArgumentName::value, list_.offending()}});
    }
  }

  bool exposes(std::string_view name) const {
    auto const is_name = [name](std::string_view other) { return byte_case_insensitive_equal(name, other); };
    if (exposes_all_ || std::ranges::any_of(http::cors_safelisted_response_header_names, is_name)) {
      return true;
    }
    return sorted_.empty() ? std::ranges::any_of(list_.value(), is_name)
                           : std::ranges::binary_search(sorted_, byte_lowercase(name));
  }

 private:
  static constexpr std::size_t most_to_look_through = 16;

  http::Extracted<http::TokenList> list_;
  std::vector<std::string> sorted_;  ///< the list in lower case, where it is long
  bool exposes_all_ = false;
};

Outcome resolved(FetchParams const& params, ResponseType type) {
  return {.verdict = Verdict::allowed, .type = type, .redirected = params.request.url_list.size() > 1};
}

/// https://fetch.spec.whatwg.org/#concept-filtered-response-opaque : nothing to see.
Outcome opaque(FetchParams& params, Response const& response) {
  params.note(Step::main_fetch_14, Reason::opaque_response, {.exchange = response.exchange});
  return {.verdict = Verdict::allowed, .type = ResponseType::opaque};
}

/// https://fetch.spec.whatwg.org/#concept-filtered-response-opaque-redirect : as opaque, but it tells its URL.
Outcome opaque_redirect(FetchParams& params, Response const& response) {
  params.note(Step::http_fetch_6_manual, Reason::opaque_redirect, {.exchange = response.exchange});
  auto outcome = resolved(params, ResponseType::opaqueredirect);
  outcome.url = params.request.current_url().href_without_fragment();
  outcome.body_readable =
      params.profile.shows_body_without_location && !response.headers->contains(http::header::location);
  return outcome;
}

void show(FetchParams const& params, Response const& response, Outcome& outcome) {
  outcome.status = response.status;
  outcome.url = params.request.current_url().href_without_fragment();
  outcome.body_readable = true;
  outcome.has_body = response.has_body;
  outcome.timing_allowed = !params.request.timing_allow_failed;
  outcome.local_body = params.local_body;
  if (response.exchange == trace::Event::no_exchange) {
    // What about: and data: URLs carry with them is always fine: https://fetch.spec.whatwg.org/#scheme-fetch
    outcome.status_text = "OK";
  } else {
    outcome.status_text = params.journal_at(response.exchange).answered()->response.reason_phrase;
  }
}

/// https://fetch.spec.whatwg.org/#concept-filtered-response-basic : all but cookies.
Outcome basic(FetchParams& params, Response const& response) {
  auto outcome = resolved(params, ResponseType::basic);
  show(params, response, outcome);
  for (auto const line : *response.headers) {
    if (!http::is_forbidden_response_header_name(line.name)) {
      outcome.readable.append(line.name, line.value);
    }
  }
  return outcome;
}

/// https://fetch.spec.whatwg.org/#concept-filtered-response-cors : what is harmless, and what the server exposes.
Outcome cors(FetchParams& params, Response const& response) {
  auto outcome = resolved(params, ResponseType::cors);
  show(params, response, outcome);
  ExposedNames const names(params, response);
  for (auto const line : *response.headers) {
    if (!http::is_forbidden_response_header_name(line.name) && names.exposes(line.name)) {
      outcome.readable.append(line.name, line.value);
    }
  }
  return outcome;
}

}  // namespace

Outcome network_error_outcome() {
  return {.verdict = Verdict::blocked, .type = ResponseType::error};
}

Outcome filtered_outcome(FetchParams& params, Response const& response) {
  if (response.is_opaque_redirect) {
    return opaque_redirect(params, response);
  }
  // Main fetch 14.2. The tainting picks the filter.
  switch (params.request.tainting) {
    case ResponseTainting::basic: return basic(params, response);
    case ResponseTainting::cors: return cors(params, response);
    case ResponseTainting::opaque: break;
  }
  return opaque(params, response);
}

}  // namespace corsage::fetch
