#include "judge_notices.hpp"

#include <algorithm>
#include <string>

#include "corsage/http/status.hpp"
#include "origins.hpp"
#include "plan.hpp"
#include "preflight_leave.hpp"

namespace corsage::audit {
namespace {

constexpr int not_modified = 304;
constexpr int unauthorized = 401;
constexpr int forbidden = 403;

NoticeKind kind_of(int status) {
  if (status < first_error_status) {
    return NoticeKind::answered_redirect;
  }
  bool const is_login = status == unauthorized || status == forbidden;
  return is_login ? NoticeKind::needs_credentials : NoticeKind::answered_error;
}

/// Who answers everybody with an error, or sends everybody elsewhere, was not seen as it is. 304 comes of what is kept.
void add_unseen(Case const& the_case, std::vector<Notice>& notices) {
  auto const status = status_of(the_case.answers[*the_case.trusted]);
  auto const without = the_case.answers.first(ProbeKind::without_origin);
  bool const is_for_all = without && status_of(the_case.answers[*without]) >= first_redirect_status;
  if (status >= first_redirect_status && status != not_modified && is_for_all) {
    notices.push_back({.kind = kind_of(status), .values = {std::to_string(status)}});
  }
}

void add_silence(Case const& the_case, std::vector<Notice>& notices) {
  if (the_case.target.trusted_origins.empty() || speaks_of_cors(the_case.answers)) {
    return;
  }
  Notice notice{.kind = NoticeKind::no_cors};
  for (auto const& origin : the_case.target.trusted_origins) {
    notice.values.emplace_back(origin.serialized());
  }
  notices.push_back(std::move(notice));
}

/// What was asked for and is refused, where a finding does not tell it: nothing of it is let through, or it was meant.
void add_refusals(Case const& the_case, std::vector<Notice>& notices) {
  if (!the_case.preflight || !is_anybody_trusted(the_case.target)) {
    return;
  }
  auto const& answer = the_case.answers[*the_case.preflight];
  if (!lets_in(answer) || !http::is_ok_status(status_of(answer))) {
    return;
  }
  auto refused = refused_by_preflight(the_case.target, headers_of(answer));
  bool const is_worth_it = the_case.target.needs_preflight_method || leaves_nothing(headers_of(answer));
  if (is_worth_it && !refused.empty()) {
    notices.push_back({.kind = NoticeKind::preflight_refuses, .values = std::move(refused)});
  }
}

void add_left_out(Case const& the_case, std::vector<Notice>& notices) {
  auto const count = the_case.target.trusted_origins.size();
  if (count > most_trusted) {
    notices.push_back({.kind = NoticeKind::origins_left_out, .values = {std::to_string(count - most_trusted)}});
  }
  if (count > most_bases) {
    notices.push_back({.kind = NoticeKind::names_left_out, .values = {std::to_string(count - most_bases)}});
  }
}

}  // namespace

std::vector<Notice> notices_of(Case const& the_case) {
  std::vector<Notice> notices;
  add_unseen(the_case, notices);
  add_silence(the_case, notices);
  add_refusals(the_case, notices);
  add_left_out(the_case, notices);
  return notices;
}

}  // namespace corsage::audit
