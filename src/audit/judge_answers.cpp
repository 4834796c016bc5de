#include <algorithm>
#include <array>
#include <iterator>

#include "case.hpp"
#include "corsage/base/bytes.hpp"
#include "corsage/http/header_names.hpp"
#include "corsage/url/origin.hpp"
#include "http_lists.hpp"

namespace corsage::audit {
namespace {

using trace::Reason;
namespace header = http::header;

constexpr std::string_view everybody = "*";

bool holds_several(std::string_view value) {
  return value.find_first_of(", \t") != std::string_view::npos;
}

/// https://url.spec.whatwg.org/#url-scheme-string
bool is_scheme(std::string_view text) {
  constexpr std::string_view others = "+-.";
  auto const is_of_scheme = [others](char byte) {
    return is_ascii_alpha(byte) || is_ascii_digit(byte) || others.find(byte) != std::string_view::npos;
  };
  return !text.empty() && is_ascii_alpha(text.front()) && std::ranges::all_of(text, is_of_scheme);
}

/// Why the value can be no origin, as a token; empty where it can, or is `*`.
std::string_view invalidity_of(std::string_view value) {
  constexpr std::string_view after_scheme = "://";
  if (value == everybody || value == "null") {
    return {};
  }
  auto const scheme_end = value.find(after_scheme);
  if (value.empty()) {
    return "empty";
  }
  if (value.find('*') != std::string_view::npos) {
    return "wildcard-pattern";
  }
  if (scheme_end == std::string_view::npos) {
    return "no-scheme";
  }
  if (!is_scheme(value.substr(0, scheme_end))) {
    return "not-an-origin";
  }
  auto const host = value.substr(scheme_end + after_scheme.size());
  if (auto const slash = host.find('/'); slash != std::string_view::npos) {
    return slash + 1 == host.size() ? "trailing-slash" : "path";
  }
  if (value != byte_lowercase(value)) {
    return "uppercase";
  }
  // Browsers can be made to send other characters, but nobody's page has them in its origin.
  bool const has_usual_host = std::ranges::all_of(host, [](char byte) {
    return is_ascii_alpha(byte) || is_ascii_digit(byte) ||
           std::string_view("-._:[]").find(byte) != std::string_view::npos;
  });
  if (!has_usual_host) {
    return "not-an-origin";
  }
  auto const url = url::Url::parse(value);
  bool const is_web = value.starts_with("http:") || value.starts_with("https:");
  if (!url || !is_web) {
    return url || !is_web ? "" : "not-an-origin";
  }
  if (!url->port() &&
      host.find(':', host.rfind(']') == std::string_view::npos ? 0 : host.rfind(']')) != std::string_view::npos) {
    return "default-port";
  }
  return url::Origin::of(*url).serialized() == value ? "" : "not-an-origin";
}

/// What is wrong with Access-Control-Allow-Origin as it is written, whoever it is for; whether anything is. One mistake of an
/// answer is told, and the same mistake once.
bool judge_allow_origin(Case& the_case, std::size_t number) {
  auto const values = lines_of(headers_of(the_case.answers[number]), header::access_control_allow_origin);
  auto const tell = [&](Reason reason, std::string_view variant) {
    auto const is_it = [&](Finding const& found) { return found.reason == reason && found.variant == variant; };
    if (std::ranges::none_of(the_case.findings, is_it)) {
      std::vector<std::string> const shown(values.begin(), values.end());
      add(the_case, {.reason = reason, .probe = number, .variant = std::string(variant), .values = shown});
    }
    return true;
  };
  if (values.size() > 1) {
    return tell(Reason::acao_duplicate_header, "");
  }
  if (values.empty()) {
    return false;
  }
  if (holds_several(values.front())) {
    return tell(Reason::acao_multiple_values, "");
  }
  auto const invalidity = invalidity_of(values.front());
  return !invalidity.empty() && tell(Reason::acao_invalid, invalidity);
}

/// That of each trusted origin, the one that is let in best first: one may be answered well and another badly.
void judge_allow_origins(Case& the_case) {
  auto const& answers = the_case.answers;
  std::vector<std::size_t> probes{*the_case.trusted};
  std::ranges::copy(answers.all(ProbeKind::trusted, [](Asked const&) { return true; }), std::back_inserter(probes));
  for (auto const probe : probes) {
    auto const preflight = answers.first(ProbeKind::preflight_of_trusted, answers[probe].probe.origin);
    if (!judge_allow_origin(the_case, probe) && preflight) {
      judge_allow_origin(the_case, *preflight);
    }
  }
}

/// Whether the answer's word on credentials is written so that it lets none through, and hardly meant so.
bool has_miswritten_credentials(http::HeaderList const& headers) {
  auto const values = lines_of(headers, header::access_control_allow_credentials);
  // "false" is mostly meant so.
  bool const is_right = values.size() == 1 && (values.front() == "true" || values.front() == "false");
  return !values.empty() && !is_right;
}

void judge_allow_credentials(Case& the_case) {
  for (auto const number : {the_case.trusted, the_case.preflight}) {
    if (number && has_miswritten_credentials(headers_of(the_case.answers[*number]))) {
      auto const values = lines_of(headers_of(the_case.answers[*number]), header::access_control_allow_credentials);
      std::vector<std::string> const shown(values.begin(), values.end());
      add(the_case, {.reason = Reason::acac_invalid_value, .probe = *number, .values = shown});
      break;
    }
  }
  auto const& headers = headers_of(the_case.answers[*the_case.trusted]);
  if (allows_credentials(headers) && names(headers, everybody)) {
    add(the_case, {.reason = Reason::wildcard_with_credentials, .probe = *the_case.trusted, .values = {"*", "true"}});
  }
}

/// Whether the answers to an origin's preflight, or to its request, let it in.
bool is_let_in(Answers const& answers, std::string_view origin) {
  auto const is_it = [&](Asked const& asked) { return asked.probe.origin == origin && lets_in(asked); };
  return answers.first(ProbeKind::preflight_of_trusted, is_it) || answers.first(ProbeKind::trusted, is_it);
}

bool has_no_allow_origin(Asked const& asked) {
  return !headers_of(asked).contains(header::access_control_allow_origin);
}

/// Trusted origins that are not let in, where the answers speak of CORS at all.
void judge_trusted(Case& the_case) {
  auto const& answers = the_case.answers;
  if (the_case.target.trusted_origins.empty() || !speaks_of_cors(answers)) {
    return;
  }
  auto const is_kept_out = [&](Asked const& asked) {
    bool const is_named = echoes(asked) || names(headers_of(asked), everybody);
    // An error or a redirect of a resource whose preflight lets the origin in only lacks the headers.
    bool const is_bare = status_of(asked) >= first_redirect_status && is_let_in(answers, asked.probe.origin);
    return !is_named && !is_bare && !is_miswritten(asked);
  };
  auto const kept_out = answers.all(ProbeKind::trusted, is_kept_out);
  if (kept_out.empty()) {
    return;
  }
  auto& finding = add(the_case, {.reason = Reason::trusted_origin_blocked,
                                 .probe = kept_out.front(),
                                 .control = answers.first(ProbeKind::trusted, lets_in)});
  for (auto const number : kept_out) {
    finding.values.push_back(answers[number].probe.origin);
  }
}

void add_bare(Case& the_case, Reason reason, std::size_t number, ProbeKind control) {
  auto const& asked = the_case.answers[number];
  add(the_case, {.reason = reason,
                 .probe = number,
                 .control = the_case.answers.first(control, asked.probe.origin),
                 .variant = std::to_string(status_of(asked))});
}

/// Redirects and errors that leave without the headers that let the same origin in elsewhere.
void judge_other_statuses(Case& the_case) {
  auto const& answers = the_case.answers;
  auto const is_bare = [&](Asked const& asked) {
    return has_no_allow_origin(asked) && is_let_in(answers, asked.probe.origin);
  };
  auto const is_bare_error = [&](Asked const& asked) {
    return status_of(asked) >= first_error_status && is_bare(asked);
  };
  auto const is_bare_redirect = [&](Asked const& asked) {
    return status_of(asked) >= first_redirect_status && status_of(asked) < first_error_status && is_bare(asked);
  };
  if (auto const redirect = answers.first(ProbeKind::trusted, is_bare_redirect)) {
    add_bare(the_case, Reason::redirect_no_cors, *redirect, ProbeKind::preflight_of_trusted);
  }
  if (auto const error = answers.first(ProbeKind::trusted, is_bare_error)) {
    add_bare(the_case, Reason::error_response_no_cors, *error, ProbeKind::preflight_of_trusted);
  } else if (auto const missing = answers.first(ProbeKind::missing_resource, is_bare_error)) {
    add_bare(the_case, Reason::error_response_no_cors, *missing, ProbeKind::trusted);
  }
}

void judge_exposed(Case& the_case) {
  auto const& answer = the_case.answers[*the_case.trusted];
  auto const& headers = headers_of(answer);
  auto const exposed = elements(headers, header::access_control_expose_headers);
  if (lets_in(answer) && allows_credentials(headers) && std::ranges::find(exposed, everybody) != exposed.end()) {
    add(the_case, {.reason = Reason::expose_wildcard_credentials, .probe = *the_case.trusted, .values = {"*"}});
  }
}

}  // namespace

bool is_miswritten(Asked const& asked) {
  auto const values = lines_of(headers_of(asked), header::access_control_allow_origin);
  return values.size() > 1 ||
         (values.size() == 1 && (holds_several(values.front()) || !invalidity_of(values.front()).empty()));
}

void judge_answers(Case& the_case) {
  judge_allow_origins(the_case);
  judge_allow_credentials(the_case);
  judge_trusted(the_case);
  if (is_anybody_trusted(the_case.target)) {
    judge_other_statuses(the_case);
  }
  judge_exposed(the_case);
}

}  // namespace corsage::audit
