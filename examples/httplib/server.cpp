// A server of cpp-httplib that keeps a policy: PROGRAM POLICY-FILE PORT
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "corsage/adapters/httplib.hpp"
#include "corsage/formats/compiled_policy.hpp"
#include "corsage/report/diagnostic_text.hpp"

namespace {

std::string content_of(char const* file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    return EXIT_FAILURE;
  }
  auto const compiled = corsage::formats::compile_policy_file(content_of(arguments[1]), arguments[1]);
  if (!compiled.policy) {
    for (auto const& mistake : compiled.mistakes) {
      std::cerr << corsage::report::diagnostic_line(mistake) << '\n';
    }
    return EXIT_FAILURE;
  }

  httplib::Server server;
  corsage::adapters::httplib::protect(server, *compiled.policy);
  server.Get("/", [](httplib::Request const&, httplib::Response& response) {
    // Left over from before there was a policy: it goes.
    response.set_header("Access-Control-Allow-Origin", "*");
    response.set_header("Vary", "Accept-Encoding");
    response.set_header("X-Total", "7");
    response.set_content("{}", "application/json");
  });
  server.Put("/", [](httplib::Request const&, httplib::Response& response) { response.status = 204; });
  return server.listen("127.0.0.1", std::atoi(arguments[2])) ? EXIT_SUCCESS : EXIT_FAILURE;
}
