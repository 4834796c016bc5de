#include "platforms/application.hpp"

#include <algorithm>
#include <csignal>
#include <stdexcept>

#include "support/ports.hpp"

namespace corsage::test {

void replace_all(std::string& text, std::string_view placeholder, std::string_view value) {
  for (auto place = text.find(placeholder); place != std::string::npos;
       place = text.find(placeholder, place + value.size())) {
    text.replace(place, placeholder.size(), value);
  }
}

Rules application_rules() {
  HeaderLines const told{{"X-Total", "7"}, {"X-Other", "1"}};
  HeaderLines const conflicting{{"X-Total", "7"},
                                {"X-Other", "1"},
                                {"Access-Control-Allow-Origin", "*"},
                                {"Access-Control-Allow-Credentials", "true"},
                                {"Access-Control-Expose-Headers", "X-Other"},
                                {"Vary", "Accept, Origin"}};
  HeaderLines const permissive{{"X-Total", "7"},
                               {"Access-Control-Allow-Origin", "*"},
                               {"Access-Control-Allow-Credentials", "true"},
                               {"Access-Control-Expose-Headers", "X-Other"},
                               {"Timing-Allow-Origin", "*"},
                               {"Vary", "X-Origin, Accept-Encoding"}};
  return {
      {.when = {.path = "/ok"}, .headers = told, .body = "ok"},
      {.when = {.path = "/error"}, .status = 500, .headers = told, .body = "error"},
      {.when = {.path = "/conflict"}, .headers = conflicting, .body = "conflict"},
      {.when = {.path = "/permissive"}, .headers = permissive, .body = "permissive"},
      {.status = 404, .headers = told, .body = "missing"},
  };
}

ProxyServer::ProxyServer(std::string_view file_name, std::string file, Commands commands)
    : application_(application_rules()), port_(free_port()) {
  replace_all(file, "PORT", std::to_string(port_));
  replace_all(file, "APPLICATION", std::to_string(application_.port()));
  replace_all(file, "PREFIX", prefix_.path().string());
  auto const path = prefix_.write(file_name, file);
  std::ranges::replace(commands.check, "FILE", path);
  std::ranges::replace(commands.start, "FILE", path);
  Process::Options const here{.directory = prefix_.path().string()};
  if (auto const checked = run(commands.check, {}, here); checked.status != 0) {
    throw std::runtime_error(checked.error + checked.output);
  }
  process_ = std::make_unique<Process>(commands.start, here);
  if (!wait_for_listener(port_)) {
    process_->signal(SIGTERM);
    throw std::runtime_error(process_->finish().error);
  }
}

ScriptServer::ScriptServer(std::string_view file_name, std::string const& script, Process::Arguments command,
                           Process::Options options) {
  command.push_back(directory_.write(file_name, script));
  options.directory = directory_.path().string();
  process_ = std::make_unique<Process>(command, options);
  auto const port = process_->read_line();
  if (!port) {
    process_->signal(SIGTERM);
    throw std::runtime_error(process_->finish().error);
  }
  origin_ = "http://127.0.0.1:" + *port;
}

}  // namespace corsage::test
