// A server of Boost.Beast that keeps a policy: PROGRAM POLICY-FILE PORT
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <thread>
#include <utility>

#include "corsage/adapters/beast.hpp"
#include "corsage/formats/compiled_policy.hpp"
#include "corsage/report/diagnostic_text.hpp"

#include <boost/asio.hpp>
#include <boost/beast.hpp>

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace adapter = corsage::adapters::beast;

std::string content_of(char const* file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

/// The application, which knows nothing of CORS.
http::response<http::string_body> answer_of_application(http::request<http::string_body> const& request) {
  http::response<http::string_body> answer(http::status::ok, request.version());
  // Left over from before there was a policy: it goes.
  answer.set(http::field::access_control_allow_origin, "*");
  answer.set(http::field::vary, "Accept-Encoding");
  answer.set("X-Total", "7");
  if (request.target() != "/") {
    answer.result(http::status::not_found);
  } else if (request.method() == http::verb::put) {
    answer.result(http::status::no_content);
  } else {
    answer.body() = "{}";
  }
  answer.prepare_payload();
  return answer;
}

void serve(asio::ip::tcp::socket connection, corsage::policy::Policy const& policy) {
  boost::beast::flat_buffer buffer;
  boost::system::error_code error;
  while (!error) {
    http::request<http::string_body> request;
    http::read(connection, buffer, request, error);
    if (error) {
      return;
    }
    auto const decision = adapter::decide(policy, request);
    if (adapter::is_answered(decision)) {
      auto const answer = adapter::answer_to(request, decision);
      http::write(connection, answer, error);
    } else {
      auto answer = answer_of_application(request);
      adapter::apply(decision, answer);
      http::write(connection, answer, error);
    }
  }
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

  auto const port = static_cast<unsigned short>(std::atoi(arguments[2]));
  asio::io_context context;
  asio::ip::tcp::acceptor acceptor(context, {asio::ip::make_address("127.0.0.1"), port});
  while (true) {
    std::thread(serve, acceptor.accept(), *compiled.policy).detach();
  }
}
