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

void replace_all(std::string& text, std::string_view placeholder, std::string const& value) {
  for (auto place = text.find(placeholder); place != std::string::npos; place = text.find(placeholder, place)) {
    text.replace(place, placeholder.size(), value);
  }
}

}  // namespace

Nginx::Nginx(std::string_view configuration) : port_(free_port()) {
  auto text = std::string(before).append(configuration).append("\n}\n");
  replace_all(text, "PORT", std::to_string(port_));
  replace_all(text, "PREFIX", prefix_.path().string());
  auto const file = prefix_.write("nginx.conf", text);
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
