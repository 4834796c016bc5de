#include "support/nginx.hpp"

#include <stdexcept>

#include "support/ports.hpp"

namespace corsage::test {
namespace {

constexpr std::string_view before = R"(daemon off;
master_process off;
pid nginx.pid;
error_log stderr warn;
events {}
http {
access_log off;
client_body_temp_path body;
proxy_temp_path proxy;
fastcgi_temp_path fastcgi;
uwsgi_temp_path uwsgi;
scgi_temp_path scgi;
)";

std::string with_port(std::string_view configuration, std::uint16_t port) {
  constexpr std::string_view placeholder = "PORT";
  std::string text(configuration);
  for (auto place = text.find(placeholder); place != std::string::npos; place = text.find(placeholder, place)) {
    text.replace(place, placeholder.size(), std::to_string(port));
  }
  return text;
}

}  // namespace

Nginx::Nginx(std::string_view configuration) : port_(free_port()) {
  auto const file = prefix_.write("nginx.conf", std::string(before) + with_port(configuration, port_) + "\n}\n");
  Process::Arguments const arguments = {"nginx", "-p", prefix_.path().string(), "-c", file, "-e", "stderr"};
  // Its own check says what is wrong with the configuration, and says it at once.
  auto checking = arguments;
  checking.emplace_back("-t");
  if (auto const check = run(checking); check.status != 0) {
    throw std::runtime_error("nginx: " + check.error);
  }
  process_ = std::make_unique<Process>(arguments);
  if (!wait_for_listener(port_)) {
    throw std::runtime_error("nginx does not listen");
  }
}

}  // namespace corsage::test
