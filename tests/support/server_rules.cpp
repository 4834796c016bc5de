#include "server_rules.hpp"

#include <algorithm>
#include <cstdint>

#include "corsage/base/bytes.hpp"

#include <boost/beast/http/status.hpp>
#include <simdjson.h>

namespace corsage::test {
namespace {

using simdjson::dom::element;

/// A member that is text, its code points as bytes; `text` stays as it is when the member is absent.
void read_text(element const& object, std::string_view name, std::string& text) {
  element member;
  if (object[name].get(member) == simdjson::SUCCESS) {
    text.clear();
    if (!isomorphic_encode(std::string_view(member), text)) {
      throw simdjson::simdjson_error(simdjson::STRING_ERROR);
    }
  }
}

Rule read_rule(element const& json) {
  Rule rule;
  element when;
  if (json["when"].get(when) == simdjson::SUCCESS) {
    read_text(when, "method", rule.when.method);
    read_text(when, "host", rule.when.host);
    read_text(when, "path", rule.when.path);
    if (rule.when.method == "*") {
      rule.when.method.clear();
    }
  }
  rule.status = static_cast<int>(std::int64_t(json["status"]));
  read_text(json, "body", rule.body);
  element headers;
  if (json["headers"].get(headers) == simdjson::SUCCESS) {
    for (element const line : simdjson::dom::array(headers)) {
      auto& [name, value] = rule.headers.emplace_back();
      isomorphic_encode(std::string_view(line.at(0)), name);
      isomorphic_encode(std::string_view(line.at(1)), value);
    }
  }
  return rule;
}

bool matches(std::string_view wanted, std::string_view found) {
  return wanted.empty() || wanted == found;
}

bool frames_body(Rule const& rule) {
  return std::ranges::any_of(rule.headers, [](auto const& line) {
    return byte_case_insensitive_equal(line.first, "content-length") ||
           byte_case_insensitive_equal(line.first, "transfer-encoding");
  });
}

}  // namespace

std::expected<Rules, std::string> read_rules(std::string_view json) {
  try {
    simdjson::dom::parser parser;
    Rules rules;
    for (element const rule : simdjson::dom::array(parser.parse(json.data(), json.size()))) {
      rules.push_back(read_rule(rule));
    }
    return rules;
  } catch (simdjson::simdjson_error const& error) {
    return std::unexpected(std::string("these are not rules of a server: ") + error.what());
  }
}

std::string_view SeenRequest::header(std::string_view name) const {
  auto const line =
      std::ranges::find_if(headers, [&](auto const& each) { return byte_case_insensitive_equal(each.first, name); });
  return line == headers.end() ? std::string_view() : std::string_view(line->second);
}

Rule const* rule_for(Rules const& rules, SeenRequest const& request) {
  auto const path = std::string_view(request.target).substr(0, request.target.find('?'));
  auto const rule = std::ranges::find_if(rules, [&](Rule const& each) {
    return matches(each.when.method, request.method) && matches(each.when.host, request.header("host")) &&
           matches(each.when.path, path) &&
           (each.when.has_header.empty() || !request.header(each.when.has_header).empty());
  });
  return rule == rules.end() ? nullptr : &*rule;
}

std::string answer_of(Rule const& rule, std::string_view method) {
  auto const phrase =
      boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(static_cast<unsigned>(rule.status)));
  auto answer = "HTTP/1.1 " + std::to_string(rule.status) + ' ';
  answer.append(phrase.data(), phrase.size());
  answer += "\r\n";
  for (auto const& [name, value] : rule.headers) {
    answer += name + ": " + value + "\r\n";
  }
  if (rule.status != 204 && rule.status != 304 && !frames_body(rule)) {
    answer += "Content-Length: " + std::to_string(rule.body.size()) + "\r\n";
  }
  answer += "\r\n";
  if (method != "HEAD") {
    answer += rule.body;
  }
  return answer;
}

}  // namespace corsage::test
