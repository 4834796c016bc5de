#include "end_to_end/audit_runs.hpp"

#include "end_to_end/program.hpp"
#include "support/ports.hpp"

namespace corsage::test {

Rules sound_rules() {
  return {{.when = {.method = "OPTIONS"},
           .status = 204,
           .headers = {{"Access-Control-Allow-Origin", trusted_page},
                       {"Access-Control-Allow-Methods", "PUT"},
                       {"Access-Control-Allow-Headers", "authorization, content-type"},
                       {"Access-Control-Max-Age", "600"}}},
          {.status = 200, .headers = {{"Access-Control-Allow-Origin", trusted_page}}, .body = "{}"}};
}

Rules broken_rules() {
  return {{.status = 200, .headers = {{"Access-Control-Allow-Origin", "https://app.example.com/"}}, .body = "{}"}};
}

std::string nobody() {
  return "http://127.0.0.1:" + std::to_string(dead_port());
}

bool contains(std::string const& text, std::string const& part) {
  return text.find(part) != std::string::npos;
}

Process::Ending audit(Process::Arguments arguments, std::string_view input) {
  arguments.insert(arguments.begin(), "audit");
  return corsage(std::move(arguments), input);
}

std::chrono::milliseconds duration_of(std::function<void()> const& act) {
  auto const start = std::chrono::steady_clock::now();
  act();
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
}

}  // namespace corsage::test
