#include "peers.hpp"

#include <cstdint>
#include <stdexcept>
#include <utility>

#include "processor_time.hpp"
#include "support/ports.hpp"

#include <fmt/format.h>

namespace corsage::bench {
namespace {

using test::Process;
using test::TemporaryDirectory;

std::unique_ptr<TemporaryDirectory> directory_with(std::string_view name, std::string_view content) {
  auto directory = std::make_unique<TemporaryDirectory>();
  directory->write(name, content);
  return directory;
}

constexpr std::string_view nginx_file = R"(daemon off;
master_process off;
pid nginx.pid;
error_log stderr crit;
worker_rlimit_nofile 20000;
events {{ worker_connections 16000; }}
http {{
access_log off;
client_body_temp_path body;
proxy_temp_path proxy;
fastcgi_temp_path fastcgi;
uwsgi_temp_path uwsgi;
scgi_temp_path scgi;
keepalive_requests 100000000;
sendfile on;
{}
}}
)";

Server start_nginx(std::string_view processor, std::unique_ptr<TemporaryDirectory> directory, std::uint16_t port,
                   std::string_view http) {
  auto const prefix = directory->path().string();
  auto const file = directory->write("nginx.conf", fmt::format(nginx_file, http));
  return {processor, std::move(directory), port, {"nginx", "-p", prefix, "-c", file, "-e", "stderr"}};
}

Server start_nginx_constant(Programs const& /*programs*/, std::uint16_t /*upstream*/) {
  auto const port = test::free_port();
  return start_nginx(server_processor, std::make_unique<TemporaryDirectory>(), port,
                     fmt::format("server {{ listen 127.0.0.1:{} backlog=4096; return 204; }}", port));
}

Server nginx_with_map(std::uint16_t upstream, std::string_view tuning) {
  auto const port = test::free_port();
  return start_nginx(server_processor, std::make_unique<TemporaryDirectory>(), port,
                     fmt::format(R"(
map $http_origin $allowed {{ default ""; "{}" $http_origin; }}
upstream api {{ server 127.0.0.1:{}; keepalive 64; keepalive_requests 100000000; }}
server {{
  listen 127.0.0.1:{} backlog=4096;
  {}
  location / {{
    add_header Access-Control-Allow-Origin $allowed always;
    add_header Access-Control-Allow-Credentials true always;
    add_header Vary Origin always;
    if ($request_method = OPTIONS) {{
      add_header Access-Control-Allow-Origin $allowed;
      add_header Access-Control-Allow-Credentials true;
      add_header Access-Control-Allow-Methods "GET, PUT";
      add_header Access-Control-Allow-Headers "authorization, content-type";
      add_header Access-Control-Max-Age 7200;
      add_header Vary Origin;
      return 204;
    }}
    proxy_hide_header Access-Control-Allow-Origin;
    proxy_hide_header Access-Control-Allow-Credentials;
    proxy_http_version 1.1;
    proxy_set_header Connection "";
    proxy_pass http://api;
  }}
}})",
                                 allowed_origin, upstream, port, tuning));
}

Server start_nginx_allowlist(Programs const& /*programs*/, std::uint16_t upstream) {
  return nginx_with_map(upstream, "");
}

Server start_nginx_tuned(Programs const& /*programs*/, std::uint16_t upstream) {
  return nginx_with_map(upstream,
                        "proxy_max_temp_file_size 0; proxy_buffer_size 64k; proxy_buffers 16 64k; "
                        "proxy_busy_buffers_size 128k;");
}

Server start_haproxy(Programs const& /*programs*/, std::uint16_t upstream) {
  auto const port = test::free_port();
  auto directory = directory_with("haproxy.cfg", fmt::format(R"(global
  nbthread 1
  maxconn 4000
defaults
  mode http
  timeout client 75s
  timeout server 60s
  timeout connect 5s
frontend edge
  bind 127.0.0.1:{}
  http-request set-var(txn.origin) req.hdr(Origin)
  acl allowed req.hdr(Origin) -m str {}
  http-request set-var(txn.allowed) bool(1) if allowed
  http-request return status 204 hdr Access-Control-Allow-Origin "%[var(txn.origin)]" hdr Access-Control-Allow-Credentials true hdr Access-Control-Allow-Methods "GET, PUT" hdr Access-Control-Allow-Headers "authorization, content-type" hdr Access-Control-Max-Age 7200 hdr Vary Origin if METH_OPTIONS allowed
  http-response del-header Access-Control-Allow-Origin
  http-response del-header Access-Control-Allow-Credentials
  http-response set-header Access-Control-Allow-Origin "%[var(txn.origin)]" if {{ var(txn.allowed) -m bool }}
  http-response set-header Access-Control-Allow-Credentials true if {{ var(txn.allowed) -m bool }}
  http-response add-header Vary Origin
  default_backend api
backend api
  http-reuse always
  option splice-response
  server api 127.0.0.1:{}
)",
                                                             port, allowed_origin, upstream));
  auto const file = (directory->path() / "haproxy.cfg").string();
  return {server_processor, std::move(directory), port, {"haproxy", "-db", "-q", "-f", file}};
}

Server start_caddy(Programs const& /*programs*/, std::uint16_t upstream) {
  auto const port = test::free_port();
  auto directory =
      directory_with("Caddyfile", fmt::format(R"({{
  admin off
  auto_https off
  log {{
    level ERROR
  }}
}}
http://127.0.0.1:{} {{
  @preflight {{
    method OPTIONS
    header Origin {}
  }}
  @allowed header Origin {}
  header @allowed {{
    >Access-Control-Allow-Origin {}
    >Access-Control-Allow-Credentials true
    >Vary Origin
  }}
  handle @preflight {{
    header Access-Control-Allow-Methods "GET, PUT"
    header Access-Control-Allow-Headers "authorization, content-type"
    header Access-Control-Max-Age 7200
    respond 204
  }}
  handle {{
    reverse_proxy 127.0.0.1:{}
  }}
}}
)",
                                              port, allowed_origin, allowed_origin, allowed_origin, upstream));
  auto const home = directory->path().string();
  auto const file = (directory->path() / "Caddyfile").string();
  return {server_processor,
          std::move(directory),
          port,
          {"caddy", "run", "--config", file, "--adapter", "caddyfile"},
          {.environment = {{"HOME", home}, {"GOMAXPROCS", "1"}}}};
}

Server start_cors_anywhere(Programs const& programs, std::uint16_t /*upstream*/) {
  auto const port = test::free_port();
  auto const script =
      fmt::format("require('cors-anywhere').createServer({{originWhitelist: ['{}']}}).listen({}, '127.0.0.1')",
                  allowed_origin, port);
  return {server_processor,
          std::make_unique<TemporaryDirectory>(),
          port,
          {"node", "--no-deprecation", "-e", script},
          {.directory = programs.node_modules}};
}

Server start_corsage(Programs const& programs, std::uint16_t upstream) {
  auto const port = test::free_port();
  return start_gateway(programs, port, gateway_file(port, upstream));
}

std::string upstream_url(std::uint16_t upstream) {
  return fmt::format("/http://127.0.0.1:{}", upstream);
}

}  // namespace

Server::Server(std::string_view processor, std::unique_ptr<TemporaryDirectory> directory, std::uint16_t port,
               Process::Arguments const& arguments, Process::Options options)
    : directory_(std::move(directory)), port_(port) {
  Process::Arguments pinned{"taskset", "-c", std::string(processor)};
  pinned.insert(pinned.end(), arguments.begin(), arguments.end());
  process_ = std::make_unique<Process>(pinned, options);
  if (!test::wait_for_listener(port_)) {
    throw std::runtime_error(arguments[0] + " does not listen: " + process_->finish().error);
  }
}

double Server::processor_seconds() const {
  return bench::processor_seconds(process_->id());
}

double Server::proportional_kibibytes() const {
  return bench::proportional_kibibytes(process_->id());
}

Server start_upstream() {
  auto const port = test::free_port();
  auto directory = std::make_unique<TemporaryDirectory>();
  directory->write("small", std::string(1024, 'x'));
  directory->write("large", std::string(10 * 1024 * 1024, 'x'));
  auto const http = fmt::format(
      "server {{ listen 127.0.0.1:{} backlog=4096; root {}; open_file_cache max=10; add_header "
      "Access-Control-Allow-Origin *; }}",
      port, directory->path().string());
  return start_nginx(load_processor, std::move(directory), port, http);
}

std::string gateway_file(std::uint16_t port, std::uint16_t upstream, std::size_t more_origins) {
  auto file = fmt::format(R"(listen = "127.0.0.1:{}"
threads = 1
[limits]
connections_per_client = 16000
requests_per_connection = 1000000000
[[route]]
to = "http://127.0.0.1:{}"
[route.cors]
credentials = true
methods = ["GET", "PUT"]
request_headers = ["authorization", "content-type"]
max_age = 7200
origins = ["{}",
)",
                          port, upstream, allowed_origin);
  for (std::size_t i = 0; i < more_origins; ++i) {
    fmt::format_to(std::back_inserter(file), "\"https://tenant-{}.example.com\",\n", i);
  }
  return file + "]\n";
}

Server start_gateway(Programs const& programs, std::uint16_t port, std::string const& file) {
  auto directory = directory_with("corsage.toml", file);
  auto const path = (directory->path() / "corsage.toml").string();
  return {server_processor, std::move(directory), port, {programs.corsage, "gateway", path}};
}

Peer const corsage_gateway{.name = "corsage gateway", .start = start_corsage};
Peer const nginx_constant{.name = "nginx return 204", .start = start_nginx_constant};
Peer const nginx_allowlist{.name = "nginx with a map", .start = start_nginx_allowlist};
Peer const nginx_tuned{.name = "nginx with a map and large buffers", .start = start_nginx_tuned};
Peer const haproxy_allowlist{.name = "HAProxy", .start = start_haproxy};
Peer const caddy_allowlist{.name = "Caddy", .start = start_caddy};
Peer const cors_anywhere{.name = "cors-anywhere", .start = start_cors_anywhere, .path_before = upstream_url};

}  // namespace corsage::bench
