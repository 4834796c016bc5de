#include "corsage/formats/stdio_protocol.hpp"

#include <array>
#include <utility>

#include "corsage/base/bytes.hpp"
#include "corsage/formats/base64.hpp"
#include "corsage/formats/trace_json.hpp"
#include "json_reader.hpp"

namespace corsage::formats {

using simdjson::error_code;

class StdioRequestReader::Implementation {
 public:
  Result<void> read(std::string_view line, StdioRequest& request);

 private:
  using Member = JsonMember<Implementation>;

  void finish();

  // Each takes the value of the member it is named after.
  error_code id(ondemand::value& value) { return read_id(value, asked_->id); }
  error_code client(ondemand::value& value) {
    return read_object<Implementation>(*this, value, client_members, mistakes_);
  }
  error_code request(ondemand::value& value) {
    return read_object<Implementation>(*this, value, request_members, mistakes_);
  }
  error_code origin(ondemand::value& value) { return read_origin(value, asked_->environment.origin, mistakes_); }
  error_code client_url(ondemand::value& value);
  error_code client_referrer_policy(ondemand::value& value) {
    return read_token(value, fetch::referrer_policy_from, asked_->environment.referrer_policy);
  }
  error_code method(ondemand::value& value) {
    return read_bytes(value, OtherCodePoints::are_nul, asked_->request.method);
  }
  error_code url(ondemand::value& value) { return value.get_string().get(url_); }
  error_code headers(ondemand::value& value) {
    asked_->request.headers.clear();
    return read_header_lines(value, OtherCodePoints::are_nul, asked_->request.headers);
  }
  error_code mode(ondemand::value& value) { return read_token(value, fetch::request_mode_from, asked_->request.mode); }
  error_code credentials(ondemand::value& value) {
    return read_token(value, fetch::credentials_mode_from, asked_->request.credentials);
  }
  error_code redirect(ondemand::value& value) {
    return read_token(value, fetch::redirect_mode_from, asked_->request.redirect);
  }
  error_code cache(ondemand::value& value) { return read_token(value, fetch::cache_mode_from, asked_->request.cache); }
  error_code keepalive(ondemand::value& value) { return value.get_bool().get(asked_->request.keepalive); }
  error_code integrity(ondemand::value& value);
  error_code referrer(ondemand::value& value);
  error_code referrer_policy(ondemand::value& value) {
    return read_token(value, fetch::referrer_policy_from, asked_->request.referrer_policy);
  }
  error_code use_cors_preflight(ondemand::value& value) {
    return value.get_bool().get(asked_->request.use_cors_preflight);
  }
  error_code stream_body(ondemand::value& value) { return value.get_bool().get(streams_body_); }
  error_code body(ondemand::value& value);

  static std::array<Member, 3> const document_members;
  static std::array<Member, 3> const client_members;
  static std::array<Member, 14> const request_members;

  JsonDocuments documents_;
  JsonMistakes mistakes_;

  // Of the line being read.
  StdioRequest* asked_ = nullptr;
  std::string_view url_;
  bool streams_body_ = false;
};

std::array<StdioRequestReader::Implementation::Member, 3> const StdioRequestReader::Implementation::document_members = {
    {
        {"id", &Implementation::id, "a string, a whole number or null"},
        {"client", &Implementation::client, "an object: the page", true},
        {"request", &Implementation::request, "an object: what the page asks", true},
    }};

std::array<StdioRequestReader::Implementation::Member, 3> const StdioRequestReader::Implementation::client_members = {{
    {"origin", &Implementation::origin, "the page's origin, as in \"https://app.example\", or \"null\"", true},
    {"url", &Implementation::client_url, "the page's address"},
    {"referrerPolicy", &Implementation::client_referrer_policy, "a referrer policy, or \"\""},
}};

std::array<StdioRequestReader::Implementation::Member, 14> const StdioRequestReader::Implementation::request_members = {
    {
        {"method", &Implementation::method, "a string"},
        {"url", &Implementation::url, "a string: the URL that the page asks for", true},
        {"headers", &Implementation::headers, "a list of [name, value], each a string"},
        {"mode", &Implementation::mode, "\"cors\", \"no-cors\", \"same-origin\" or \"navigate\""},
        {"credentials", &Implementation::credentials, "\"omit\", \"same-origin\" or \"include\""},
        {"redirect", &Implementation::redirect, "\"follow\", \"error\" or \"manual\""},
        {"cache", &Implementation::cache, "a cache mode, as in \"default\" or \"no-store\""},
        {"keepalive", &Implementation::keepalive, "true or false"},
        {"integrity", &Implementation::integrity, "a string"},
        {"referrer", &Implementation::referrer, "\"about:client\", a URL, or \"\" for none"},
        {"referrerPolicy", &Implementation::referrer_policy, "a referrer policy, or \"\""},
        {"useCorsPreflight", &Implementation::use_cors_preflight, "true or false"},
        {"streamBody", &Implementation::stream_body, "true or false"},
        {"body", &Implementation::body, "null, or bytes in Base64"},
    }};

Result<void> StdioRequestReader::Implementation::read(std::string_view line, StdioRequest& request) {
  request = {};
  asked_ = &request;
  url_ = {};
  streams_body_ = false;
  documents_.read<Implementation>(line, 0, *this, document_members, mistakes_);
  auto result = mistakes_.result();
  if (result) {
    finish();
  }
  return result;
}

/// What needs more than one member: they may come in any order.
void StdioRequestReader::Implementation::finish() {
  auto& request = asked_->request;
  auto const& page = asked_->environment.url;
  if (auto url = url::Url::parse(url_, page ? &*page : nullptr)) {
    request.url = std::move(*url);
  } else {
    request.unparsable_url = url_;
  }
  if (request.body) {
    request.body->has_source = !streams_body_;
  }
}

error_code StdioRequestReader::Implementation::client_url(ondemand::value& value) {
  std::string_view text;
  if (auto const error = value.get_string().get(text)) {
    return error;
  }
  auto url = url::Url::parse(text);
  if (!url) {
    return simdjson::INCORRECT_TYPE;
  }
  asked_->environment.url = std::move(*url);
  return simdjson::SUCCESS;
}

error_code StdioRequestReader::Implementation::integrity(ondemand::value& value) {
  std::string_view text;
  auto const error = value.get_string().get(text);
  asked_->request.has_integrity = !text.empty();
  return error;
}

error_code StdioRequestReader::Implementation::referrer(ondemand::value& value) {
  std::string_view text;
  auto const error = value.get_string().get(text);
  asked_->request.referrer = text;
  return error;
}

error_code StdioRequestReader::Implementation::body(ondemand::value& value) {
  bool is_null = false;
  std::string_view base64;
  asked_->request.body.reset();
  if (auto const error = value.is_null().get(is_null); error != simdjson::SUCCESS || is_null) {
    return error;
  }
  if (auto const error = value.get_string().get(base64)) {
    return error;
  }
  return decode_base64(base64, asked_->request.body.emplace().bytes) ? simdjson::SUCCESS : simdjson::INCORRECT_TYPE;
}

StdioRequestReader::StdioRequestReader() : implementation_(std::make_unique<Implementation>()) {}
StdioRequestReader::~StdioRequestReader() = default;

Result<void> StdioRequestReader::read(std::string_view line, StdioRequest& request) {
  return implementation_->read(line, request);
}

void write_stdio_response(JsonWriter& json, std::string_view id, fetch::Outcome const& outcome,
                          std::optional<std::string_view> body, std::string_view body_failure) {
  json.begin_object();
  json.key("id");
  json.raw(id);
  json.key("ok");
  json.boolean(true);
  json.key("type");
  json.bytes(to_string(outcome.type));
  json.key("url");
  json.text(outcome.url);
  json.key("redirected");
  json.boolean(outcome.redirected);
  json.key("status");
  json.number(outcome.status);
  json.key("statusText");
  json.bytes(outcome.status_text);
  json.key("headers");
  json.begin_array();
  for (auto const line : outcome.readable) {
    json.begin_array();
    json.bytes(byte_lowercase(line.name));
    json.bytes(line.value);
    json.end_array();
  }
  json.end_array();
  json.key("body");
  if (body) {
    json.base64(*body);
  } else {
    json.null();
  }
  if (!body_failure.empty()) {
    json.key("bodyError");
    json.bytes(body_failure);
  }
  json.end_object();
}

void write_stdio_failure(JsonWriter& json, std::string_view id, trace::Trace const& trace,
                         fetch::Journal const& journal) {
  auto const* const block = trace.block();
  json.begin_object();
  json.key("id");
  json.raw(id);
  json.key("ok");
  json.boolean(false);
  json.key("why");
  if (block != nullptr && block->reason) {
    json.bytes(trace::to_string(*block->reason));
  } else {
    json.null();
  }
  json.key("trace");
  json.begin_object();
  json.key("events");
  write_events(json, trace);
  json.key("exchanges");
  write_journal(json, journal);
  json.end_object();
  json.end_object();
}

}  // namespace corsage::formats
