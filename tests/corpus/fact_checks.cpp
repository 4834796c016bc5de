#include "fact_checks.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "corsage/policy/compile.hpp"
#include "corsage/policy/decide.hpp"
#include "corsage/policy/origin_pattern.hpp"
#include "corsage/url/origin.hpp"
#include "server_fact.hpp"

namespace corsage::tests {
namespace {

using policy::Config;
using trace::Reason;
using Json = simdjson::dom::element;
using Words = std::vector<std::string>;

// config: what may be configured.

Words check_config(Json const& json) {
  Json const expect = json["expect"];
  auto const compiled = policy::compile(config_of(json["config"], "jub0bs").value());
  if (compiled.has_value() != is_true(expect, "accepted")) {
    return {compiled ? "accepted" : "refused: " + std::string(to_string(compiled.error().front().code))};
  }
  if (!compiled) {
    return {};
  }
  auto const normalized = config_of(expect["normalized"], "jub0bs").value();
  auto const printed = print(*compiled);
  Words differences;
  auto const compare = [&](std::string_view name, Words left, Words right) {
    std::ranges::sort(left);
    std::ranges::sort(right);
    if (left != right) {
      differences.push_back("normalized " + std::string(name));
    }
  };
  compare("origins", printed.origins, normalized.origins);
  compare("methods", printed.methods, normalized.methods);
  compare("request headers", printed.request_headers, normalized.request_headers);
  compare("response headers", printed.response_headers, normalized.response_headers);
  return differences;
}

// origin_pattern, origin_parse, origin_match: which origins are meant.

bool has_mistake(Result<policy::Policy> const& compiled, DiagnosticCode code) {
  return !compiled &&
         std::ranges::any_of(compiled.error(), [code](Diagnostic const& mistake) { return mistake.code == code; });
}

void check_parts(Json const& expect, policy::OriginPattern const& pattern, Words& differences) {
  auto const scheme = string_of(expect, "scheme");
  if (!scheme) {
    return;
  }
  auto host = string_of(expect, "host_pattern").value();
  bool const is_wildcard = host.starts_with("*.");
  if (is_wildcard) {
    host.erase(0, 2);
  }
  if (host.find(':') != std::string::npos) {
    host = "[" + host + "]";
  }
  std::uint64_t number = 0;
  auto const ports = string_of(expect, "port") == "any" ? policy::PortSet::all_of(*scheme)
                     : expect["port"].get(number) == simdjson::SUCCESS
                         ? policy::PortSet(static_cast<std::uint16_t>(number))
                         : policy::PortSet(policy::implied_port(*scheme));
  auto const shape = is_wildcard ? policy::OriginShape::any_depth : policy::OriginShape::exact;
  if (pattern != policy::OriginPattern(shape, *scheme, host, ports)) {
    differences.push_back("means " + pattern.text());
  }
  if (url::is_loopback_host(pattern.host()) != (string_of(expect, "host_kind") == "loopback-ip")) {
    differences.emplace_back("loopback");
  }
}

Words check_pattern(Json const& json) {
  Json const expect = json["expect"];
  auto const text = pattern_of(string_of(json, "pattern").value());
  bool const is_valid = policy::compile({.origins = {text}, .dangerously_allow_public_suffixes = true}).has_value();
  if (is_valid != is_true(expect, "valid")) {
    return {is_valid ? "valid" : "not valid"};
  }
  Words differences;
  if (is_valid) {
    check_parts(expect, policy::OriginPattern::parse(text).value(), differences);
  }
  bool flag = false;
  if (expect["insecure"].get(flag) == simdjson::SUCCESS &&
      flag != has_mistake(
                  policy::compile({.origins = {text}, .credentials = true, .dangerously_allow_public_suffixes = true}),
                  DiagnosticCode::policy_insecure_origin)) {
    differences.emplace_back(flag ? "secure" : "insecure");
  }
  if (expect["host_is_public_suffix"].get(flag) == simdjson::SUCCESS &&
      flag != has_mistake(policy::compile({.origins = {text}}), DiagnosticCode::policy_public_suffix)) {
    differences.emplace_back(flag ? "no public suffix" : "public suffix");
  }
  return differences;
}

policy::Decision decision_on(policy::Policy const& policy, std::string_view origin) {
  return policy::decide(policy, {.method = "GET", .origin = {&origin, 1}});
}

Words check_parse(Json const& json) {
  auto const policy = policy::compile({.origins = {"https://policy.test"}}).value();
  auto const origin = string_of(json, "origin").value();
  bool const is_read = decision_on(policy, origin).reason == Reason::policy_origin_refused;
  if (is_read != is_true(json["expect"], "parsed")) {
    return {is_read ? "read" : "malformed"};
  }
  return {};
}

Words check_match(Json const& json) {
  // Below names as short as those of these facts, strangers register.
  Config config{.dangerously_allow_public_suffixes = true};
  for (auto const& pattern : strings_of(json, "patterns")) {
    config.origins.push_back(pattern_of(pattern));
  }
  auto const policy = policy::compile(config);
  if (!policy) {
    return {"no such policy"};
  }
  Words differences;
  Json const expect = json["expect"];
  for (std::string_view const verdict : {"accepts", "rejects"}) {
    for (auto const& origin : strings_of(expect, verdict)) {
      if (decision_on(*policy, origin).is_allowed != (verdict == "accepts")) {
        differences.push_back(std::string(verdict) + " " + origin);
      }
    }
  }
  return differences;
}

// acrh_check: which lists of requested headers are taken.

std::string in_words(std::vector<std::string_view> const& lines) {
  std::string words;
  for (auto const line : lines) {
    words.append(words.empty() ? "" : "|").append(line);
  }
  return words;
}

Words check_requested_headers(Json const& json) {
  auto const policy =
      policy::compile({.origins = {"*"}, .request_headers = strings_of(json, "allowed_request_headers")}).value();
  std::string_view const origin = "https://page.test";
  std::string_view const method = "GET";
  Words differences;
  Json const expect = json["expect"];
  for (std::string_view const verdict : {"accepts", "rejects"}) {
    for (auto const lists : expect[verdict].get_array()) {
      std::vector<std::string_view> lines;
      for (auto const line : lists.get_array()) {
        lines.emplace_back(line);
      }
      auto const decision = policy::decide(
          policy,
          {.method = "OPTIONS", .origin = {&origin, 1}, .requested_method = {&method, 1}, .requested_headers = lines});
      if (decision.is_allowed != (verdict == "accepts")) {
        differences.push_back(std::string(verdict) + " " + in_words(lines));
      }
    }
  }
  return differences;
}

}  // namespace

Words differences_from(Json const& fact) {
  auto const kind = string_of(fact, "kind").value();
  return kind == "http"             ? differences_from_http(http_fact(fact))
         : kind == "config"         ? check_config(fact)
         : kind == "origin_pattern" ? check_pattern(fact)
         : kind == "origin_parse"   ? check_parse(fact)
         : kind == "origin_match"   ? check_match(fact)
                                    : check_requested_headers(fact);
}

}  // namespace corsage::tests
