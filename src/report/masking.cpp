#include "corsage/report/masking.hpp"

#include <array>

namespace corsage::report {
using trace::ArgumentName;

std::string shown_argument(ArgumentName name, std::string_view value, std::string_view header, http::Secrets secrets) {
  if (name == ArgumentName::url) {
    return http::shown_url(value, secrets);
  }
  return name == ArgumentName::value ? http::shown_value(header, value, secrets) : http::shown_text(value, secrets);
}

fetch::Journal shown(fetch::Journal journal, http::Secrets secrets) {
  for (auto& exchange : journal) {
    exchange.request.headers = http::shown_headers(exchange.request.headers, secrets);
    if (!secrets.are_shown()) {
      auto& url = exchange.request.url;
      url.remove_credentials();
      url = url::Url::parse(http::shown_url(url.href(), secrets)).value_or(url);
    }
    if (auto* const answered = std::get_if<fetch::Answered>(&exchange.answer)) {
      answered->response.headers = http::shown_headers(answered->response.headers, secrets);
    } else if (auto* const failed = std::get_if<fetch::Failed>(&exchange.answer)) {
      failed->detail = http::shown_text(failed->detail, secrets);
    }
  }
  return journal;
}

explain::Cause shown(explain::Cause cause, http::Secrets secrets) {
  auto const header = std::string(argument(cause, ArgumentName::header));
  for (auto& [name, value] : cause.arguments) {
    value = shown_argument(name, value, header, secrets);
  }
  return cause;
}

trace::Trace shown(trace::Trace const& trace, http::Secrets secrets) {
  trace::Trace shown;
  for (auto const& event : trace.events()) {
    auto const header = trace.argument(event, ArgumentName::header).value_or("");
    std::array<std::string, trace::Event::most_arguments> values;
    std::array<trace::ArgumentValue, trace::Event::most_arguments> arguments;
    for (std::size_t i = 0; i < values.size(); ++i) {
      auto const& argument = event.arguments[i];
      values[i] = shown_argument(argument.name, trace.text(argument), header, secrets);
      arguments[i] = {argument.name, values[i]};
    }
    shown.add(event, {arguments[0], arguments[1], arguments[2]});
  }
  return shown;
}

}  // namespace corsage::report
