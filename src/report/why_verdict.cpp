#include <algorithm>

#include "corsage/base/bytes.hpp"
#include "why_sections.hpp"

#include <fmt/format.h>

namespace corsage::report {
namespace {

using fetch::Verdict;

/// The verdict in a few words, and how sure and how good it is.
struct Headline {
  std::string words;
  Sign sign;
  Role role;
};

Headline headline_of_allowed(explain::Diagnosis const& diagnosis) {
  bool const is_withheld = std::ranges::any_of(diagnosis.findings, [](explain::Cause const& finding) {
    return trace::text(finding.reason).severity == trace::Severity::hidden;
  });
  return is_withheld ? Headline{"Allowed, but something is withheld", Sign::warning, Role::warning}
                     : Headline{"Allowed", Sign::pass, Role::good};
}

Headline headline_of_blocked(Why const& why, explain::Diagnosis const& diagnosis) {
  auto const allowed = names_with(why, Verdict::allowed);
  if (!diagnosis.causes.empty() && is_of_network(diagnosis.causes.front().reason)) {
    return {"No answer", Sign::fail, Role::bad};
  }
  if (allowed.empty()) {
    return {"Blocked", Sign::fail, Role::bad};
  }
  return {
      fmt::format("Blocked by {}, allowed by {}", enumerated(names_with(why, Verdict::blocked)), enumerated(allowed)),
      Sign::fail, Role::bad};
}

Headline headline(Why const& why, explain::Diagnosis const& diagnosis) {
  switch (diagnosis.run.outcome.verdict) {
    case Verdict::allowed: return headline_of_allowed(diagnosis);
    case Verdict::blocked: return headline_of_blocked(why, diagnosis);
    case Verdict::undetermined: break;
  }
  return {"Undetermined, evidence is missing", Sign::warning, Role::warning};
}

/// What hangs on the answer to another request is not certain.
Headline as_sure(Why const& why, fetch::Run const& run, Headline headline) {
  if (error_of_stand_in(why, run)) {
    return {"Undetermined", Sign::warning, Role::warning};
  }
  if (is_estimate(why, run)) {
    headline.words = "Probably " + byte_lowercase(headline.words.substr(0, 1)) + headline.words.substr(1);
    headline.role = Role::warning;
  }
  return headline;
}

/// The verdict and what it is about: on one line where both fit.
void add_headline(TerminalText& text, Why const& why, Judgement const& first) {
  auto const& diagnosis = first.diagnosis;
  auto const verdict = as_sure(why, diagnosis.run, headline(why, diagnosis));
  Span const sign{std::string(text.sign(verdict.sign)) + " ", verdict.role};
  Span const words{verdict.words + ":", verdict.role};
  Span const request{text.cut(request_line(why), text.look().width * most_lines_of_value), Role::strong};
  if (display_width(sign.text + words.text + request.text) + 1 <= text.look().width) {
    text.line({sign, words, {" "}, request});
    return;
  }
  text.paragraph({words}, {.first = {sign}, .columns = 2});
  text.paragraph({request}, {.columns = 2});
}

std::string remedy_of(Why const& why, std::vector<Shared> const& causes) {
  auto const mended = static_cast<std::size_t>(
      std::ranges::count_if(causes, [](Shared const& shared) { return shared.judgement->diagnosis.fix.has_value(); }));
  if (mended == 0 && is_of_network(causes.front().cause.reason)) {
    return "it comes before any header: nothing is known of the server's CORS yet";
  }
  if (mended == 0 && std::ranges::any_of(causes, [](Shared const& shared) { return needs_null(shared.cause); })) {
    return "no safe header can mend that: the origin sent is null";
  }
  if (mended == 0) {
    return "no header of the answer can mend that alone";
  }
  auto const fix = written_fix(why);
  if (fix->nearest.text.empty()) {
    return "a fix is known, but cannot be written down";
  }
  auto const place = fix->not_said.empty() ? std::string() : fmt::format(", for {}", fix->platform->name);
  if (mended < causes.size()) {
    return fmt::format("the fix mends {} of them{}", mended, place);
  }
  return (causes.size() == 1 ? "the fix is below" : "one fix mends them all") + place;
}

/// What the first line cannot hold: the first cause, and how many there are.
void add_summary(TerminalText& text, Why const& why, Judgement const& first) {
  if (auto const status = error_of_stand_in(why, first.diagnosis.run)) {
    text.paragraph(
        {{fmt::format("{0} was not sent, since it may change something, and the GET in its place was answered "
                      "{1}. What {0} gets is not known: --send-unsafe sends it.",
                      visible(why.request.method), *status)}},
        {.columns = 2});
    return;
  }
  auto const causes = shared_causes(why);
  if (causes.empty()) {
    return;
  }
  auto const title = title_of(causes.front().cause);
  auto const told = first.diagnosis.run.outcome.verdict == Verdict::blocked
                        ? title + "."
                        : fmt::format("But {} would block it: {}.", enumerated(causes.front().names), title);
  auto const count = causes.size() == 1 ? std::string("One cause") : fmt::format("{} causes", causes.size());
  text.paragraph({{told}}, {.columns = 2});
  text.paragraph({{fmt::format("{}; {}.", count, remedy_of(why, causes))}}, {.columns = 2});
}

std::string credentials_of(fetch::Request const& request) {
  return fmt::format("{}, credentials: {}", to_string(request.mode), to_string(request.credentials));
}

/// The page's origin, and its network where that plays a part.
std::string page_of(fetch::Environment const& page) {
  std::string origin(page.origin.serialized());
  switch (page.address_space) {
    case url::IpAddressSpace::unknown: return origin;
    case url::IpAddressSpace::loopback: return origin + ", of this machine";
    case url::IpAddressSpace::local: return origin + ", of a local network";
    case url::IpAddressSpace::public_:
      // A name says nothing for certain: it may lead elsewhere where the user is.
      return origin + (url::address_space_of_ip(page.origin.host()) ? ", of the public internet"
                                                                    : ", taken for the public internet");
  }
  return origin;
}

void add_fact(TerminalText& text, std::string_view name, std::string value) {
  text.paragraph({{std::move(value)}}, {.first = {{"  "}, {std::string(name), Role::faint}}, .columns = 12});
}

}  // namespace

void add_verdict(TerminalText& text, Why const& why) {
  auto const& first = leading(why);
  add_headline(text, why, first);
  add_summary(text, why, first);
  text.blank();
  add_fact(text, "page", page_of(why.environment));
  add_fact(text, "mode", credentials_of(why.request));
  if (why.certificates == Certificates::not_checked && why.request.url.scheme() == "https") {
    add_fact(text, "TLS", "certificates are not checked; a browser checks them, and may refuse this server");
  }
  add_fact(text, "judged by", enumerated(names_where(why, [](Judgement const&) { return true; })));
}

}  // namespace corsage::report
