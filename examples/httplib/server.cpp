// A server of cpp-httplib that keeps a policy: PROGRAM POLICY-FILE PORT
#include <cstdlib>
#include <iostream>
#include <stdexcept>

#include "../arguments.hpp"
#include "corsage/adapters/httplib.hpp"

namespace {

using Handled = httplib::Server::HandlerResponse;

/// The application's own authentication.
Handled authenticate(httplib::Request const& request, httplib::Response& response) {
  if (request.path != "/private" || request.has_header("Authorization")) {
    return Handled::Unhandled;
  }
  response.status = 401;
  response.set_header("WWW-Authenticate", "Bearer");
  return Handled::Handled;
}

/// Left over from before there was a policy: it goes.
void add_own_lines(httplib::Request const&, httplib::Response& response) {
  response.set_header("Access-Control-Allow-Origin", "*");
  response.set_header("Vary", "Accept-Encoding");
}

void tell(httplib::Request const& request, corsage::policy::ReplacedLines const& lines) {
  for (auto const& line : lines) {
    if (line.differs) {
      std::cerr << request.path << ": the policy replaces " << line.name << ": " << line.value << '\n';
    }
  }
}

}  // namespace

int main(int count, char** arguments) {
  auto const started = example::arguments_of(count, arguments);
  if (!started) {
    return EXIT_FAILURE;
  }
  httplib::Server server;
  corsage::adapters::httplib::protect(server, started->policy, authenticate, add_own_lines, tell);
  auto const content = [](httplib::Request const&, httplib::Response& response) {
    response.set_header("X-Total", "7");
    response.set_content("{}", "application/json");
  };
  server.Get("/", content);
  server.Get("/private", content);
  server.Get("/broken", [](httplib::Request const&, httplib::Response&) { throw std::runtime_error("broken"); });
  server.Put("/", [](httplib::Request const&, httplib::Response& response) { response.status = 204; });
  return server.listen("127.0.0.1", started->port) ? EXIT_SUCCESS : EXIT_FAILURE;
}
