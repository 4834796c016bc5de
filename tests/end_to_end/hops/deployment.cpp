#include "end_to_end/hops/deployment.hpp"

#include <string_view>

#include "end_to_end/program.hpp"

namespace corsage::test {
namespace {

/// Lets in the page and whoever corsage makes up, each by its own origin.
constexpr std::string_view script = R"(
const cors = require('cors');
const express = require('express');
const app = express();
const origin = ['http://localhost:5173', /\.corsage\.example$/];
const answer = (request, response) => response.set('X-Total', '7').json({});
app.all(['/none', '/nginx-sets', '/nginx-adds', '/haproxy-adds'], answer);
app.all(/^\/unvaried/, (request, response) =>
  response.set('Access-Control-Allow-Origin', request.get('origin')).json({}));
app.all('/unstored', (request, response) =>
  response.set({ 'Access-Control-Allow-Origin': request.get('origin'), 'Cache-Control': 'no-store' }).json({}));
app.all(/^\/listed/, cors({ origin: origin.slice(0, 1), credentials: true }), answer);
app.use(cors({ origin, credentials: true, exposedHeaders: ['X-Total'], maxAge: 60 }));
app.all('/nginx-error-page', (request, response) => response.status(500).json({ error: 'broken' }));
app.all(/.*/, answer);
const server = app.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.resume().on('end', () => process.exit(0));
)";

std::string nginx_before(std::string const& application_origin) {
  return R"(
proxy_cache_path cache keys_zone=kept:1m;
upstream application { server )" +
         application_origin.substr(std::string_view("http://").size()) + R"(; }
server {
  listen 127.0.0.1:PORT;
  proxy_set_header Host $http_host;
  location / { proxy_pass http://application; }
  location = /nginx-strips { proxy_hide_header Access-Control-Allow-Origin; proxy_pass http://application; }
  location = /nginx-strips-exposed {
    proxy_hide_header Access-Control-Expose-Headers;
    proxy_pass http://application;
  }
  location = /nginx-overwrites {
    proxy_hide_header Access-Control-Allow-Origin;
    add_header Access-Control-Allow-Origin https://old.example always;
    proxy_pass http://application;
  }
  location = /nginx-adds {
    add_header Access-Control-Allow-Origin https://old.example always;
    proxy_pass http://application;
  }
  location = /nginx-doubles {
    add_header Access-Control-Allow-Origin $http_origin always;
    proxy_pass http://application;
  }
  location = /listed-nginx-doubles {
    add_header Access-Control-Allow-Origin $http_origin always;
    proxy_pass http://application;
  }
  location = /listed-nginx-opens {
    proxy_hide_header Access-Control-Allow-Origin;
    add_header Access-Control-Allow-Origin $http_origin always;
    proxy_pass http://application;
  }
  location = /nginx-short-preflight {
    if ($request_method = OPTIONS) {
      add_header Access-Control-Allow-Origin $http_origin;
      add_header Access-Control-Allow-Credentials true;
      add_header Access-Control-Allow-Headers content-type;
      return 204;
    }
    proxy_pass http://application;
  }
  location = /nginx-preflight {
    if ($request_method = OPTIONS) { return 204; }
    proxy_pass http://application;
  }
  location = /nginx-cache {
    proxy_cache kept;
    proxy_cache_valid 1m;
    proxy_ignore_headers Vary;
    proxy_pass http://application;
  }
  location = /nginx-cache-by-origin {
    proxy_cache kept;
    proxy_cache_valid 1m;
    add_header X-Cache-Status $upstream_cache_status always;
    proxy_pass http://application;
  }
  location = /unvaried-nginx-cache {
    proxy_cache kept;
    proxy_cache_valid 1m;
    proxy_pass http://application;
  }
  location = /nginx-vary { proxy_hide_header Vary; proxy_pass http://application; }
  location = /nginx-error {
    limit_except OPTIONS { deny all; }
    proxy_hide_header Access-Control-Allow-Origin;
    add_header Access-Control-Allow-Origin $http_origin;
    proxy_pass http://application;
  }
  location = /nginx-error-page {
    proxy_intercept_errors on;
    error_page 500 /oops;
    proxy_pass http://application;
  }
  location = /oops { internal; return 500 "oops"; }
  location = /nginx-redirect { return 301 /elsewhere; }
  location = /nginx-sets {
    if ($request_method = OPTIONS) {
      add_header Access-Control-Allow-Origin http://localhost:5173;
      add_header Access-Control-Allow-Methods PUT;
      add_header Access-Control-Allow-Headers content-type;
      add_header Access-Control-Allow-Credentials true;
      return 204;
    }
    add_header Access-Control-Allow-Origin http://localhost:5173 always;
    add_header Access-Control-Allow-Credentials true always;
    proxy_pass http://application;
  }
})";
}

std::string haproxy_before(std::string const& nginx_origin) {
  return R"(
cache kept
    total-max-size 4
    max-age 60
frontend all
    bind 127.0.0.1:PORT
    http-request set-var(txn.path) path
    http-request set-var(txn.origin) req.hdr(origin)
    http-request return status 204 if METH_OPTIONS { path /haproxy-preflight }
    http-request redirect location /elsewhere code 302 if { path /haproxy-redirect }
    http-request cache-use kept if { path /unvaried-haproxy-cache }
    http-response cache-store kept if { var(txn.path) -m str /unvaried-haproxy-cache }
    http-response del-header Access-Control-Allow-Origin if { var(txn.path) -m str /haproxy-strips }
    http-response set-header Access-Control-Allow-Origin https://old.example if { var(txn.path) -m str /haproxy-overwrites }
    http-response add-header Access-Control-Allow-Origin https://old.example if { var(txn.path) -m str /haproxy-adds }
    http-response add-header Access-Control-Allow-Origin %[var(txn.origin)] if { var(txn.path) -m str /haproxy-doubles }
    http-response set-header Access-Control-Allow-Origin %[var(txn.origin)] if { var(txn.path) -m str /listed-haproxy-opens }
    http-response set-header Vary Accept-Encoding if { var(txn.path) -m str /haproxy-vary }
    use_backend nobody if { path /haproxy-error }
    default_backend nginx
backend nginx
    server nginx )" +
         nginx_origin.substr(std::string_view("http://").size()) + R"(
backend nobody
)";
}

}  // namespace

Deployment::Deployment()
    : express_(directory_.write("application.js", script)),
      nginx_(nginx_before(express_.origin())),
      haproxy_(haproxy_before(nginx_.origin())) {}

Process::Ending Deployment::hops(std::string const& path, Process::Arguments const& arguments) const {
  Process::Arguments all = {"hops",
                            "--hop",
                            "app=" + application(),
                            "--hop",
                            "nginx=" + nginx(),
                            "--hop",
                            "haproxy=" + haproxy(),
                            haproxy() + path,
                            "--from",
                            page};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return corsage(all);
}

}  // namespace corsage::test
