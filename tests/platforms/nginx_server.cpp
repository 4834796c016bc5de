#include "platforms/application.hpp"

namespace corsage::test {

std::unique_ptr<RunningServer> start_nginx(std::string const& text) {
  auto const location = text.find("# In the location");
  auto const file = R"(daemon off;
master_process off;
pid nginx.pid;
error_log stderr crit;
events {}
http {
access_log off;
client_body_temp_path body;
proxy_temp_path proxy;
fastcgi_temp_path fastcgi;
uwsgi_temp_path uwsgi;
scgi_temp_path scgi;
)" + text.substr(0, location) +
                    R"(
server {
  listen 127.0.0.1:PORT;
  location / {
)" + text.substr(location) +
                    R"(
    if ($uri = /own-error) { return 500; }
    proxy_pass http://127.0.0.1:APPLICATION;
  }
}
})";
  return std::make_unique<ProxyServer>(
      "nginx.conf", file,
      ProxyServer::Commands{.check = {"nginx", "-t", "-p", ".", "-c", "FILE", "-e", "stderr"},
                            .start = {"nginx", "-p", ".", "-c", "FILE", "-e", "stderr"}});
}

}  // namespace corsage::test
