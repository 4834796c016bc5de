#include "end_to_end/gateway/watched_gateway.hpp"

#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <thread>

namespace corsage::test {

WatchedGateway::WatchedGateway(Process::Arguments arguments) : RunningGateway(std::move(arguments)) {
  constexpr std::string_view before_port = "http://localhost:";
  while (auto const line = process().read_line()) {
    if (line->find("/metrics") != std::string::npos) {
      auto const digits = std::string_view(*line).substr(line->find(before_port) + before_port.size());
      std::from_chars(digits.data(), digits.data() + digits.size(), admin_);
      return;
    }
  }
  throw std::runtime_error("the gateway has no admin listener");
}

std::string WatchedGateway::tell(std::string_view path) const {
  return ask(admin_, "GET " + std::string(path));
}

double WatchedGateway::figure(std::string_view name_and_labels) const {
  auto const answer = tell("/metrics");
  auto const line = answer.find("\n" + std::string(name_and_labels) + " ");
  return line == std::string::npos ? -1 : std::strtod(answer.c_str() + line + name_and_labels.size() + 2, nullptr);
}

double WatchedGateway::figure_that(std::string_view name_and_labels,
                                   std::function<bool(double)> const& is_right) const {
  auto found = figure(name_and_labels);
  for (int i = 0; i < 50 && !is_right(found); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    found = figure(name_and_labels);
  }
  return found;
}

double WatchedGateway::figure_when(std::string_view name_and_labels, double expected) const {
  return figure_that(name_and_labels, [expected](double found) { return found == expected; });
}

double WatchedGateway::figure_from(std::string_view name_and_labels, double least) const {
  return figure_that(name_and_labels, [least](double found) { return found >= least; });
}

Process::Ending WatchedGateway::end() {
  process().signal(SIGTERM);
  return process().finish();
}

}  // namespace corsage::test
