#include "platforms/application.hpp"

namespace corsage::test {

std::unique_ptr<RunningServer> start_caddy(std::string const& text) {
  auto site = text;
  replace_all(site, "# reverse_proxy, file_server: what the site does already",
              "error /own-error 500\n    reverse_proxy 127.0.0.1:APPLICATION");
  auto const file = R"({
  admin off
  auto_https off
  log {
    output discard
  }
}
http://127.0.0.1:PORT {
)" + site + "}\n";
  return std::make_unique<ProxyServer>(
      "Caddyfile", file,
      ProxyServer::Commands{.check = {"caddy", "validate", "--config", "FILE", "--adapter", "caddyfile"},
                            .start = {"caddy", "run", "--config", "FILE", "--adapter", "caddyfile"}});
}

}  // namespace corsage::test
