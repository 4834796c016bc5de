#include "support/page.hpp"

#include "corsage/base/bytes.hpp"

namespace corsage::tests {

fetch::Request request_of(Ask const& ask) {
  fetch::Request request{.url = url::Url::parse(ask.url).value(),
                         .method = ask.method,
                         .mode = ask.mode,
                         .credentials = ask.credentials,
                         .redirect = ask.redirect};
  for (auto const& [name, value] : ask.headers) {
    request.headers.append(name, value);
  }
  return request;
}

fetch::Environment environment_of(Ask const& ask) {
  fetch::Environment environment{.origin = url::Origin::parse(ask.page).value(), .profile = ask.profile};
  if (auto page = url::Url::parse(ask.page + "/page")) {
    environment.url = *std::move(page);
  }
  return environment;
}

http::Response answer(int status, std::initializer_list<http::HeaderList::Line> headers) {
  return {.status = status, .headers = http::HeaderList(headers), .body = "ok"};
}

fetch::Run run(fetch::Request const& request, fetch::Environment const& environment,
               std::vector<http::Response> const& answers) {
  fetch::Run result;
  std::size_t next = 0;
  fetch::fetch(request, environment, 0, result,
               [&](fetch::WireRequest const&) -> std::optional<std::variant<fetch::Answered, fetch::Failed>> {
                 if (next == answers.size()) {
                   return std::nullopt;
                 }
                 return fetch::Answered{.response = answers[next++]};
               });
  return result;
}

fetch::Run run(Ask const& ask, std::vector<http::Response> const& answers) {
  return run(request_of(ask), environment_of(ask), answers);
}

std::vector<std::string> exchanges(fetch::Run const& run, std::initializer_list<std::string_view> headers) {
  std::vector<std::string> lines;
  for (auto const& exchange : run.journal) {
    auto line = exchange.request.method + ' ' + std::string(exchange.request.url.href());
    for (auto const name : headers) {
      if (auto const value = exchange.request.headers.get(name)) {
        line.append(" ").append(name).append("=").append(value->view());
      }
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

std::string blocked_by(fetch::Run const& run) {
  auto const* const event = run.trace.block();
  return event == nullptr ? std::string() : std::string(to_string(*event->reason));
}

std::string blocked_at(fetch::Run const& run) {
  auto const* const event = run.trace.block();
  return event == nullptr ? std::string() : std::string(to_string(event->step));
}

std::string readable(fetch::Run const& run) {
  std::string names;
  for (auto const header : run.outcome.readable) {
    names.append(names.empty() ? "" : ",").append(byte_lowercase(header.name));
  }
  return names;
}

}  // namespace corsage::tests
