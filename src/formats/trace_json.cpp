#include "corsage/formats/trace_json.hpp"

namespace corsage::formats {

namespace {

std::string_view to_string(trace::EventKind kind) {
  switch (kind) {
    case trace::EventKind::pass: return "pass";
    case trace::EventKind::block: return "block";
    case trace::EventKind::note: return "note";
  }
  return "";
}

std::string_view to_string(fetch::HttpVersion version) {
  switch (version) {
    case fetch::HttpVersion::http_1: return "1.1";
    case fetch::HttpVersion::http_2: return "2";
    case fetch::HttpVersion::http_3: return "3";
  }
  return "";
}

void write_event(JsonWriter& json, trace::Trace const& trace, trace::Event const& event) {
  json.begin_object();
  json.key("kind");
  json.bytes(to_string(event.kind));
  json.key("step");
  json.bytes(trace::to_string(event.step));
  json.key("reason");
  if (event.reason) {
    json.bytes(trace::to_string(*event.reason));
  } else {
    json.null();
  }
  json.key("leg");
  json.bytes(trace::to_string(event.leg));
  json.key("hop");
  json.number(event.hop);
  json.key("exchange");
  if (event.exchange == trace::Event::no_exchange) {
    json.null();
  } else {
    json.number(event.exchange);
  }
  json.key("arguments");
  json.begin_object();
  for (auto const& argument : event.arguments) {
    if (argument.name != trace::ArgumentName::none) {
      json.key_of_bytes(trace::to_string(argument.name));
      json.bytes(trace.text(argument));
    }
  }
  json.end_object();
  json.end_object();
}

void write_answer(JsonWriter& json, fetch::Exchange const& exchange) {
  if (auto const* const failed = exchange.failed()) {
    json.key("failure");
    json.bytes(fetch::to_string(failed->failure));
    json.key("detail");
    json.text(failed->detail);
  } else if (auto const* const answered = exchange.answered()) {
    json.key("version");
    json.bytes(to_string(answered->version));
    json.key("status");
    json.number(answered->response.status);
    json.key("reason_phrase");
    json.bytes(answered->response.reason_phrase);
    json.key("headers");
    write_header_lines(json, answered->response.headers);
    json.key("body_length");
    json.number(answered->response.body.size());
  }
}

}  // namespace

void write_header_lines(JsonWriter& json, http::HeaderList const& headers) {
  json.begin_array();
  for (auto const line : headers) {
    json.begin_array();
    json.bytes(line.name);
    json.bytes(line.value);
    json.end_array();
  }
  json.end_array();
}

void write_events(JsonWriter& json, trace::Trace const& trace) {
  json.begin_array();
  for (auto const& event : trace.events()) {
    write_event(json, trace, event);
  }
  json.end_array();
}

void write_journal(JsonWriter& json, fetch::Journal const& journal) {
  json.begin_array();
  for (auto const& exchange : journal) {
    auto const& request = exchange.request;
    json.begin_object();
    json.key("leg");
    json.bytes(trace::to_string(request.leg));
    json.key("hop");
    json.number(request.hop);
    json.key("request");
    json.begin_object();
    json.key("method");
    json.bytes(request.method);
    json.key("url");
    json.text(request.url.href());
    json.key("headers");
    write_header_lines(json, request.headers);
    json.key("sends_body");
    json.boolean(request.sends_body);
    json.key("include_credentials");
    json.boolean(request.include_credentials);
    json.end_object();
    json.key("answer");
    json.begin_object();
    write_answer(json, exchange);
    json.end_object();
    json.end_object();
  }
  json.end_array();
}

}  // namespace corsage::formats
