#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "corsage/explain/diagnosis.hpp"

namespace corsage::explain {

/// The words of tests/data/questions.jsonl for corsage's reasons: the one place that maps them.
struct QuestionCode {
  trace::Reason reason;
  std::string_view code;
  /// Whether the code says where: "preflight.", "actual.", "redirect." or "after-redirect." stands before it.
  bool has_place = false;
  /// The argument that follows the code after a colon.
  trace::ArgumentName detail = trace::ArgumentName::none;
};

inline constexpr std::array question_codes{
    QuestionCode{trace::Reason::allow_origin_missing, "no-acao", true},
    QuestionCode{trace::Reason::allow_origin_wildcard_with_credentials, "wildcard-credentials", true},
    QuestionCode{trace::Reason::allow_origin_multiple, "acao-multiple", true},
    QuestionCode{trace::Reason::allow_origin_invalid, "acao-invalid", true},
    QuestionCode{trace::Reason::allow_origin_mismatch, "acao-mismatch", true},
    QuestionCode{trace::Reason::allow_credentials_not_true, "acac", true},
    QuestionCode{trace::Reason::preflight_status, "status", true},
    QuestionCode{trace::Reason::preflight_needs_authentication, "status", true},
    QuestionCode{trace::Reason::preflight_redirected, "redirect", true},
    QuestionCode{trace::Reason::method_not_allowed, "method", true},
    QuestionCode{trace::Reason::authorization_not_listed, "header", true, trace::ArgumentName::header},
    QuestionCode{trace::Reason::request_header_not_allowed, "header", true, trace::ArgumentName::header},
    QuestionCode{trace::Reason::allow_methods_malformed, "acam-syntax", true},
    QuestionCode{trace::Reason::allow_headers_malformed, "acah-syntax", true},
    QuestionCode{trace::Reason::mixed_content, "mixed-content"},
    QuestionCode{trace::Reason::local_network_access_permission, "lna.permission"},
    QuestionCode{trace::Reason::local_network_access_insecure_context, "lna.insecure-context"},
    QuestionCode{trace::Reason::tls_failed, "network.tls"},
    QuestionCode{trace::Reason::blocked_by_client, "network.blocked-by-client"},
    QuestionCode{trace::Reason::scheme_not_http, "scheme"},
    QuestionCode{trace::Reason::opaque_response, "opaque"},
    QuestionCode{trace::Reason::cross_origin_resource_policy, "corp"},
    QuestionCode{trace::Reason::response_header_not_exposed, "expose", false, trace::ArgumentName::header},
    QuestionCode{trace::Reason::cookie_withheld_by_same_site, "cookie.samesite"},
};

/// Where a question says that a cause is.
inline std::string_view place_of(Cause const& cause, fetch::Exchange const* exchange) {
  if (cause.leg == trace::Leg::preflight) {
    return "preflight.";
  }
  auto const* const answered = exchange == nullptr ? nullptr : exchange->answered();
  if (answered != nullptr && answered->response.status >= 300 && answered->response.status < 400) {
    return "redirect.";
  }
  return cause.hop > 0 ? "after-redirect." : "actual.";
}

/// The question's word for a cause or a finding; nothing for what questions do not speak of.
inline std::optional<std::string> question_code(Diagnosis const& diagnosis, Cause const& cause) {
  for (auto const& row : question_codes) {
    if (row.reason == cause.reason) {
      std::string code(row.has_place ? place_of(cause, exchange_of(diagnosis, cause)) : "");
      code.append(row.code);
      if (row.detail != trace::ArgumentName::none) {
        code.append(":").append(argument(cause, row.detail));
      }
      return code;
    }
  }
  return std::nullopt;
}

}  // namespace corsage::explain
