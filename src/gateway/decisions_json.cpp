#include "decisions_json.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string_view>

#include "access_line.hpp"
#include "corsage/formats/json_writer.hpp"
#include "corsage/http/secrets.hpp"

namespace corsage::gateway {
namespace {

using formats::JsonKey;
using formats::JsonWriter;
using trace::Reason;
using Text = KeptDecision::Text;

void write(JsonWriter& json, JsonKey const& key, std::string_view bytes) {
  json.key(key);
  json.bytes(bytes);
}

void write_text_or_null(JsonWriter& json, JsonKey const& key, std::string_view bytes) {
  json.key(key);
  bytes.empty() ? json.null() : json.bytes(bytes);
}

std::string shown(std::string_view origin) {
  return origin.find('@') == std::string_view::npos ? std::string(origin)
                                                    : http::shown_text(origin, http::Secrets::masked);
}

void write_request(JsonWriter& json, KeptDecision const& decision) {
  json.key("request");
  json.begin_object();
  write(json, "method", decision.text(Text::method));
  write(json, "host", decision.text(Text::host));
  write(json, "path", decision.text(Text::path));
  write(json, "origin", shown(decision.text(Text::origin)));
  write_text_or_null(json, "requested_method", decision.text(Text::requested_method));
  write_text_or_null(json, "requested_headers", decision.text(Text::requested_headers));
  json.end_object();
}

/// What a policy looks at, in the order in which it does.
enum class Check : std::uint8_t { origin, method, request_headers };

/// Where a decision ended that refused for this reason; behind all checks for those that refused nothing.
std::size_t checks_before(Reason reason) {
  if (reason == Reason::policy_origin_refused || reason == Reason::policy_origin_malformed) {
    return static_cast<std::size_t>(Check::origin);
  }
  if (reason == Reason::policy_method_refused) {
    return static_cast<std::size_t>(Check::method);
  }
  if (reason == Reason::policy_request_header_refused || reason == Reason::policy_request_headers_malformed) {
    return static_cast<std::size_t>(Check::request_headers);
  }
  return static_cast<std::size_t>(Check::request_headers) + 1;
}

struct Checked {
  std::string_view name;
  Text text;
};

void write_check(JsonWriter& json, Checked const& checked, KeptDecision const& decision, bool has_passed) {
  json.begin_object();
  write(json, "check", checked.name);
  auto const value = decision.text(checked.text);
  write(json, "value", checked.text == Text::origin ? shown(value) : std::string(value));
  json.key("passed");
  json.boolean(has_passed);
  if (!has_passed) {
    write(json, "reason", trace::to_string(decision.reason()));
    write(json, "offending", shown(decision.text(Text::offending)));
  }
  json.end_object();
}

void write_trace(JsonWriter& json, KeptDecision const& decision) {
  constexpr auto checks = std::to_array<Checked>(
      {{"origin", Text::origin}, {"method", Text::requested_method}, {"request_headers", Text::requested_headers}});
  bool const is_preflight = decision.request_class() == policy::RequestClass::preflight;
  auto const made = is_preflight ? checks.size() : 1;
  auto const failed = checks_before(decision.reason());
  json.key("trace");
  json.begin_array();
  for (std::size_t i = 0; i < made && i <= failed; ++i) {
    write_check(json, checks[i], decision, i != failed);
  }
  json.end_array();
}

/// What the reason's page says, where something is to be done.
void write_advice(JsonWriter& json, Reason reason) {
  auto const& row = trace::text(reason);
  write(json, "reason", row.token);
  json.key("title");
  json.text(row.title);
  json.key("fix");
  row.severity == trace::Severity::note ? json.null() : json.text(row.fix);
}

void write_headers(JsonWriter& json, std::string_view lines) {
  json.key("headers");
  json.begin_array();
  while (!lines.empty()) {
    auto const line = lines.substr(0, lines.find('\n'));
    auto const colon = line.find(": ");
    json.begin_array();
    json.bytes(line.substr(0, colon));
    json.bytes(line.substr(colon + 2));
    json.end_array();
    lines.remove_prefix(line.size() + 1);
  }
  json.end_array();
}

void write_replaced(JsonWriter& json, policy::ReplacedLines const& replaced) {
  json.key("contradicted");
  json.begin_array();
  for (auto const& line : replaced) {
    json.begin_object();
    write(json, "name", line.name);
    write(json, "value", line.value);
    json.key("policy");
    line.policy_value ? json.bytes(*line.policy_value) : json.null();
    json.end_object();
  }
  json.end_array();
}

void write_candidate(JsonWriter& json, KeptDecision const& decision) {
  json.key("candidate");
  if (!decision.has_candidate()) {
    json.null();
    return;
  }
  json.begin_object();
  write(json, "shift", to_string(decision.shift()));
  write(json, "reason", trace::to_string(decision.candidate_reason()));
  json.end_object();
}

void write_decision(JsonWriter& json, KeptDecision const& decision, TimeText& times) {
  json.begin_object();
  write(json, "time", times.of(decision.time()));
  json.key("route");
  json.text(decision.text(Text::route));
  write(json, "client", decision.text(Text::client));
  json.key("enforced");
  json.boolean(decision.mode() == CorsMode::enforce);
  write_request(json, decision);
  write(json, "class", to_string(decision.request_class()));
  json.key("allowed");
  json.boolean(decision.is_allowed());
  write_advice(json, decision.reason());
  write_trace(json, decision);
  json.key("status");
  json.number(decision.status());
  write_text_or_null(json, "code", decision.text(Text::own_code));
  write_headers(json, decision.text(Text::headers));
  write_replaced(json, decision.replaced());
  write_candidate(json, decision);
  json.end_object();
}

}  // namespace

std::string decisions_json(std::vector<KeptDecision> decisions) {
  std::ranges::sort(decisions, std::greater(), &KeptDecision::time);
  std::string text;
  JsonWriter json(text);
  TimeText times;
  json.begin_object();
  write(json, "schema", "corsage-decisions/1");
  json.key("decisions");
  json.begin_array();
  for (auto const& decision : decisions) {
    write_decision(json, decision, times);
  }
  json.end_array();
  json.end_object();
  return text + "\n";
}

}  // namespace corsage::gateway
