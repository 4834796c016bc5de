#include "html_text.hpp"

namespace corsage::report {

std::string html_escaped(std::string_view text) {
  std::string html;
  html.reserve(text.size());
  for (char const byte : text) {
    switch (byte) {
      case '&': html += "&amp;"; break;
      case '<': html += "&lt;"; break;
      case '>': html += "&gt;"; break;
      case '"': html += "&quot;"; break;
      case '\'': html += "&#39;"; break;
      default: html += byte;
    }
  }
  return html;
}

std::string html_of(Spans const& spans) {
  std::string html;
  for (auto const& span : spans) {
    auto const text = html_escaped(span.text);
    html += span.role == Role::code ? "<code>" + text + "</code>" : text;
  }
  return html;
}

}  // namespace corsage::report
