#include "observed_outcome.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "corsage/base/bytes.hpp"

#include <simdjson.h>

namespace corsage::tests {
namespace {

// The headers of an exchange that the corpus and the engine are compared in.
constexpr std::array<std::string_view, 5> compared_headers{
    "origin", "access-control-request-method", "access-control-request-headers", "authorization", "content-type"};

void sort_names(std::vector<std::string>& names) {
  std::ranges::sort(names);
  auto const doubles = std::ranges::unique(names);
  names.erase(doubles.begin(), doubles.end());
}

std::string exchange_line(std::string_view method, std::string_view host, std::string_view path) {
  return std::string(method) + ' ' + std::string(host) + std::string(path);
}

void append_header(std::string& line, std::string_view name, std::string_view value) {
  line.append(" ").append(name).append("=").append(value);
}

void append_credentials(std::string& line, bool are_included) {
  line.append(are_included ? " with cookies" : "");
}

std::string joined(std::vector<std::string> const& items, std::string_view separator) {
  std::string text;
  for (auto const& item : items) {
    text.append(text.empty() ? "" : separator).append(item);
  }
  return text;
}

}  // namespace

std::string to_string(ObservedOutcome const& outcome) {
  return std::string(outcome.allowed ? "allowed " : "blocked ") + outcome.type + " status " +
         std::to_string(outcome.status) + (outcome.redirected ? " redirected" : "") +
         (outcome.body_readable ? " body" : "") + " readable [" + joined(outcome.readable, ", ") + "]\n      " +
         joined(outcome.exchanges, "\n      ");
}

ObservedOutcome observed_in_browser(std::string const& line) {
  simdjson::dom::parser parser;
  simdjson::dom::element const json = parser.parse(line);
  ObservedOutcome outcome{.allowed = json["allowed"].get_bool().value(),
                          .status = static_cast<int>(json["status"].get_int64().value()),
                          .redirected = json["redirected"].get_bool().value(),
                          .body_readable = json["body_readable"].get_bool().value()};
  if (json["type"].is_string()) {
    outcome.type = json["type"].get_string().value();
  }
  simdjson::dom::object const readable = json["readable"];
  for (auto const [name, value] : readable) {
    outcome.readable.emplace_back(name);
  }
  sort_names(outcome.readable);
  simdjson::dom::array const exchanges = json["exchanges"];
  for (auto const exchange : exchanges) {
    std::string_view const method = exchange["method"];
    std::string_view const host = exchange["host"];
    std::string_view const path = exchange["path"];
    auto text = exchange_line(method, host, path);
    for (auto const name : compared_headers) {
      if (auto const value = exchange["headers"][name]; value.error() == simdjson::SUCCESS) {
        append_header(text, name, value.get_string().value());
      }
    }
    // Each browser had cookies for every host that a case asks.
    append_credentials(text, exchange["headers"]["cookie"].error() == simdjson::SUCCESS);
    outcome.exchanges.push_back(std::move(text));
  }
  return outcome;
}

ObservedOutcome observed_in_run(fetch::Run const& run) {
  auto const& seen = run.outcome;
  ObservedOutcome outcome{.allowed = seen.verdict == fetch::Verdict::allowed,
                          .status = seen.status,
                          .redirected = seen.redirected,
                          .body_readable = seen.body_readable};
  if (outcome.allowed) {
    outcome.type = to_string(seen.type);
  }
  for (auto const header : seen.readable) {
    outcome.readable.push_back(byte_lowercase(header.name));
  }
  sort_names(outcome.readable);
  for (auto const& [request, answer, time] : run.journal) {
    auto text =
        exchange_line(request.method, request.url.authority_without_credentials(), request.url.path_and_query());
    for (auto const name : compared_headers) {
      if (auto const value = request.headers.get(name)) {
        // A server reads a joined value without the white space at its ends.
        append_header(text, name, isomorphic_decode(strip(value->view(), http_tab_or_space)));
      }
    }
    append_credentials(text, request.include_credentials);
    outcome.exchanges.push_back(std::move(text));
  }
  return outcome;
}

}  // namespace corsage::tests
