#include "answer_collector.hpp"

#include <charconv>
#include <string>

#include "corsage/base/bytes.hpp"

namespace corsage::transport {
namespace {

std::string_view without_line_ending(std::string_view line) {
  if (line.ends_with('\n')) {
    line.remove_suffix(1);
  }
  if (line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  return line;
}

/// The part after the first space; empty when there is none.
std::string_view after_space(std::string_view text) {
  auto const space = text.find(' ');
  return space == std::string_view::npos ? std::string_view() : text.substr(space + 1);
}

bool is_interim(int status) {
  return status >= 100 && status <= 199;
}

}  // namespace

bool AnswerCollector::add_line(std::string_view line) {
  // What comes behind the head are trailers.
  if (!has_head()) {
    head_bytes_ += line.size();
    if (is_head_cut()) {
      return false;
    }
    add_to_head(without_line_ending(line));
  }
  return true;
}

void AnswerCollector::add_to_head(std::string_view text) {
  switch (state_) {
    case State::status_line: begin(text); return;
    case State::body: return;
    case State::header_lines: break;
  }
  if (text.empty()) {
    end_head();
    return;
  }
  if (http_tab_or_space.contains(text.front())) {
    continue_last_line(text);
    return;
  }
  auto const colon = text.find(':');
  if (colon == std::string_view::npos) {
    return;
  }
  response_.headers.append(text.substr(0, colon), strip(text.substr(colon + 1), http_tab_or_space));
}

bool AnswerCollector::add_body(std::string_view bytes) {
  if (!has_head()) {
    stray_ = bytes;
    return false;
  }
  auto const room = room_.body_bytes - response_.body.size();
  response_.body.append(bytes.substr(0, room));
  is_cut_ = is_cut_ || bytes.size() > room;
  return !is_cut_;
}

void AnswerCollector::begin(std::string_view status_line) {
  auto const status_and_phrase = after_space(status_line);
  response_.status = 0;
  std::from_chars(status_and_phrase.data(), status_and_phrase.data() + status_and_phrase.size(), response_.status);
  response_.reason_phrase = after_space(status_and_phrase);
  response_.headers.clear();
  state_ = State::header_lines;
}

void AnswerCollector::end_head() {
  state_ = is_interim(response_.status) ? State::status_line : State::body;
}

// RFC 9112 5.2: a line that begins with white space goes on with the value before it.
void AnswerCollector::continue_last_line(std::string_view text) {
  if (response_.headers.empty()) {
    return;
  }
  http::HeaderList longer;
  auto const last = response_.headers.size() - 1;
  for (std::size_t i = 0; i < last; ++i) {
    longer.append(response_.headers[i].name, response_.headers[i].value);
  }
  auto value = std::string(response_.headers[last].value);
  value += ' ';
  value += strip(text, http_tab_or_space);
  longer.append(response_.headers[last].name, strip(value, http_tab_or_space));
  response_.headers = std::move(longer);
}

}  // namespace corsage::transport
