#include "support/haproxy.hpp"

#include <stdexcept>

#include "support/ports.hpp"

namespace corsage::test {

Haproxy::Haproxy(std::string configuration) : port_(free_port()) {
  constexpr std::string_view before =
      "defaults\n"
      "    mode http\n"
      "    timeout client 20s\n"
      "    timeout server 20s\n"
      "    timeout connect 5s\n";
  constexpr std::string_view placeholder = "PORT";
  configuration.replace(configuration.find(placeholder), placeholder.size(), std::to_string(port_));
  auto const file = directory_.write("haproxy.cfg", std::string(before).append(configuration));
  // Its own check says what is wrong with the configuration, and says it at once.
  if (auto const check = run({"/usr/sbin/haproxy", "-c", "-f", file}); check.status != 0) {
    throw std::runtime_error("haproxy: " + check.error);
  }
  process_ = std::make_unique<Process>(Process::Arguments{"/usr/sbin/haproxy", "-db", "-q", "-f", file});
  if (!wait_for_listener(port_)) {
    throw std::runtime_error("haproxy does not listen");
  }
}

}  // namespace corsage::test
