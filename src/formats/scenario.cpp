#include "corsage/formats/scenario.hpp"

#include <array>
#include <optional>
#include <utility>

#include "corsage/http/header_names.hpp"
#include "corsage/url/origin.hpp"
#include "json_reader.hpp"

namespace corsage::formats {

using simdjson::error_code;

class ScenarioReader::Implementation {
 public:
  Result<void> read(std::string_view line, std::size_t readable, Scenario& scenario);

 private:
  using Member = JsonMember<Implementation>;

  void start(Scenario& scenario);
  void finish();

  // Each takes the value of the member it is named after.
  error_code id(ondemand::value& value) { return read_id(value, scenario_->id); }
  error_code page(ondemand::value& value);
  error_code request(ondemand::value& value) {
    return read_object<Implementation>(*this, value, request_members, mistakes_);
  }
  error_code server(ondemand::value& value);
  error_code url(ondemand::value& value) { return value.get_string().get(url_); }
  error_code method(ondemand::value& value) {
    return read_bytes(value, OtherCodePoints::are_nul, scenario_->request.method);
  }
  error_code headers(ondemand::value& value);
  error_code credentials(ondemand::value& value) {
    return read_token(value, fetch::credentials_mode_from, scenario_->request.credentials);
  }
  error_code mode(ondemand::value& value) {
    return read_token(value, fetch::request_mode_from, scenario_->request.mode);
  }
  error_code redirect(ondemand::value& value) {
    return read_token(value, fetch::redirect_mode_from, scenario_->request.redirect);
  }
  error_code body(ondemand::value& value);
  error_code body_type(ondemand::value& value);
  error_code body_text(ondemand::value& value) {
    return read_bytes(value, OtherCodePoints::are_utf8, scenario_->request.body->bytes);
  }
  error_code body_bytes(ondemand::value& value) { return value.get_bool().get(body_is_bytes_); }
  error_code rule_when(ondemand::value& value) {
    return read_object<Implementation>(*this, value, when_members, mistakes_);
  }
  error_code rule_status(ondemand::value& value) { return read_status(value, rule_->response.status); }
  error_code rule_headers(ondemand::value& value);
  error_code rule_body(ondemand::value& value) {
    return read_bytes(value, OtherCodePoints::are_mistakes, rule_->response.body);
  }
  error_code when_method(ondemand::value& value) {
    return read_bytes(value, OtherCodePoints::are_mistakes, rule_->when.method);
  }
  error_code when_host(ondemand::value& value) {
    return read_bytes(value, OtherCodePoints::are_mistakes, rule_->when.host);
  }
  error_code when_path(ondemand::value& value) {
    return read_bytes(value, OtherCodePoints::are_mistakes, rule_->when.path);
  }
  error_code when_origin(ondemand::value& value) {
    return read_bytes(value, OtherCodePoints::are_mistakes, rule_->when.origin);
  }
  error_code when_has_header(ondemand::value& value) {
    return read_bytes(value, OtherCodePoints::are_mistakes, rule_->when.has_header);
  }
  error_code when_no_header(ondemand::value& value) {
    return read_bytes(value, OtherCodePoints::are_mistakes, rule_->when.no_header);
  }

  static constexpr std::string_view a_byte_string = "a string of code points U+0000 to U+00FF, each a byte";
  static constexpr std::string_view header_lines = "a list of [name, value], of code points U+0000 to U+00FF";
  static std::array<Member, 4> const document_members;
  static std::array<Member, 7> const request_members;
  static std::array<Member, 3> const body_members;
  static std::array<Member, 4> const rule_members;
  static std::array<Member, 6> const when_members;

  JsonDocuments documents_;
  JsonMistakes mistakes_;

  // Of the line being read.
  Scenario* scenario_ = nullptr;
  ScriptedRule* rule_ = nullptr;
  std::string_view url_;
  std::optional<std::string_view> body_type_;
  std::string body_type_room_;
  bool body_is_bytes_ = false;

  // Lines of one file mostly have one page.
  std::string page_;  ///< as JSON
  url::Origin page_origin_ = url::Origin::opaque(1);
  std::optional<url::Url> page_url_;
};

std::array<ScenarioReader::Implementation::Member, 4> const ScenarioReader::Implementation::document_members = {{
    {"id", &Implementation::id, "a string, a whole number or null"},
    {"page", &Implementation::page, "the page's origin, as in \"https://app.example\", or \"null\"", true},
    {"request", &Implementation::request, "an object: what the page asks", true},
    {"server", &Implementation::server, "a list of objects: the answers, each with its 'when'", true},
}};

std::array<ScenarioReader::Implementation::Member, 7> const ScenarioReader::Implementation::request_members = {{
    {"url", &Implementation::url, "a string: the URL that the page asks for", true},
    {"method", &Implementation::method, "a string"},
    {"headers", &Implementation::headers, "a list of [name, value], each a string"},
    {"credentials", &Implementation::credentials, "\"omit\", \"same-origin\" or \"include\""},
    {"mode", &Implementation::mode, "\"cors\", \"no-cors\", \"same-origin\" or \"navigate\""},
    {"redirect", &Implementation::redirect, "\"follow\", \"error\" or \"manual\""},
    {"body", &Implementation::body, "null, or an object with 'type' and 'text'"},
}};

std::array<ScenarioReader::Implementation::Member, 3> const ScenarioReader::Implementation::body_members = {{
    {"type", &Implementation::body_type, "null for a string body, or the Content-Type of the request"},
    {"text", &Implementation::body_text, "a string"},
    {"bytes", &Implementation::body_bytes, "true where the body is bytes and brings no Content-Type"},
}};

std::array<ScenarioReader::Implementation::Member, 4> const ScenarioReader::Implementation::rule_members = {{
    {"when", &Implementation::rule_when, "an object: which requests the rule answers"},
    {"status", &Implementation::rule_status, "a whole number from 100 to 999"},
    {"headers", &Implementation::rule_headers, header_lines},
    {"body", &Implementation::rule_body, a_byte_string},
}};

std::array<ScenarioReader::Implementation::Member, 6> const ScenarioReader::Implementation::when_members = {{
    {"method", &Implementation::when_method, a_byte_string},
    {"host", &Implementation::when_host, a_byte_string},
    {"path", &Implementation::when_path, a_byte_string},
    {"origin", &Implementation::when_origin, a_byte_string},
    {"has_header", &Implementation::when_has_header, a_byte_string},
    {"no_header", &Implementation::when_no_header, a_byte_string},
}};

Result<void> ScenarioReader::Implementation::read(std::string_view line, std::size_t readable, Scenario& scenario) {
  start(scenario);
  documents_.read<Implementation>(line, readable, *this, document_members, mistakes_);
  auto result = mistakes_.result();
  if (result) {
    finish();
  }
  return result;
}

void ScenarioReader::Implementation::start(Scenario& scenario) {
  scenario_ = &scenario;
  scenario.id = "null";
  scenario.request.method = "GET";
  scenario.request.headers.clear();
  scenario.request.body.reset();
  scenario.request.mode = fetch::RequestMode::cors;
  scenario.request.credentials = fetch::CredentialsMode::same_origin;
  scenario.request.redirect = fetch::RedirectMode::follow;
  scenario.server.clear();
  url_ = {};
  body_type_.reset();
  body_is_bytes_ = false;
}

/// What needs more than one member: they may come in any order.
void ScenarioReader::Implementation::finish() {
  auto& request = scenario_->request;
  auto url = url::Url::parse(url_, page_url_ ? &*page_url_ : nullptr);
  request.unparsable_url.reset();
  if (url) {
    request.url = std::move(*url);
  } else {
    request.unparsable_url = url_;
  }
  if (body_type_) {
    request.headers.append(http::header::content_type, *body_type_);
  }
  if (request.body && !body_is_bytes_) {
    request.body->type = "text/plain;charset=UTF-8";
  }
  scenario_->environment.origin = page_origin_;
  scenario_->server.frame_bodies();
}

error_code ScenarioReader::Implementation::page(ondemand::value& value) {
  std::string_view const raw = value.raw_json_token();
  if (raw == page_) {
    return simdjson::SUCCESS;
  }
  std::string page(raw);
  page_.clear();
  page_url_.reset();
  if (auto const error = read_origin(value, page_origin_, mistakes_)) {
    return error;
  }
  if (mistakes_.empty()) {
    page_ = std::move(page);
  }
  if (!page_origin_.is_opaque()) {
    auto url = url::Url::parse(std::string(page_origin_.serialized()) + '/');
    page_url_ = url ? std::optional(std::move(*url)) : std::nullopt;
  }
  return simdjson::SUCCESS;
}

error_code ScenarioReader::Implementation::server(ondemand::value& value) {
  ondemand::array rules;
  if (auto const error = value.get_array().get(rules)) {
    return error;
  }
  scenario_->server.clear();
  for (auto element : rules) {
    if (element.error() != simdjson::SUCCESS) {
      return element.error();
    }
    rule_ = &scenario_->server.add_rule();
    if (auto const error = read_object<Implementation>(*this, element.value_unsafe(), rule_members, mistakes_)) {
      return error;
    }
  }
  return simdjson::SUCCESS;
}

error_code ScenarioReader::Implementation::headers(ondemand::value& value) {
  scenario_->request.headers.clear();
  return read_header_lines(value, OtherCodePoints::are_nul, scenario_->request.headers);
}

error_code ScenarioReader::Implementation::rule_headers(ondemand::value& value) {
  rule_->response.headers.clear();
  return read_header_lines(value, OtherCodePoints::are_mistakes, rule_->response.headers);
}

error_code ScenarioReader::Implementation::body(ondemand::value& value) {
  bool is_null = false;
  if (auto const error = value.is_null().get(is_null)) {
    return error;
  }
  scenario_->request.body.reset();
  body_type_.reset();
  body_is_bytes_ = false;
  if (is_null) {
    return simdjson::SUCCESS;
  }
  scenario_->request.body.emplace();
  return read_object<Implementation>(*this, value, body_members, mistakes_);
}

error_code ScenarioReader::Implementation::body_type(ondemand::value& value) {
  bool is_null = false;
  if (auto const error = value.is_null().get(is_null)) {
    return error;
  }
  body_type_.reset();
  if (is_null) {
    return simdjson::SUCCESS;
  }
  return read_bytes(value, OtherCodePoints::are_nul, body_type_room_, body_type_.emplace());
}

ScenarioReader::ScenarioReader() : implementation_(std::make_unique<Implementation>()) {}
ScenarioReader::~ScenarioReader() = default;

Result<void> ScenarioReader::read(std::string_view line, std::size_t readable, Scenario& scenario) {
  return implementation_->read(line, readable, scenario);
}

}  // namespace corsage::formats
