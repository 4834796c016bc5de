#include "fetch_text.hpp"

#include <string_view>

#include "corsage/report/masking.hpp"
#include "corsage/report/terminal_text.hpp"

#include <fmt/format.h>

namespace corsage::cli {
namespace {

/// "value 'x', expected 'y'": the evidence of an event.
std::string evidence_of(trace::Trace const& trace, trace::Event const& event, http::Secrets secrets) {
  std::string text;
  auto const header = trace.argument(event, trace::ArgumentName::header).value_or("");
  for (auto const& argument : event.arguments) {
    if (argument.name != trace::ArgumentName::none) {
      text +=
          fmt::format("{}{} '{}'", text.empty() ? "" : ", ", trace::to_string(argument.name),
                      report::visible(report::shown_argument(argument.name, trace.text(argument), header, secrets)));
    }
  }
  return text;
}

}  // namespace

bool is_unreached(fetch::Session const& session) {
  return !session.journal().empty() && session.journal().back().failed() != nullptr;
}

std::string block_line(fetch::Session const& session, http::Secrets secrets) {
  auto const* const block = session.trace().block();
  auto const reason = block->reason.value();
  auto line = fmt::format("{} {}", is_unreached(session) ? "no answer," : "blocked by", trace::to_string(reason));
  if (block->exchange != trace::Event::no_exchange) {
    auto const& request = session.journal().at(static_cast<std::size_t>(block->exchange)).request;
    line += fmt::format(": {} {}", report::visible(request.method), http::shown_url(request.url.href(), secrets));
  }
  line += fmt::format(": {}", trace::text(reason).title);
  if (auto const evidence = evidence_of(session.trace(), *block, secrets); !evidence.empty()) {
    line += fmt::format(" ({})", evidence);
  }
  return line;
}

std::optional<std::string_view> readable_body(fetch::Session const& session) {
  auto const& outcome = session.outcome();
  if (outcome.local_body) {
    return *outcome.local_body;
  }
  if (!outcome.body_readable || session.journal().empty()) {
    return std::nullopt;
  }
  auto const* const answered = session.journal().back().answered();
  return answered == nullptr ? std::nullopt : std::optional<std::string_view>(answered->response.body);
}

std::string readable_head(fetch::Outcome const& outcome) {
  auto head = fmt::format("{} {}\n", outcome.status, report::visible(outcome.status_text));
  for (auto const [name, value] : outcome.readable) {
    head += fmt::format("{}: {}\n", report::visible(name), report::visible(value));
  }
  return head + '\n';
}

}  // namespace corsage::cli
