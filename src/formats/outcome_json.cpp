#include "corsage/formats/outcome_json.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "corsage/base/bytes.hpp"
#include "corsage/http/header_names.hpp"

namespace corsage::formats {

namespace {

/// A header that a browser sends with every request by itself: it says nothing about this one.
bool is_sent_with_everything(http::HeaderList::Line const& line) {
  static constexpr auto names = std::to_array<std::string_view>({http::header::referer, "host", "accept-encoding"});
  return std::ranges::any_of(names, [&](auto name) { return byte_case_insensitive_equal(name, line.name); }) ||
         (line.value == "*/*" && byte_case_insensitive_equal(http::header::accept, line.name)) ||
         byte_case_insensitive_equal(line.name.substr(0, 4), "sec-");
}

/// Appends the values of the list's line at `first` and of those that repeat its name.
void join_values(http::HeaderList const& headers, std::size_t first, std::string& joined) {
  auto const name = headers[first].name;
  joined.assign(headers[first].value);
  for (auto next = headers.find(name, first + 1); next; next = headers.find(name, *next + 1)) {
    joined.append(", ");
    joined.append(headers[*next].value);
  }
}

template <typename Accepts>
void write_accepted_headers(JsonWriter& json, http::HeaderList const& headers, Accepts const& accepts) {
  json.begin_object();
  std::string text;
  for (std::size_t i = 0; i < headers.size(); ++i) {
    auto const line = headers[i];
    if (!accepts(line) || headers.find(line.name) != i) {
      continue;
    }
    text.assign(line.name);
    std::ranges::transform(text, text.begin(), [](char byte) { return byte_lowercase(byte); });
    json.key_of_bytes(text);
    join_values(headers, i, text);
    // White space at the ends belongs to no value: who receives it drops it.
    json.bytes(strip(text, http_tab_or_space));
  }
  json.end_object();
}

void write_exchanges(JsonWriter& json, fetch::Journal const& journal) {
  json.begin_array();
  for (auto const& exchange : journal) {
    auto const& request = exchange.request;
    json.begin_object();
    json.key("method");
    json.bytes(request.method);
    json.key("host");
    json.bytes(request.url.authority_without_credentials());
    json.key("path");
    json.bytes(request.url.path_and_query());
    json.key("headers");
    write_accepted_headers(json, request.headers, [](auto const& line) { return !is_sent_with_everything(line); });
    json.end_object();
  }
  json.end_array();
}

void write_list(JsonWriter& json, std::vector<std::string> const& items) {
  json.begin_array();
  for (auto const& item : items) {
    json.bytes(item);
  }
  json.end_array();
}

}  // namespace

void write_headers_by_name(JsonWriter& json, http::HeaderList const& headers) {
  write_accepted_headers(json, headers, [](auto const&) { return true; });
}

void write_cause(JsonWriter& json, explain::Cause const& cause) {
  json.begin_object();
  json.key("reason");
  json.bytes(to_string(cause.reason));
  json.key("leg");
  json.bytes(to_string(cause.leg));
  json.key("hop");
  json.number(cause.hop);
  json.key("step");
  json.bytes(to_string(cause.step));
  json.key("arguments");
  json.begin_object();
  for (auto const& [name, value] : cause.arguments) {
    json.key_of_bytes(to_string(name));
    json.bytes(value);
  }
  json.end_object();
  if (!cause.certain) {
    json.key("certain");
    json.boolean(false);
  }
  json.end_object();
}

void write_policy(JsonWriter& json, policy::Config const& policy) {
  json.begin_object();
  json.key("origins");
  write_list(json, policy.origins);
  json.key("credentials");
  json.boolean(policy.credentials);
  json.key("methods");
  write_list(json, policy.methods);
  json.key("request_headers");
  write_list(json, policy.request_headers);
  json.key("response_headers");
  write_list(json, policy.response_headers);
  if (policy.max_age) {
    json.key("max_age");
    json.number(*policy.max_age);
  }
  json.key("preflight_status");
  json.number(policy.preflight_status);
  json.key("disclosure");
  json.bytes(policy.discloses_full_lists ? "full" : "requested");
  json.key("timing");
  json.boolean(policy.timing);
  json.end_object();
}

void write_outcome(JsonWriter& json, std::string_view id, std::string_view profile,
                   explain::Diagnosis const& diagnosis) {
  auto const& outcome = diagnosis.run.outcome;
  bool const is_allowed = outcome.verdict == fetch::Verdict::allowed;
  json.begin_object();
  json.key("id");
  json.raw(id);
  json.key("as");
  json.bytes(profile);
  json.key("allowed");
  json.boolean(is_allowed);
  json.key("type");
  if (is_allowed) {
    json.bytes(to_string(outcome.type));
  } else {
    json.null();
  }
  json.key("status");
  json.number(outcome.status);
  json.key("redirected");
  json.boolean(outcome.redirected);
  json.key("readable");
  write_headers_by_name(json, outcome.readable);
  json.key("body_readable");
  json.boolean(outcome.body_readable);
  json.key("exchanges");
  write_exchanges(json, diagnosis.run.journal);
  json.key("causes");
  json.begin_array();
  for (auto const& cause : diagnosis.causes) {
    write_cause(json, cause);
  }
  json.end_array();
  json.key("fix");
  if (diagnosis.fix && diagnosis.fix->proved) {
    write_policy(json, diagnosis.fix->policy);
  } else {
    json.null();
  }
  json.end_object();
}

}  // namespace corsage::formats
