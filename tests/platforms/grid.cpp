#include "platforms/grid.hpp"

#include <algorithm>

#include "corsage/base/bytes.hpp"
#include "corsage/policy/origin_pattern.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace corsage::test {
namespace {

constexpr auto include = fetch::CredentialsMode::include;

bool contains(std::vector<std::string> const& list, std::string_view word) {
  return std::ranges::find(list, word) != list.end();
}

bool names(std::vector<std::string> const& list, std::string_view word) {
  return contains(list, word) || contains(list, "*");
}

bool is_allowed_origin(policy::Config const& config, std::string_view page) {
  return std::ranges::any_of(config.origins, [&](std::string const& origin) {
    return policy::OriginPattern::parse(origin).value().matches(page);
  });
}

bool is_safelisted(std::string_view method) {
  return method == "GET" || method == "HEAD" || method == "POST";
}

/// Those that a page may be at: allowed by some policy, or nearly.
std::vector<std::string> const& pages() {
  static std::vector<std::string> const all{
      "https://app.example.com",
      "http://app.example.com",
      "https://app.example.com:8443",
      "https://appxexample.com",
      "https://a.app.example.com",
      "https://app.example.com.evil.example",
      "http://localhost:5173",
      "http://localhost:51730",
      "http://[::1]:8080",
      "null",
      "http://localhost:8050",
      "http://localhost:8100",
      "https://-x_9.example.com",
      "https://example.com",
      "app://Foo",
      "app://foo",
  };
  return all;
}

}  // namespace

std::string GridRequest::name() const {
  return fmt::format("{} {} {} [{}]{}", page, method, path, fmt::join(headers, " "),
                     credentials == include ? " with credentials" : "");
}

std::vector<GridPolicy> const& grid_policies() {
  static std::vector<GridPolicy> const all{
      {.name = "one origin", .config = {.origins = {"https://app.example.com"}}},
      {.name = "everybody", .config = {.origins = {"*"}}},
      {.name = "everybody and everything",
       .config = {.origins = {"*"},
                  .methods = {"*"},
                  .request_headers = {"*"},
                  .response_headers = {"*"},
                  .max_age = 60,
                  .timing = true}},
      {.name = "credentials and lists",
       .config = {.origins = {"https://app.example.com"},
                  .credentials = true,
                  .methods = {"PUT", "DELETE"},
                  .request_headers = {"authorization", "x-a"},
                  .response_headers = {"x-total"},
                  .max_age = 600,
                  .timing = true}},
      {.name = "several origins",
       .config = {.origins = {"https://app.example.com", "http://localhost:5173", "http://[::1]:8080"},
                  .credentials = true,
                  .methods = {"PUT"},
                  .request_headers = {"content-type"},
                  .timing = true}},
      {.name = "several origins without credentials",
       .config = {.origins = {"https://app.example.com", "http://localhost:5173"},
                  .request_headers = {"*"},
                  .response_headers = {"*"}}},
      {.name = "any header with credentials",
       .config = {.origins = {"https://app.example.com"}, .credentials = true, .request_headers = {"*"}}},
      {.name = "any method with credentials",
       .config = {.origins = {"https://app.example.com", "http://localhost:5173"},
                  .credentials = true,
                  .methods = {"*"}}},
      {.name = "everybody with credentials",
       .config = {.origins = {"*"},
                  .credentials = true,
                  .request_headers = {"x-a"},
                  .timing = true,
                  .dangerously_allow_any_origin_with_credentials = true}},
      {.name = "the origin null",
       .config = {.origins = {"null", "https://app.example.com"}, .dangerously_allow_null_origin = true}},
      {.name = "patterns",
       .config = {.origins = {"https://*.example.com", "https://**.evil.example", "http://localhost:[5173,8000-8099]",
                              "https://app.example.com:*"},
                  .methods = {"PUT"},
                  .response_headers = {"x-other"},
                  .timing = true}},
      {.name = "a pattern with credentials",
       .config = {.origins = {"https://**.example.com"},
                  .credentials = true,
                  .request_headers = {"content-type", "x-a"}}},
      {.name = "what most need",
       .config = {.origins = {"https://app.example.com", "http://[::1]:8080"},
                  .credentials = true,
                  .methods = {"PUT", "DELETE"},
                  .request_headers = {"content-type", "x-a"},
                  .response_headers = {"x-total"},
                  .max_age = 60}},
      {.name = "an origin of an app, where case counts",
       .config = {.origins = {"app://Foo", "https://app.example.com"},
                  .methods = {"PUT"},
                  .request_headers = {"content-type"}}},
      {.name = "status 200, and nothing kept",
       .config = {.origins = {"https://app.example.com"}, .methods = {"PUT"}, .max_age = 0, .preflight_status = 200}},
  };
  return all;
}

std::vector<GridRequest> const& grid_requests() {
  static auto const all = [] {
    std::vector<GridRequest> requests;
    for (auto const& page : pages()) {
      requests.insert(requests.end(), {{.page = page},
                                       {.page = page, .credentials = include},
                                       {.page = page, .method = "POST"},
                                       {.page = page, .method = "PUT"},
                                       {.page = page, .method = "PUT", .credentials = include},
                                       {.page = page, .method = "DELETE", .headers = {"x-a"}},
                                       {.page = page, .method = "PATCH"},
                                       {.page = page, .headers = {"x-a"}},
                                       {.page = page, .headers = {"authorization"}, .credentials = include},
                                       {.page = page, .headers = {"authorization", "x-b"}},
                                       {.page = page, .method = "POST", .headers = {"content-type"}}});
      for (auto const path : grid_paths) {
        requests.push_back({.page = page, .path = std::string(path), .credentials = include});
        requests.push_back({.page = page, .path = std::string(path), .method = "PUT"});
      }
    }
    return requests;
  }();
  return all;
}

std::vector<std::string> names_in_vary(http::Response const& answer) {
  std::vector<std::string> names;
  auto const vary = answer.headers.get("vary");
  std::string_view rest = vary ? vary->view() : std::string_view();
  while (!rest.empty()) {
    auto const comma = rest.find(',');
    names.push_back(byte_lowercase(strip(rest.substr(0, comma), http_tab_or_space)));
    rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
  }
  return names;
}

Promise promise_of(policy::Config const& config, GridRequest const& request) {
  bool const with_credentials = request.credentials == include;
  Promise promise;
  promise.is_allowed =
      is_allowed_origin(config, request.page) && (config.credentials || !with_credentials) &&
      (is_safelisted(request.method) || names(config.methods, request.method)) &&
      std::ranges::all_of(request.headers, [&](auto const& header) { return names(config.request_headers, header); });
  promise.reads_total = promise.is_allowed && names(config.response_headers, "x-total");
  promise.reads_other = promise.is_allowed && names(config.response_headers, "x-other");
  promise.reads_timing = promise.is_allowed && config.timing;
  return promise;
}

fetch::Session session_for(std::string const& server, GridRequest const& asked) {
  fetch::Request request{
      .url = url::Url::parse(server + asked.path).value(), .method = asked.method, .credentials = asked.credentials};
  for (auto const& header : asked.headers) {
    bool const has_body = header == "content-type";
    request.headers.append(header, has_body ? "application/json" : "1");
    if (has_body) {
      request.body = fetch::Body{.bytes = "{}"};
    }
  }
  return fetch::Session(std::move(request), {.origin = url::Origin::parse(asked.page).value()});
}

}  // namespace corsage::test
