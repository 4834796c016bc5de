#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <iterator>
#include <optional>

#include "corsage/base/bytes.hpp"
#include "corsage/http/header_names.hpp"
#include "corsage/http/method.hpp"
#include "corsage/report/masking.hpp"
#include "corsage/url/site.hpp"
#include "evidence.hpp"
#include "quote_text.hpp"
#include "status_line.hpp"
#include "why_sections.hpp"

#include <fmt/format.h>

namespace corsage::report {
namespace {

using explain::Cause;
using trace::Event;

constexpr std::size_t indent = 3;
constexpr std::size_t quote_indent = 5;

/// What a step checks: a run that was repaired passes at another step than the one that failed.
enum class Check : std::uint8_t {
  cors,
  status,
  method,
  header_names,
  resource_policy,
  cache,
  redirect,
  local_network,
  tainting
};

struct PassRow {
  trace::Step step;
  Check check;
  std::string_view words;
};

constexpr std::array passes{
#define CORSAGE_CHECK(step, check, words) PassRow{trace::Step::step, Check::check, words},
#include "check_words.def"
};

struct FailureRow {
  trace::Reason reason;
  Check check;
};

constexpr std::array failures{
#define CORSAGE_FAILURE(reason, check) FailureRow{trace::Reason::reason, Check::check},
#include "check_words.def"
};

PassRow const* pass_of(trace::Step step) {
  auto const* const row = std::ranges::find(passes, step, &PassRow::step);
  return row == passes.end() ? nullptr : row;
}

/// The check that failed with this reason; nothing for a reason that no passing check stands for.
std::optional<Check> check_of(trace::Reason reason) {
  auto const* const row = std::ranges::find(failures, reason, &FailureRow::reason);
  return row == failures.end() ? std::nullopt : std::optional(row->check);
}

std::string filled(std::string_view words, trace::Trace const& trace, Event const& event, http::Secrets secrets) {
  auto const open = words.find('{');
  if (open == std::string_view::npos) {
    return std::string(words);
  }
  auto const close = words.find('}', open);
  std::string text(words.substr(0, open));
  for (auto const& argument : event.arguments) {
    if (argument.name != trace::ArgumentName::none &&
        to_string(argument.name) == words.substr(open + 1, close - open - 1)) {
      auto const header = trace.argument(event, trace::ArgumentName::header).value_or("");
      text += visible(shown_argument(argument.name, trace.text(argument), header, secrets));
    }
  }
  return text.append(words.substr(close + 1));
}

/// Headers of a request that say nothing of CORS.
bool is_of_interest(http::HeaderList::Line const& line) {
  constexpr std::array<std::string_view, 4> others{"accept", "referer", "content-length", "accept-language"};
  return !line.name.starts_with("sec-fetch-") && std::ranges::none_of(others, [&](std::string_view other) {
    return byte_case_insensitive_equal(line.name, other);
  });
}

std::string capitalised(std::string text) {
  text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
  return text;
}

/// The Cookie header's value, as it may be shown.
std::string cookies_of(Why const& why) {
  std::string cookies;
  for (auto const& cookie : why.cookies) {
    cookies += (cookies.empty() ? "" : "; ") + cookie;
  }
  return visible(http::shown_value("cookie", cookies, why.secrets));
}

/// One judgement's fetch, exchange by exchange.
class Timeline {
 public:
  Timeline(TerminalText& text, Why const& why)
      : text_(text),
        why_(why),
        leading_(leading(why)),
        diagnosis_(leading_.diagnosis),
        last_(diagnosis_.repaired.trace.events().empty() ? diagnosis_.run : diagnosis_.repaired) {}

  void add() {
    text_.heading(is_told_by_all() ? std::string("What happens")
                                   : fmt::format("What happens in {}", enumerated(names_that_tell(leading_))));
    auto const count = diagnosis_.run.journal.size() + diagnosis_.beyond.size();
    add_checks(Event::no_exchange);
    for (std::size_t i = 0; i < count; ++i) {
      if (i == diagnosis_.run.journal.size()) {
        add_stop();
      }
      add_exchange(i);
    }
    if (count == 0) {
      text_.paragraph({{"Nothing is sent.", Role::faint}}, {.columns = indent});
    }
    add_others();
  }

 private:
  bool is_told_by_all() const {
    return std::ranges::all_of(why_.judgements, [this](Judgement const& other) { return tells_same(other, leading_); });
  }

  std::vector<std::string> names_that_tell(Judgement const& judgement) const {
    return names_where(why_, [&](Judgement const& other) { return tells_same(other, judgement); });
  }

  /// What the others make of it, those that agree in one line.
  void add_others() {
    std::vector<Judgement const*> told{&leading_};
    for (auto const& judgement : why_.judgements) {
      if (std::ranges::any_of(told, [&](Judgement const* other) { return tells_same(*other, judgement); })) {
        continue;
      }
      if (told.size() == 1) {
        text_.blank();
      }
      told.push_back(&judgement);
      auto const names = names_that_tell(judgement);
      bool const is_allowed = judgement.diagnosis.run.outcome.verdict == fetch::Verdict::allowed;
      auto const words = is_allowed
                             ? fmt::format("{} {} it.", enumerated(names), names.size() == 1 ? "allows" : "allow")
                             : fmt::format("{} {} it: {}.", enumerated(names), names.size() == 1 ? "blocks" : "block",
                                           title_of(judgement.diagnosis.causes.front()));
      auto const sign = is_allowed ? Sign::pass : Sign::fail;
      auto const role = is_allowed ? Role::good : Role::bad;
      text_.paragraph({{capitalised(words)}},
                      {.first = {{"   "}, {std::string(text_.sign(sign)) + " ", role}}, .columns = quote_indent});
    }
  }

  fetch::Exchange const& exchange(std::size_t index) const {
    auto const& first = diagnosis_.run.journal;
    return index < first.size() ? first[index] : diagnosis_.beyond[index - first.size()];
  }

  void add_stop() {
    text_.blank();
    text_.paragraph(
        {{"The browser stops here.", Role::bad},
         {" What follows was asked to find the other causes: a browser would not have got here."}},
        {.first = {{"   "}, {std::string(text_.sign(Sign::fail)) + " ", Role::bad}}, .columns = quote_indent});
  }

  void add_exchange(std::size_t index) {
    auto const& exchange = this->exchange(index);
    auto const& request = exchange.request;
    text_.blank();
    bool const is_preflight = request.leg == trace::Leg::preflight;
    auto const kind = request.hop == 0
                          ? std::string(is_preflight ? "preflight" : "request")
                          : fmt::format("{} after redirect {}", is_preflight ? "preflight" : "request", request.hop);
    text_.line_with_end(
        {{cut(fmt::format("{} {}", visible(request.method), http::shown_url(request.url.href(), why_.secrets))),
          Role::strong}},
        {{kind, Role::faint}}, {.first = {{fmt::format("{} ", index + 1), Role::heading}}, .columns = indent});
    bool const is_estimated = why_.is_estimated && why_.is_estimated(request);
    if (is_estimated) {
      text_.paragraph(
          {{fmt::format("Not sent: {} may change something. {}", request.method,
                        why_.sends_unsafe_methods
                            ? "It was sent once already, as another browser writes it, so what follows is likely, not "
                              "certain."
                            : "A GET was sent in its place, so what follows is likely, not certain (--send-unsafe "
                              "sends it)."),
            Role::warning}},
          {.first = {{"   "}, {std::string(text_.sign(Sign::warning)) + " ", Role::warning}}, .columns = quote_indent});
    }
    for (auto const line : request.headers) {
      if (is_of_interest(line)) {
        add_line(Sign::sent, fmt::format("{}: {}", visible(line.name),
                                         visible(http::shown_value(line.name, line.value, why_.secrets))));
      }
    }
    add_cookies(request);
    if (auto const* const answered = exchange.answered()) {
      add_line(Sign::received, status_line(answered->response));
    } else {
      add_line(Sign::received, "no answer");
    }
    add_checks(static_cast<std::int16_t>(index));
  }

  /// The cookies that the browser has for this host: with the request, or why not.
  void add_cookies(fetch::WireRequest const& request) {
    if (why_.cookies.empty() || request.url.host() != why_.request.url.host()) {
      return;
    }
    auto const line = fmt::format("Cookie: {}", cookies_of(why_));
    if (request.include_credentials) {
      add_line(Sign::sent, line);
      if (!url::same_site(url::Origin::of(request.url), why_.environment.origin)) {
        add_note(
            "to another site: a browser sends it only where it was set with SameSite=None; Secure, and Safari "
            "never does");
      }
    } else if (request.leg == trace::Leg::preflight) {
      add_note(line + " is withheld: a preflight never carries cookies");
    } else {
      add_note(
          fmt::format("{} is withheld: the page asks with credentials: {}", line, to_string(why_.request.credentials)));
    }
  }

  std::string cut(std::string text) { return text_.cut(std::move(text), text_.look().width * most_lines_of_value); }

  void add_note(std::string const& words) {
    text_.paragraph(
        {{cut(words), Role::faint}},
        {.first = {{"   "}, {std::string(text_.sign(Sign::note)) + " ", Role::faint}}, .columns = quote_indent});
  }

  void add_line(Sign sign, std::string const& line) {
    text_.paragraph({{cut(line)}},
                    {.first = {{"   "}, {std::string(text_.sign(sign)) + " ", Role::faint}}, .columns = quote_indent});
  }

  /// The checks of one exchange, in the order in which the last run passed them; a check that failed at first shows its
  /// causes instead.
  void add_checks(std::int16_t index) {
    std::vector<Cause const*> open;
    for (auto const& cause : diagnosis_.causes) {
      if (cause.exchange == index) {
        open.push_back(&cause);
      }
    }
    // A redirected preflight is repaired by another answer: what that one passes was never on the wire.
    bool const is_replaced = std::ranges::any_of(
        open, [](Cause const* cause) { return cause->reason == trace::Reason::preflight_redirected; });
    for (auto const& event : last_.trace.events()) {
      auto const* const row = pass_of(event.step);
      if (is_replaced || event.exchange != index || event.kind != trace::EventKind::pass || row == nullptr) {
        continue;
      }
      auto const is_of_check = [row](Cause const* cause) { return check_of(cause->reason) == row->check; };
      std::vector<Cause const*> failed;
      std::ranges::copy_if(open, std::back_inserter(failed), is_of_check);
      std::erase_if(open, is_of_check);
      if (failed.empty() && is_news(*row, event)) {
        add_pass(filled(row->words, last_.trace, event, why_.secrets));
      }
      add_failures(failed);
    }
    add_failures(open);
    for (auto const& finding : shared_findings(why_)) {
      if (finding.judgement == &leading_ && finding.cause.exchange == index) {
        add_told(finding.cause);
      }
    }
  }

  /// Whether the check could have failed: what needs no leave is not worth a line.
  bool is_news(PassRow const& row, Event const& event) const {
    if (row.check == Check::method) {
      return !http::is_cors_safelisted_method(last_.trace.argument(event, trace::ArgumentName::method).value_or(""));
    }
    if (row.check == Check::header_names) {
      auto const& asked = exchange(static_cast<std::size_t>(event.exchange)).request.headers;
      return asked.contains(http::header::access_control_request_headers);
    }
    return true;
  }

  template <typename Causes>
  void add_failures(Causes const& causes) {
    for (auto const* const cause : causes) {
      add_told(*cause);
    }
  }

  void add_pass(std::string const& words) {
    text_.paragraph({{cut(words)}}, {.first = {{"   "}, {std::string(text_.sign(Sign::pass)) + " ", Role::good}},
                                     .columns = quote_indent});
  }

  /// A cause or a finding, with its evidence.
  void add_told(Cause const& cause) {
    auto const severity = trace::text(cause.reason).severity;
    auto const role = severity == trace::Severity::block  ? Role::bad
                      : severity == trace::Severity::note ? Role::plain
                                                          : Role::warning;
    auto const sign = severity == trace::Severity::block  ? Sign::fail
                      : severity == trace::Severity::note ? Sign::note
                                                          : Sign::warning;
    text_.paragraph({{title_of(cause), role}},
                    {.first = {{"   "}, {std::string(text_.sign(sign)) + " ", role}}, .columns = quote_indent});
    auto const* const exchange = exchange_of(diagnosis_, cause);
    add_evidence(text_, evidence_of(cause, exchange, why_.request, why_.secrets), role == Role::bad ? Role::mark : role,
                 quote_indent);
  }

  TerminalText& text_;
  Why const& why_;
  Judgement const& leading_;
  explain::Diagnosis const& diagnosis_;
  fetch::Run const& last_;
};

}  // namespace

void add_timeline(TerminalText& text, Why const& why) {
  Timeline(text, why).add();
}

}  // namespace corsage::report
