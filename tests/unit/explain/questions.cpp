#include "questions.hpp"

#include <cstdint>
#include <fstream>
#include <stdexcept>

#include "corsage/base/bytes.hpp"

#include <simdjson.h>

namespace corsage::explain {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

std::string text_at(element const& parent, std::string_view name) {
  std::string_view text;
  return parent[name].get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

http::HeaderList headers_at(element const& parent) {
  http::HeaderList headers;
  for (auto const line : parent["headers"].get_array()) {
    headers.append(std::string_view(line.at(0)), std::string_view(line.at(1)));
  }
  return headers;
}

fetch::Destination destination_of(std::string_view api, std::string_view destination) {
  if (auto const named = fetch::destination_from(destination)) {
    return *named;
  }
  throw std::runtime_error("unknown destination for " + std::string(api));
}

fetch::Initiator initiator_of(std::string_view api) {
  if (api == "fetch") {
    return fetch::Initiator::fetch;
  }
  return api == "xhr" ? fetch::Initiator::xhr : fetch::Initiator::element;
}

fetch::Request request_of(element const& json) {
  auto const url = url::Url::parse(text_at(json, "url"));
  if (!url) {
    throw std::runtime_error("not a URL: " + text_at(json, "url"));
  }
  fetch::Request request{.url = *url};
  request.method = text_at(json, "method");
  request.headers = headers_at(json);
  request.mode = fetch::request_mode_from(text_at(json, "mode")).value();
  request.credentials = fetch::credentials_mode_from(text_at(json, "credentials")).value();
  request.initiator = initiator_of(text_at(json, "api"));
  request.unsafe_request = request.initiator != fetch::Initiator::element;
  request.destination = destination_of(text_at(json, "api"), text_at(json, "destination"));
  bool listens = false;
  request.use_cors_preflight = json["upload_listener"].get(listens) == simdjson::SUCCESS && listens;
  return request;
}

std::vector<scripted::Rule> server_of(element const& json) {
  std::vector<scripted::Rule> rules;
  for (auto const rule : json["server"].get_array()) {
    auto const when = rule["when"].value();
    rules.push_back({.method = text_at(when, "method"),
                     .path = text_at(when, "path"),
                     .origin = text_at(when, "origin"),
                     .has_header = text_at(when, "has_header"),
                     .no_header = text_at(when, "no_header"),
                     .status = static_cast<int>(std::int64_t(rule["status"])),
                     .headers = headers_at(rule),
                     .body = text_at(rule, "body")});
  }
  // A content blocker answers before the server is asked.
  if (json.at_pointer("/env/extension").error() == simdjson::SUCCESS) {
    rules = {{.failure = fetch::NetworkFailure::blocked_by_client}};
  }
  return rules;
}

std::set<std::string> codes_of(element const& list) {
  std::set<std::string> codes;
  for (auto const code : list.get_array()) {
    codes.emplace(std::string_view(code));
  }
  return codes;
}

std::optional<Browser> browser_named(std::string_view name) {
  for (auto const browser : all_browsers) {
    if (byte_lowercase(to_string(browser)) == name) {
      return browser;
    }
  }
  return std::nullopt;
}

std::map<Browser, std::string> lines_of(element const& json, std::string_view pointer) {
  std::map<Browser, std::string> lines;
  object members;
  if (json.at_pointer(pointer).get(members) == simdjson::SUCCESS) {
    for (auto const member : members) {
      lines.emplace(browser_named(member.key).value(), std::string_view(member.value));
    }
  }
  return lines;
}

void read_interests(element const& json, Interests& interests) {
  simdjson::dom::array names;
  if (json.at_pointer("/reads/headers").get(names) == simdjson::SUCCESS) {
    for (auto const name : names) {
      interests.reads.push_back(byte_lowercase(std::string_view(name)));
    }
  }
  bool cookies = false;
  interests.reads_cookies = json.at_pointer("/reads/cookies").get(cookies) == simdjson::SUCCESS && cookies;
}

void read_expectations(element const& json, Question& question) {
  auto const expect = json["expect"].value();
  question.codes = codes_of(expect["codes"].value());
  object per_browser;
  if (expect["per_browser_codes"].get(per_browser) == simdjson::SUCCESS) {
    for (auto const member : per_browser) {
      question.codes_of_browser.emplace(browser_named(member.key).value(), codes_of(member.value));
    }
  }
  question.console = lines_of(json, "/expect/console");
  question.js_error = lines_of(json, "/expect/js_error");
  if (auto name = text_at(expect, "chrome_cors_error"); !name.empty()) {
    question.chrome_cors_error = std::move(name);
  }
}

Question question_of(element const& json) {
  Question question{.id = text_at(json, "id"),
                    .page_origin = text_at(json, "page_origin"),
                    .request = request_of(json["request"].value()),
                    .server = server_of(json)};
  read_interests(json, question.interests);
  question.is_of_local_network_access = json.at_pointer("/env/address_space").error() == simdjson::SUCCESS;
  std::string_view permission;
  question.is_permission_denied =
      json.at_pointer("/env/lna_permission").get(permission) == simdjson::SUCCESS && permission == "denied";
  read_expectations(json, question);
  return question;
}

}  // namespace

std::vector<Question> read_questions(std::string const& path) {
  std::vector<Question> questions;
  simdjson::dom::parser parser;
  for (element const line : parser.load_many(path)) {
    questions.push_back(question_of(line));
  }
  return questions;
}

}  // namespace corsage::explain
