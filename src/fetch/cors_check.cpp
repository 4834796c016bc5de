#include "cors_check.hpp"

#include "corsage/http/header_names.hpp"
#include "redirect_taint.hpp"

namespace corsage::fetch {
namespace {

using trace::ArgumentName;
using trace::Reason;
using trace::Step;

/// Why a value that is not the origin is not: a finer word than the standard's one failure.
Reason reason_of_mismatch(std::string_view value) {
  if (value.find_first_of(", ") != std::string_view::npos) {
    return Reason::allow_origin_multiple;
  }
  if (value != "null" && !url::Url::parse(value)) {
    return Reason::allow_origin_invalid;
  }
  return Reason::allow_origin_mismatch;
}

}  // namespace

// https://fetch.spec.whatwg.org/#concept-cors-check
Blocked cors_check(FetchParams& params, http::HeaderList const& headers, At at) {
  bool const includes_credentials = params.made.credentials == CredentialsMode::include;
  auto const origin =
      at.leg == trace::Leg::preflight ? preflight_request_origin(params) : serialized_request_origin(params);

  // 1. All lines of the header, joined.
  auto const allow_origin = headers.get(http::header::access_control_allow_origin);
  // 2. Without the header, no.
  if (!allow_origin) {
    return params.block(Step::cors_check_2, Reason::allow_origin_missing, at, {{ArgumentName::expected, origin}});
  }
  auto const value = allow_origin->view();
  // 3. A wildcard is enough as long as no credentials are included.
  if (!includes_credentials && value == "*") {
    params.pass(Step::cors_check_3, at, {{ArgumentName::value, value}});
    return std::nullopt;
  }
  // 4. Otherwise the value is the origin, byte for byte; with credentials a wildcard is just a value that is not.
  if (value != origin) {
    auto const reason = value == "*" ? Reason::allow_origin_wildcard_with_credentials : reason_of_mismatch(value);
    return params.block(Step::cors_check_4, reason, at,
                        {{ArgumentName::value, value}, {ArgumentName::expected, origin}});
  }
  // 5. Without credentials that is all.
  if (!includes_credentials) {
    params.pass(Step::cors_check_5, at, {{ArgumentName::value, value}});
    return std::nullopt;
  }
  // 6. With credentials the server has to say so too, ...
  auto const allow_credentials = headers.get(http::header::access_control_allow_credentials);
  // 7. ... with exactly these four bytes.
  if (allow_credentials && allow_credentials->view() == "true") {
    params.pass(Step::cors_check_7, at, {{ArgumentName::value, value}});
    return std::nullopt;
  }
  // 8. Anything else is a no.
  return params.block(Step::cors_check_8, Reason::allow_credentials_not_true, at,
                      {{ArgumentName::value, allow_credentials ? allow_credentials->view() : std::string_view()},
                       {ArgumentName::expected, "true"}});
}

}  // namespace corsage::fetch
