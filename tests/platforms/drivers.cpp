#include "platforms/servers.hpp"

namespace corsage::test {

std::vector<PlatformDriver> const& usual_drivers() {
  static std::vector<PlatformDriver> const all{
      {.token = "nginx", .start = start_nginx, .doubles_vary = true, .is_proxy = true},
      {.token = "apache", .start = start_apache, .is_proxy = true},
      {.token = "haproxy", .start = start_haproxy, .is_proxy = true},
      {.token = "express", .start = start_express},
      {.token = "flask", .start = start_flask},
  };
  return all;
}

std::vector<PlatformDriver> const& further_drivers() {
  static std::vector<PlatformDriver> const all{
      {.token = "caddy", .start = start_caddy, .doubles_vary = true, .is_proxy = true},
      {.token = "fastify", .start = start_fastify},
      {.token = "koa", .start = start_koa},
      {.token = "django", .start = start_django},
      {.token = "fastapi", .start = start_fastapi},
      {.token = "workers", .start = start_workers},
      {.token = "rails",
       .start = start_rails,
       .refuses = {"everybody and everything", "credentials and lists", "any method with credentials",
                   "everybody with credentials", "several origins", "patterns"},
       .preflight_status = 200},
      {.token = "go-rs-cors",
       .start = start_go_rs_cors,
       .refuses = {"everybody and everything", "any method with credentials", "patterns"},
       .skips = {"status 200, and nothing kept"},
       .preflight_status = 200},
      {.token = "nextjs", .start = start_nextjs, .doubles_vary = true},
  };
  return all;
}

}  // namespace corsage::test
