#include "end_to_end/real_servers.hpp"

namespace corsage::test {

std::vector<std::string> RealServerRow::causes() const {
  std::vector<std::string> all;
  if (!blocked_by.empty()) {
    all.push_back(blocked_by);
    all.insert(all.end(), behind.begin(), behind.end());
  }
  return all;
}

std::string nginx_configuration() {
  return R"(
map $http_origin $allowed_origin {
  default "";
  "http://localhost:5173" $http_origin;
}
server {
  listen unix:PREFIX/upstream.sock;
  add_header Access-Control-Allow-Origin *;
  location / { return 200 upstream; }
}
server {
  listen 127.0.0.1:PORT;
  root PREFIX;
  add_header Access-Control-Allow-Origin http://localhost:5173;
  location = /inherited { return 200 x; }
  location = /not-inherited { add_header X-Other 1; return 200 x; }
  location = /none { add_header X-Other 1; return 200 x; }
  location = /not-always { add_header Access-Control-Allow-Origin *; return 404; }
  location = /always { add_header Access-Control-Allow-Origin * always; return 404; }
  location = /doubled { add_header Access-Control-Allow-Origin * always; proxy_pass http://unix:PREFIX/upstream.sock; }
  location = /anybody {
    add_header Access-Control-Allow-Origin * always;
    add_header Access-Control-Allow-Credentials true always;
    return 200 x;
  }
  location = /nginx.conf {
    add_header Access-Control-Allow-Origin * always;
    add_header Access-Control-Allow-Methods PUT always;
  }
  location = /moved { return 301 /moved/; }
  location = /login {
    add_header Access-Control-Allow-Origin * always;
    add_header Access-Control-Allow-Methods PUT always;
    auth_basic api;
    auth_basic_user_file none;
  }
  location = /right {
    if ($request_method = OPTIONS) {
      add_header Access-Control-Allow-Origin $allowed_origin always;
      add_header Access-Control-Allow-Methods "PUT, DELETE" always;
      add_header Access-Control-Allow-Headers "content-type" always;
      add_header Vary Origin always;
      return 204;
    }
    add_header Access-Control-Allow-Origin $allowed_origin always;
    add_header Access-Control-Expose-Headers X-Total always;
    add_header X-Total 7 always;
    add_header Vary Origin always;
    return 200 x;
  }
})";
}

std::vector<RealServerRow> nginx_rows() {
  return {
      {.name = "no headers at all", .path = "/none", .blocked_by = "allow-origin-missing"},
      {.name = "a location inherits add_header", .path = "/inherited"},
      {.name = "but not once it has one of its own", .path = "/not-inherited", .blocked_by = "allow-origin-missing"},
      {.name = "add_header without always is not for 404", .path = "/not-always", .blocked_by = "allow-origin-missing"},
      {.name = "with always it is", .path = "/always"},
      {.name = "the upstream adds it too", .path = "/doubled", .blocked_by = "allow-origin-multiple"},
      {.name = "anybody, with credentials",
       .path = "/anybody",
       .arguments = {"--credentials", "include"},
       .blocked_by = "allow-origin-wildcard-with-credentials"},
      {.name = "anybody, without", .path = "/anybody"},
      {.name = "a static file answers a preflight with 405",
       .path = "/nginx.conf",
       .arguments = {"-X", "PUT"},
       .blocked_by = "preflight-status"},
      {.name = "a static file needs no preflight to be read", .path = "/nginx.conf"},
      {.name = "a preflight is redirected",
       .path = "/moved",
       .arguments = {"-X", "PUT"},
       .blocked_by = "preflight-redirected",
       .behind = {"allow-origin-missing", "preflight-status", "method-not-allowed", "allow-origin-missing"}},
      {.name = "a preflight is asked for a password",
       .path = "/login",
       .arguments = {"-X", "PUT"},
       .blocked_by = "preflight-needs-authentication"},
      {.name = "the map idiom lets its origin in",
       .path = "/right",
       .arguments = {"-X", "PUT", "-H", "content-type: application/json", "-d", "{}"},
       .readable = {"X-Total: 7"}},
      {.name = "and no other",
       .path = "/right",
       .from = "http://localhost:5174",
       .arguments = {"-X", "PUT"},
       .blocked_by = "allow-origin-missing",
       .behind = {"allow-origin-missing"}},
      {.name = "nor another method",
       .path = "/right",
       .arguments = {"-X", "PATCH"},
       .blocked_by = "method-not-allowed"},
      {.name = "nor another header",
       .path = "/right",
       .arguments = {"-H", "x-trace: 1"},
       .blocked_by = "request-header-not-allowed"},
  };
}

std::vector<RealServerRow> express_rows() {
  return {
      {.name = "no CORS at all", .path = "/none", .blocked_by = "allow-origin-missing"},
      {.name = "the documented way lets its origin in, with credentials",
       .path = "/right",
       .arguments = {"-X", "PUT", "-H", "x-trace: 1", "--credentials", "include"},
       .readable = {"X-Total: 7"}},
      {.name = "and no other", .path = "/right", .from = "http://localhost:5174", .blocked_by = "allow-origin-missing"},
      {.name = "one origin is said to every other",
       .path = "/one",
       .from = "http://localhost:5174",
       .blocked_by = "allow-origin-mismatch"},
      {.name = "nobody answers the preflight of a route",
       .path = "/route",
       .arguments = {"-X", "PUT"},
       .blocked_by = "allow-origin-missing",
       .behind = {"method-not-allowed"}},
      {.name = "anybody, with credentials",
       .path = "/anybody",
       .arguments = {"--credentials", "include"},
       .blocked_by = "allow-origin-wildcard-with-credentials"},
      {.name = "a list of headers that is too short",
       .path = "/headers",
       .arguments = {"-H", "x-trace: 1"},
       .blocked_by = "request-header-not-allowed"},
      {.name = "the login asks the preflight",
       .path = "/login",
       .arguments = {"-H", "authorization: Bearer x"},
       .blocked_by = "allow-origin-missing",
       .behind = {"preflight-needs-authentication", "request-header-not-allowed"}},
      {.name = "an error leaves without the headers", .path = "/error", .blocked_by = "allow-origin-missing"},
      {.name = "the header is added twice", .path = "/twice", .blocked_by = "allow-origin-multiple"},
  };
}

}  // namespace corsage::test
