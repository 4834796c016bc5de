#include "platforms/application.hpp"

namespace corsage::test {

std::unique_ptr<RunningServer> start_haproxy(std::string const& text) {
  auto const file = R"(defaults
    mode http
    timeout client 20s
    timeout server 20s
    timeout connect 5s
frontend all
    bind 127.0.0.1:PORT
)" + text + R"(
    use_backend nobody if { path /own-error }
    default_backend application
backend application
    server application 127.0.0.1:APPLICATION
backend nobody
)";
  return std::make_unique<ProxyServer>(
      "haproxy.cfg", file,
      ProxyServer::Commands{.check = {"/usr/sbin/haproxy", "-c", "-f", "FILE"},
                            .start = {"/usr/sbin/haproxy", "-db", "-q", "-f", "FILE"}});
}

}  // namespace corsage::test
