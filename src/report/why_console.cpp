#include "why_sections.hpp"

namespace corsage::report {

void add_consoles(TerminalText& text, Why const& why) {
  constexpr std::size_t column = 12;
  bool is_first = true;
  for (auto const browser : explain::all_browsers) {
    for (auto const& judgement : why.judgements) {
      if (judgement.profile != &explain::profile_of(browser)) {
        continue;
      }
      auto const messages = explain::console_messages(browser, why.request, why.environment, judgement.diagnosis);
      Span name{std::string(to_string(browser)), Role::faint};
      for (auto const& line : messages.lines) {
        if (is_first) {
          text.heading("What the console says");
          is_first = false;
        }
        text.paragraph({{visible(line)}}, {.first = {{"  "}, name}, .columns = column});
        name.text.clear();
      }
    }
  }
}

}  // namespace corsage::report
