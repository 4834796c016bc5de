#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>

#include "case.hpp"
#include "corsage/base/bytes.hpp"
#include "corsage/http/field_values.hpp"
#include "corsage/http/header_names.hpp"
#include "corsage/http/method.hpp"
#include "corsage/http/status.hpp"
#include "http_lists.hpp"
#include "preflight_leave.hpp"

namespace corsage::audit {
namespace {

using trace::Reason;
namespace header = http::header;

constexpr std::uint64_t longest_kept = 86400;
constexpr std::string_view everything = "*";

bool has(std::vector<std::string> const& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

std::string uppercase(std::string_view text) {
  std::string upper(text);
  std::ranges::transform(upper, upper.begin(),
                         [](unsigned char byte) { return static_cast<char>(std::toupper(byte)); });
  return upper;
}

/// Whether the resource may be one that everybody reads and nobody asks more of, as a file of a CDN: it does not take OPTIONS.
bool is_only_to_be_read(Case const& the_case, std::size_t preflight, std::size_t readable) {
  constexpr std::array<int, 3> takes_no_options{404, 405, 501};
  auto const status = status_of(the_case.answers[preflight]);
  return names(headers_of(the_case.answers[readable]), everything) &&
         std::ranges::find(takes_no_options, status) != takes_no_options.end() &&
         !the_case.target.needs_preflight_method;
}

/// What is wrong with the answer as an answer to a preflight; whether there is anything.
bool judge_passage(Case& the_case, std::size_t number, std::size_t readable) {
  auto const& answer = the_case.answers[number];
  auto const status = status_of(answer);
  auto const tell = [&](Reason reason, std::string variant) {
    add(the_case, {.reason = reason, .probe = number, .control = readable, .variant = std::move(variant)});
    return true;
  };
  if (status >= first_redirect_status && status < first_error_status) {
    return tell(Reason::preflight_redirect, std::to_string(status));
  }
  if (!http::is_ok_status(status)) {
    tell(Reason::preflight_not_ok, std::to_string(status));
    if (is_only_to_be_read(the_case, number, readable)) {
      the_case.findings.back().severity = Severity::low;
      the_case.findings.back().confidence = explain::Confidence::likely;
    }
    return true;
  }
  // What is written wrongly is told of with the answers.
  return !lets_in(answer) && !is_miswritten(answer) && tell(Reason::preflight_no_acao, "");
}

void judge_credentials(Case& the_case, std::size_t number) {
  auto const& headers = headers_of(the_case.answers[number]);
  bool const is_wanted = allows_credentials(headers_of(the_case.answers[*the_case.trusted]));
  // What is written there, and wrongly, is told of with the answers.
  if (is_wanted && !headers.contains(header::access_control_allow_credentials)) {
    add(the_case, {.reason = Reason::preflight_no_acac, .probe = number, .control = the_case.trusted});
  }
}

void judge_lists(Case& the_case, std::size_t number) {
  auto const& headers = headers_of(the_case.answers[number]);
  auto const methods = elements(headers, header::access_control_allow_methods);
  auto const names = elements(headers, header::access_control_allow_headers);
  bool const has_credentials = allows_credentials(headers);
  if (has_credentials && (has(methods, everything) || has(names, everything))) {
    add(the_case, {.reason = Reason::preflight_wildcard_credentials, .probe = number, .values = {"*", "true"}});
  }
  if (!has_credentials && has(names, everything) &&
      !directives(headers, header::access_control_allow_headers).contains("authorization")) {
    add(the_case, {.reason = Reason::preflight_authorization_uncovered,
                   .probe = number,
                   .confidence = explain::Confidence::likely,
                   .values = {"*"}});
  }
}

/// Methods are compared byte for byte: `put` allows no PUT.
std::vector<std::string> judge_case_of_methods(Case& the_case, std::size_t number,
                                               std::vector<std::string> const& methods) {
  std::vector<std::string> mistaken;
  std::ranges::copy_if(methods, std::back_inserter(mistaken), [&](std::string const& method) {
    auto const upper = uppercase(method);
    constexpr std::array<std::string_view, 4> needing_leave{"PUT", "PATCH", "DELETE", "OPTIONS"};
    bool const is_known = std::ranges::find(needing_leave, upper) != needing_leave.end();
    return is_known && method != upper && !has(methods, upper);
  });
  if (!mistaken.empty()) {
    add(the_case, {.reason = Reason::preflight_method_case, .probe = number, .values = mistaken});
  }
  return mistaken;
}

/// Methods that the resource says it has, or that were asked for.
std::vector<std::string> wanted_methods(Case const& the_case) {
  std::vector<std::string> wanted;
  for (auto const& asked : the_case.answers.evidence()) {
    if (asked.probe.kind == ProbeKind::missing_resource) {
      continue;
    }
    for (auto& listed : elements(headers_of(asked), "allow")) {
      // A server that writes its methods small means the same ones.
      auto method = uppercase(listed);
      bool const needs_leave =
          !http::is_cors_safelisted_method(method) && !http::is_forbidden_method(method) && method != "OPTIONS";
      if (needs_leave && http::is_method(method) && method != everything && !has(wanted, method)) {
        wanted.push_back(std::move(method));
      }
    }
  }
  auto const& asked_for = the_case.target.preflight_method;
  if (the_case.target.needs_preflight_method && !http::is_cors_safelisted_method(asked_for) &&
      !has(wanted, asked_for)) {
    wanted.push_back(asked_for);
  }
  return wanted;
}

void judge_methods(Case& the_case, std::size_t number) {
  auto const& headers = headers_of(the_case.answers[number]);
  auto const methods = elements(headers, header::access_control_allow_methods);
  auto const mistaken = judge_case_of_methods(the_case, number, methods);
  bool const is_any = has(methods, everything) && !allows_credentials(headers);
  std::vector<std::string> missing;
  for (auto const& method : wanted_methods(the_case)) {
    auto const is_it = [&](std::string const& other) { return uppercase(other) == method; };
    if (!is_any && !has(methods, method) && std::ranges::none_of(mistaken, is_it)) {
      missing.push_back(method);
    }
  }
  // The literal wildcard is told of already.
  if (!missing.empty() && !has(methods, everything)) {
    add(the_case, {.reason = Reason::preflight_method_missing, .probe = number, .values = missing});
  }
}

void judge_max_age(Case& the_case, std::size_t number) {
  auto const& headers = headers_of(the_case.answers[number]);
  auto const values = lines_of(headers, header::access_control_max_age);
  std::vector<std::string> const shown(values.begin(), values.end());
  auto const seconds = http::extract_delta_seconds(headers, header::access_control_max_age);
  if (seconds.is_absent() && leaves_nothing(headers)) {
    return;
  }
  if (seconds.is_absent()) {
    add(the_case, {.reason = Reason::max_age_missing, .probe = number});
  } else if (seconds.is_failure()) {
    add(the_case, {.reason = Reason::max_age_invalid, .probe = number, .values = shown});
  } else if (seconds.value() > longest_kept) {
    add(the_case, {.reason = Reason::max_age_too_long, .probe = number, .values = shown});
  }
}

/// Each trusted origin whose page can read the answers is to get past its preflight. The first that does not is told of.
bool judge_passages(Case& the_case) {
  auto const& answers = the_case.answers;
  // An error that the page can read is an answer, too: a login that it is to show.
  auto const is_readable = [](Asked const& asked) { return echoes(asked) || names(headers_of(asked), everything); };
  for (auto const readable : answers.all(ProbeKind::trusted, is_readable)) {
    auto const preflight = answers.first(ProbeKind::preflight_of_trusted, answers[readable].probe.origin);
    bool const is_answered = preflight && answers[*preflight].answered() != nullptr;
    if (is_answered && judge_passage(the_case, *preflight, readable)) {
      return true;
    }
  }
  return false;
}

}  // namespace

void judge_preflight(Case& the_case) {
  if (!is_anybody_trusted(the_case.target)) {
    return;
  }
  bool const is_told = judge_passages(the_case);
  if (is_told || !the_case.preflight) {
    return;
  }
  auto const number = *the_case.preflight;
  if (!lets_in(the_case.answers[number]) || !http::is_ok_status(status_of(the_case.answers[number]))) {
    return;
  }
  judge_credentials(the_case, number);
  judge_lists(the_case, number);
  judge_methods(the_case, number);
  judge_max_age(the_case, number);
}

}  // namespace corsage::audit
