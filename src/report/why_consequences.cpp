#include <algorithm>

#include "corsage/base/bytes.hpp"
#include "corsage/http/header_names.hpp"
#include "corsage/url/origin.hpp"
#include "why_sections.hpp"

#include <fmt/format.h>

namespace corsage::report {
namespace {

/// Calls for each exchange of the page's own request, as it was answered: of the browser's run and of what lies behind.
template <typename Visit>
void for_each_actual(explain::Diagnosis const& diagnosis, Visit visit) {
  for (auto const* const journal : {&diagnosis.run.journal, &diagnosis.beyond}) {
    for (auto const& exchange : *journal) {
      if (exchange.request.leg == trace::Leg::actual) {
        visit(exchange);
      }
    }
  }
}

/// Whether the fix is for the answers of this URL.
bool is_mended(explain::Diagnosis const& diagnosis, url::Url const& url) {
  return std::ranges::any_of(diagnosis.causes, [&](explain::Cause const& cause) {
    auto const* const exchange = exchange_of(diagnosis, cause);
    return exchange != nullptr && exchange->request.url == url;
  });
}

/// Whether the cause is that an answer let in somebody else, or nobody.
bool is_of_closed_answer(explain::Cause const& cause) {
  return byte_case_insensitive_equal(trace::text(cause.reason).header, http::header::access_control_allow_origin) &&
         cause.reason != trace::Reason::allow_origin_wildcard_with_credentials;
}

/// What a policy for everybody opens that was closed.
std::vector<Advice> told_of_opening(WrittenFix const& fix, http::Secrets secrets, Shorten const& shorten) {
  auto const& diagnosis = fix.judgement->diagnosis;
  std::vector<Advice> told;
  if (diagnosis.fix->policy.origins.front() != "*") {
    return told;
  }
  for (auto const& cause : diagnosis.causes) {
    auto const* const exchange = exchange_of(diagnosis, cause);
    if (exchange == nullptr || !is_of_closed_answer(cause)) {
      continue;
    }
    auto const url = shorten(http::shown_url(exchange->request.url.href(), secrets));
    auto const* const what = cause.leg == trace::Leg::preflight ? "send what needs a preflight to" : "read";
    auto sentence = fmt::format(
        "With exactly these lines the pages of every origin may {} {}: today {} lets none of "
        "them in.",
        what, url, cause.leg == trace::Leg::preflight ? "its preflight" : "its answer");
    if (std::ranges::find(told, sentence, &Advice::text) == told.end()) {
      told.push_back({.text = std::move(sentence)});
    }
  }
  return told;
}

/// Whom the answers let in today, and the fix does not.
struct LockedOut {
  bool is_everybody = false;
  std::vector<std::string> origins = {};
};

LockedOut locked_out(explain::Diagnosis const& diagnosis) {
  LockedOut locked_out;
  auto const& allowed = diagnosis.fix->policy.origins;
  for_each_actual(diagnosis, [&](fetch::Exchange const& exchange) {
    auto const* const answered = exchange.answered();
    auto const value =
        answered == nullptr ? std::nullopt : answered->response.headers.get(http::header::access_control_allow_origin);
    if (!value || allowed.front() == "*" || !is_mended(diagnosis, exchange.request.url)) {
      return;
    }
    auto const named = std::string(strip(value->view(), http_whitespace));
    auto const origin = url::Origin::parse(named);
    // Written in any other way it let nobody in.
    bool const lets_in = origin && !origin->is_opaque() && origin->serialized() == named;
    locked_out.is_everybody = locked_out.is_everybody || named == "*";
    if (lets_in && std::ranges::find(allowed, named) == allowed.end() &&
        std::ranges::find(locked_out.origins, named) == locked_out.origins.end()) {
      locked_out.origins.push_back(named);
    }
  });
  return locked_out;
}

/// A redirect, and the request that followed it.
struct Redirect {
  fetch::Exchange const* redirect = nullptr;
  fetch::Exchange const* target = nullptr;
};

std::vector<Redirect> redirects_without_body(Why const& why, explain::Diagnosis const& diagnosis) {
  std::vector<Redirect> redirects;
  fetch::Exchange const* last = nullptr;
  for_each_actual(diagnosis, [&](fetch::Exchange const& exchange) {
    bool const follows = last != nullptr && last->answered() != nullptr && exchange.request.hop > last->request.hop;
    if (why.request.body && follows && last->request.method != "GET" && exchange.request.method == "GET") {
      redirects.push_back({.redirect = last, .target = &exchange});
    }
    last = &exchange;
  });
  return redirects;
}

void add_warning(TerminalText& text, std::string_view words) {
  text.paragraph({{std::string(words)}},
                 {.first = {{std::string(text.sign(Sign::warning)) + " ", Role::warning}}, .columns = 2});
}

}  // namespace

std::vector<Advice> told_of_access(WrittenFix const& fix, http::Secrets secrets, Shorten const& shorten) {
  auto const command = fmt::format("corsage policy render FILE --to {}", fix.platform->token);
  constexpr std::string_view way_out = "name them in a policy file, and let this write the lines:";
  auto told = told_of_opening(fix, secrets, shorten);
  auto lost = locked_out(fix.judgement->diagnosis);
  if (lost.is_everybody) {
    told.push_back({.text = fmt::format("With exactly these lines the pages of every other origin lose access: today "
                                        "the answer says *. To keep some, {}",
                                        way_out),
                    .lines = {command}});
  }
  if (!lost.origins.empty()) {
    std::ranges::transform(lost.origins, lost.origins.begin(),
                           [&](std::string const& origin) { return shorten(http::shown_text(origin, secrets)); });
    told.push_back({.text = fmt::format("With exactly these lines pages of {} lose access. To keep {}, {}",
                                        enumerated(lost.origins), lost.origins.size() == 1 ? "both" : "all", way_out),
                    .lines = {command}});
  }
  return told;
}

void add_warnings(TerminalText& text, Why const& why, WrittenFix const& fix) {
  auto const shorten = [&text](std::string value) { return text.cut(std::move(value), text.look().width); };
  for (auto const& [sentence, lines] : warnings_of(fix, why.secrets, shorten)) {
    add_warning(text, sentence);
    if (lines.empty()) {
      continue;
    }
    text.blank();
    for (auto const& line : lines) {
      text.line({{line, Role::code}}, 4);
    }
    text.blank();
  }
}

bool has_lost_body(Why const& why, explain::Diagnosis const& diagnosis) {
  return !redirects_without_body(why, diagnosis).empty();
}

void add_lost_body(TerminalText& text, Why const& why, explain::Diagnosis const& diagnosis) {
  for (auto const& [redirect, target] : redirects_without_body(why, diagnosis)) {
    add_warning(text, fmt::format("The {} turned {} into GET without its body: the last URL gets no data. Ask it "
                                  "directly, or redirect with 307 or 308:",
                                  redirect->answered()->response.status, visible(redirect->request.method)));
    text.blank();
    text.line({{std::string(http::shown_url(target->request.url.href(), why.secrets)), Role::code}}, 4);
    text.blank();
  }
}

}  // namespace corsage::report
