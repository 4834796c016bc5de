#include "answers.hpp"

#include <algorithm>

#include "corsage/base/bytes.hpp"
#include "corsage/http/header_names.hpp"

namespace corsage::audit {
namespace {

constexpr std::string_view everybody = "*";

}  // namespace

std::vector<std::string_view> lines_of(http::HeaderList const& headers, std::string_view name) {
  std::vector<std::string_view> values;
  for (auto place = headers.find(name); place; place = headers.find(name, *place + 1)) {
    values.push_back(headers[*place].value);
  }
  return values;
}

std::optional<std::string_view> only_line(http::HeaderList const& headers, std::string_view name) {
  auto const place = headers.find(name);
  if (!place || headers.find(name, *place + 1)) {
    return std::nullopt;
  }
  return headers[*place].value;
}

bool allows_credentials(http::HeaderList const& headers) {
  return only_line(headers, http::header::access_control_allow_credentials) == "true";
}

bool speaks_of_cors(http::HeaderList const& headers) {
  constexpr std::string_view prefix = "access-control-";
  for (auto const line : headers) {
    if (byte_case_insensitive_equal(line.name.substr(0, prefix.size()), prefix)) {
      return true;
    }
  }
  return false;
}

bool names(http::HeaderList const& headers, std::string_view origin) {
  return only_line(headers, http::header::access_control_allow_origin) == origin;
}

http::HeaderList const& headers_of(Asked const& asked) {
  static http::HeaderList const none;
  return asked.answered() == nullptr ? none : asked.answered()->response.headers;
}

int status_of(Asked const& asked) {
  return asked.answered() == nullptr ? 0 : asked.answered()->response.status;
}

bool echoes(Asked const& asked) {
  return !asked.probe.origin.empty() && names(headers_of(asked), asked.probe.origin);
}

bool is_granted(Asked const& asked) {
  return echoes(asked) && status_of(asked) < first_error_status;
}

bool echoes_with_credentials(Asked const& asked) {
  return echoes(asked) && allows_credentials(headers_of(asked));
}

bool lets_in(Asked const& asked) {
  return status_of(asked) < first_error_status && (echoes(asked) || names(headers_of(asked), everybody));
}

std::vector<std::size_t> Answers::all(ProbeKind kind, std::function<bool(Asked const&)> const& condition) const {
  std::vector<std::size_t> numbers;
  for (std::size_t number = 0; number < evidence_.size(); ++number) {
    if (evidence_[number].probe.kind == kind && condition(evidence_[number])) {
      numbers.push_back(number);
    }
  }
  return numbers;
}

std::optional<std::size_t> Answers::first(ProbeKind kind, std::function<bool(Asked const&)> const& condition) const {
  auto const numbers = all(kind, condition);
  return numbers.empty() ? std::nullopt : std::optional(numbers.front());
}

std::optional<std::size_t> Answers::first(ProbeKind kind) const {
  return first(kind, [](Asked const&) { return true; });
}

std::optional<std::size_t> Answers::first(ProbeKind kind, std::string_view origin) const {
  return first(kind, [origin](Asked const& asked) { return asked.probe.origin == origin; });
}

bool speaks_of_cors(Answers const& answers) {
  return std::ranges::any_of(answers.evidence(), [](Asked const& asked) { return speaks_of_cors(headers_of(asked)); });
}

std::optional<std::size_t> stranger_let_in(Answers const& answers) {
  for (auto* const condition : {echoes_with_credentials, echoes}) {
    for (auto const kind : {ProbeKind::stranger, ProbeKind::stranger_over_http}) {
      if (auto const number = answers.first(kind, condition)) {
        return number;
      }
    }
  }
  return std::nullopt;
}

bool has_other_body_with_credentials(Answers const& answers) {
  auto const with = answers.first(ProbeKind::without_origin);
  auto const without = answers.first(ProbeKind::without_credentials);
  return with && without && status_of(answers[*with]) == status_of(answers[*without]) &&
         answers[*with].body_digest != answers[*without].body_digest;
}

Gate gate_of(Answers const& answers) {
  if (!stranger_let_in(answers) || !answers.first(ProbeKind::other_stranger, echoes)) {
    return Gate::name;
  }
  if (!answers.first(ProbeKind::other_stranger, is_granted) && answers.first(ProbeKind::trusted, is_granted)) {
    return Gate::answer;
  }
  return answers.first(ProbeKind::other_stranger, echoes_with_credentials) ? Gate::none : Gate::credentials;
}

bool passes(Asked const& asked, Gate gate) {
  switch (gate) {
    case Gate::name: return echoes(asked);
    case Gate::answer: return is_granted(asked);
    case Gate::credentials: return echoes_with_credentials(asked);
    case Gate::none: break;
  }
  return false;
}

std::optional<std::size_t> trusted_answer(Answers const& answers) {
  for (auto* const condition : {is_granted, echoes, lets_in}) {
    if (auto const number = answers.first(ProbeKind::trusted, condition)) {
      return number;
    }
  }
  return answers.first(ProbeKind::trusted);
}

}  // namespace corsage::audit
