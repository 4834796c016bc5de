#include <string_view>

#include "platforms/application.hpp"

namespace corsage::test {

std::unique_ptr<RunningServer> start_apache(std::string const& text) {
  std::string file = R"(ServerRoot /usr/lib/apache2
ServerName localhost
PidFile PREFIX/pid
Mutex file:PREFIX
ErrorLog /dev/null
Listen 127.0.0.1:PORT
DocumentRoot PREFIX
StartServers 1
MinSpareThreads 1
)";
  for (std::string_view const module :
       {"mpm_event", "authz_core", "setenvif", "headers", "rewrite", "proxy", "proxy_http"}) {
    file.append("LoadModule ").append(module).append("_module modules/mod_").append(module).append(".so\n");
  }
  file += "<VirtualHost *:PORT>\n" + text + R"(
ProxyPass /own-error !
ProxyPass / http://127.0.0.1:APPLICATION/
</VirtualHost>
)";
  return std::make_unique<ProxyServer>(
      "httpd.conf", file,
      ProxyServer::Commands{.check = {"/usr/sbin/apache2", "-t", "-f", "FILE"},
                            .start = {"/usr/sbin/apache2", "-DFOREGROUND", "-f", "FILE"}});
}

}  // namespace corsage::test
