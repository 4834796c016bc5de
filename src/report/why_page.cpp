#include <algorithm>
#include <utility>

#include "status_line.hpp"
#include "why_sections.hpp"

#include <fmt/format.h>

namespace corsage::report {
namespace {

/// More headers than any answer has that was meant to be read.
constexpr std::size_t most_headers = 100;

/// The last answer that came, whatever the browser made of it; null when none did.
http::Response const* last_response(explain::Diagnosis const& diagnosis) {
  auto const& journal = diagnosis.run.journal;
  auto const* const answered = journal.empty() ? nullptr : journal.back().answered();
  return answered == nullptr ? nullptr : &answered->response;
}

/// Left what was on the wire, right what the page has of it.
class View {
 public:
  View(TerminalText& text, http::Secrets secrets) : text_(text), secrets_(secrets) {}

  void add(Span wire, Span page) {
    auto const column = middle();
    auto const left = shortened(std::move(wire.text), column - 4, text_.sign(Sign::ellipsis));
    text_.paragraph({std::move(page)}, {.first = {{"  "}, {left, wire.role}}, .columns = column});
  }

  void add_header(http::HeaderList::Line const& line, bool is_readable) {
    auto const shown =
        fmt::format("{}: {}", visible(line.name), visible(http::shown_value(line.name, line.value, secrets_)));
    add({shown}, is_readable ? Span{"readable", Role::good} : Span{"hidden", Role::faint});
  }

 private:
  std::size_t middle() const { return text_.look().width * 5 / 8; }

  TerminalText& text_;
  http::Secrets secrets_;
};

/// What the page wants to read and the server did not send.
std::vector<std::string> missing_headers(Why const& why, http::Response const& response) {
  auto missing = why.reads;
  std::erase_if(missing, [&](std::string const& name) { return response.headers.contains(name); });
  return missing;
}

/// How an allowed fetch looks from both sides.
void add_both_sides(TerminalText& text, Why const& why, fetch::Run const& run, http::Response const* response) {
  View view(text, why.secrets);
  auto const& outcome = run.outcome;
  view.add({"on the wire", Role::faint}, {"in JavaScript", Role::faint});
  view.add({response == nullptr ? std::string("no answer was needed") : status_line(*response)},
           {fmt::format("status {}, type \"{}\"", outcome.status, to_string(outcome.type))});
  if (response == nullptr) {
    return;
  }
  std::size_t shown = 0;
  for (auto const line : response->headers) {
    if (++shown > most_headers) {
      view.add({counted(response->headers.size() - most_headers, "more header")}, {"--json has all", Role::faint});
      break;
    }
    bool const is_readable = std::ranges::find(outcome.readable, line) != outcome.readable.end();
    view.add_header(line, is_readable);
  }
  view.add({counted(response->body.size(), "byte") + " of body"},
           outcome.body_readable ? Span{"readable", Role::good} : Span{"hidden", Role::faint});
  for (auto const& name : missing_headers(why, *response)) {
    view.add({visible(name)}, {"not in the answer", Role::warning});
  }
}

/// What each browser's page gets: of a blocked fetch the same error for every cause.
std::vector<std::pair<std::string, std::string>> errors_of(Why const& why) {
  std::vector<std::pair<std::string, std::string>> errors;
  for (auto const browser : explain::all_browsers) {
    for (auto const& judgement : why.judgements) {
      auto const& outcome = judgement.diagnosis.run.outcome;
      if (judgement.profile != &explain::profile_of(browser)) {
        continue;
      }
      if (outcome.verdict == fetch::Verdict::allowed) {
        errors.emplace_back(to_string(browser),
                            fmt::format("status {}, type \"{}\"", outcome.status, to_string(outcome.type)));
      } else if (outcome.verdict == fetch::Verdict::blocked) {
        auto const messages = messages_of(why, browser, judgement);
        errors.emplace_back(to_string(browser),
                            messages.js_error.empty() ? "an error event that says nothing" : messages.js_error);
      }
    }
  }
  return errors;
}

/// Whose wire it is, where another browser saw another.
std::string wire_of(Why const& why, Judgement const& judgement) {
  bool const is_shared =
      std::ranges::all_of(why.judgements, [&](Judgement const& other) { return tells_same(judgement, other); });
  return is_shared ? std::string() : fmt::format("{}: ", name_of(*judgement.profile));
}

void add_errors(TerminalText& text, Why const& why, Judgement const& first, http::Response const* response) {
  auto const add = [&text](std::string const& name, Span value) {
    value.text = text.cut(std::move(value.text), text.look().width * most_lines_of_value);
    text.paragraph({std::move(value)}, {.first = {{"  "}, {name, Role::faint}}, .columns = 12});
  };
  add("the wire",
      {wire_of(why, first) +
       (response == nullptr
            ? std::string(first.diagnosis.run.journal.empty() ? "nothing was sent" : "no answer")
            : fmt::format("{}, {}, {} of body", status_line(*response), counted(response->headers.size(), "header"),
                          counted(response->body.size(), "byte")))});
  if (response != nullptr) {
    for (auto const& name : missing_headers(why, *response)) {
      add("", {visible(name) + " is not in the answer", Role::warning});
    }
  }
  auto const errors = errors_of(why);
  bool const are_equal =
      std::ranges::all_of(errors, [&](auto const& error) { return error.second == errors[0].second; });
  if (are_equal && errors.size() > 1) {
    return add("the page", {errors[0].second, Role::code});
  }
  for (auto const& [name, error] : errors) {
    add(name, {error, Role::code});
  }
}

}  // namespace

void add_view_of_the_page(TerminalText& text, Why const& why) {
  auto const& judgement = leading(why);
  auto const& first = judgement.diagnosis;
  if (first.run.outcome.verdict == fetch::Verdict::undetermined) {
    return;
  }
  text.heading("What JavaScript sees");
  auto const* const response = last_response(first);
  if (first.run.outcome.verdict == fetch::Verdict::allowed) {
    add_both_sides(text, why, first.run, response);
  } else {
    add_errors(text, why, judgement, response);
  }
}

}  // namespace corsage::report
