#include "corsage/formats/scripted_server.hpp"

#include <algorithm>
#include <string_view>

#include "corsage/base/bytes.hpp"
#include "corsage/http/header_names.hpp"

#include <fmt/format.h>

namespace corsage::formats {

namespace {

/// Cookies are the browser's: a scripted one has some for every host.
bool carries(fetch::WireRequest const& request, std::string_view name) {
  return request.headers.contains(name) ||
         (request.include_credentials && byte_case_insensitive_equal(name, http::header::cookie));
}

bool has_origin(fetch::WireRequest const& request, std::string_view origin) {
  auto const value = request.headers.get(http::header::origin);
  return value && value->view() == origin;
}

bool frames_its_body(http::Response const& response) {
  return response.status == 204 || response.status == 304 || response.headers.contains(http::header::content_length) ||
         response.headers.contains("transfer-encoding");
}

}  // namespace

bool When::matches(fetch::WireRequest const& request) const {
  return (method.empty() || method == "*" || method == request.method) &&
         (path.empty() || path == request.url.path()) &&
         (host.empty() || host == request.url.authority_without_credentials()) &&
         (origin.empty() || has_origin(request, origin)) && (has_header.empty() || carries(request, has_header)) &&
         (no_header.empty() || !carries(request, no_header));
}

ScriptedRule& ScriptedServer::add_rule() {
  if (count_ == rules_.size()) {
    rules_.emplace_back();
  }
  ScriptedRule& rule = rules_[count_++];
  for (auto* const text : {&rule.when.method, &rule.when.host, &rule.when.path, &rule.when.origin,
                           &rule.when.has_header, &rule.when.no_header, &rule.response.body}) {
    text->clear();
  }
  rule.response.status = 200;
  rule.response.headers.clear();
  return rule;
}

void ScriptedServer::frame_bodies() {
  for (auto& rule : std::span(rules_).first(count_)) {
    if (!frames_its_body(rule.response)) {
      rule.response.headers.append(http::header::content_length, fmt::format_int(rule.response.body.size()).c_str());
    }
  }
}

fetch::Answered ScriptedServer::answer(fetch::WireRequest const& request) const {
  auto const all = rules();
  auto const found = std::ranges::find_if(all, [&](ScriptedRule const& rule) { return rule.when.matches(request); });
  if (found == all.end()) {
    return {.response = {.status = 404, .headers = {{"content-length", "0"}}}};
  }
  return {.response = found->response};
}

}  // namespace corsage::formats
