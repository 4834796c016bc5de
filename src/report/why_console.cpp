#include <utility>

#include "why_sections.hpp"

namespace corsage::report {

explain::ConsoleMessages messages_of(Why const& why, explain::Browser browser, Judgement const& judgement) {
  auto messages = explain::console_messages(browser, why.request, why.environment, judgement.diagnosis);
  for (auto& line : messages.lines) {
    line = http::shown_text(line, why.secrets);
  }
  messages.js_error = http::shown_text(messages.js_error, why.secrets);
  return messages;
}

void add_consoles(TerminalText& text, Why const& why) {
  constexpr std::size_t column = 12;
  bool is_first = true;
  for (auto const browser : explain::all_browsers) {
    for (auto const& judgement : why.judgements) {
      if (judgement.profile != &explain::profile_of(browser)) {
        continue;
      }
      auto const messages = messages_of(why, browser, judgement);
      Span name{std::string(to_string(browser)), Role::faint};
      for (auto const& line : messages.lines) {
        if (is_first) {
          text.heading("What the console says");
          is_first = false;
        }
        auto shown = text.cut(visible(line), text.look().width * most_lines_of_message);
        text.paragraph({{std::move(shown)}}, {.first = {{"  "}, name}, .columns = column});
        name.text.clear();
      }
    }
  }
}

}  // namespace corsage::report
