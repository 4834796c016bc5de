#include "contract_failure.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "admission.hpp"
#include "corsage/formats/shell_word.hpp"
#include "corsage/http/safelisted_header.hpp"
#include "why_sections.hpp"

#include <fmt/format.h>

namespace corsage::report {
namespace {

using explain::Departure;
using Kind = Departure::Kind;

std::vector<Departure> departures_of(TestedCase const& tested) {
  std::vector<Departure> all;
  for (auto const& comparison : tested.comparisons) {
    for (auto const& departure : comparison.departures) {
      if (std::ranges::find(all, departure) == all.end()) {
        all.push_back(departure);
      }
    }
  }
  return all;
}

/// Headers that the page can read, and should not.
void add_exposed(TerminalText& text, std::vector<Departure> const& departures, bool is_of_policy) {
  for (auto const& departure : departures) {
    if (departure.kind != Kind::readable) {
      continue;
    }
    auto const words =
        http::is_cors_safelisted_response_header_name(departure.header)
            ? fmt::format("Whoever reads the answer can read `{}`: no header keeps it back.", departure.header)
            : fmt::format("Take `{}` out of `{}`; `*` there exposes all.", departure.header,
                          is_of_policy ? "response_headers" : "Access-Control-Expose-Headers");
    text.paragraph(marked(words, text.look().colors));
  }
}

/// A word of the shell's; where a secret is masked in it, the shell fills it in.
std::string word(TestedCase const& tested, std::string const& text, std::string const& shown, std::string_view header) {
  return text == shown ? formats::shell_word(text)
                       : formats::shell_word_with_variables(text, shown, header, tested.why.secrets);
}

/// A text without the empty lines at its end.
std::string trimmed(std::string text) {
  while (text.ends_with("\n\n")) {
    text.pop_back();
  }
  return text;
}

}  // namespace

std::string failure_text(TestedCase const& tested, Depth depth, Look const& look) {
  auto const departures = departures_of(tested);
  if (departures.empty()) {
    return {};
  }
  TerminalText text(look);
  if (!tested.expectation.allowed) {
    add_admission(text, tested);
    return trimmed(text.str());
  }
  if (depth == Depth::whole) {
    return why_text(tested.why, look);
  }
  bool const is_explained = std::ranges::any_of(departures, [](Departure const& departure) {
    return departure.kind == Kind::blocked || departure.kind == Kind::hidden;
  });
  if (is_explained) {
    add_causes(text, tested.why);
    add_fix(text, tested.why);
  }
  add_exposed(text, departures, tested.is_of_policy);
  return trimmed(text.str());
}

std::string why_command(TestedCase const& tested) {
  if (tested.is_of_policy) {
    return {};
  }
  auto const& why = tested.why;
  std::string const url(why.request.url.href());
  auto command = fmt::format("corsage why {} --from {}", word(tested, url, http::shown_url(url, why.secrets), {}),
                             formats::shell_word(why.environment.origin.serialized()));
  if (why.request.method != "GET") {
    command += fmt::format(" -X {}", formats::shell_word(why.request.method));
  }
  for (auto const line : why.request.headers) {
    auto const header = fmt::format("{}: {}", line.name, line.value);
    auto const shown = fmt::format("{}: {}", line.name, http::shown_value(line.name, line.value, why.secrets));
    command += fmt::format(" -H {}", word(tested, header, shown, line.name));
  }
  if (why.request.body) {
    command += fmt::format(" -d {}", formats::shell_word(why.request.body->bytes));
  }
  if (why.request.credentials != fetch::CredentialsMode::same_origin) {
    command += fmt::format(" --credentials {}", to_string(why.request.credentials));
  }
  return command;
}

}  // namespace corsage::report
