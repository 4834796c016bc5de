// A server of Pistache that keeps a policy: PROGRAM POLICY-FILE PORT
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>

#include "corsage/adapters/pistache.hpp"
#include "corsage/formats/compiled_policy.hpp"
#include "corsage/report/diagnostic_text.hpp"

#include <pistache/endpoint.h>

namespace {

namespace http = Pistache::Http;

std::string content_of(char const* file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

CUSTOM_HEADER(Vary)

class Total : public http::Header::Header {
 public:
  explicit Total(std::string value) : value_(std::move(value)) {}

  NAME("X-Total")
  void write(std::ostream& stream) const override { stream << value_; }

 private:
  std::string value_;
};

class Api : public http::Handler {
 public:
  explicit Api(corsage::policy::Policy policy) : policy_(std::move(policy)) {}

  std::shared_ptr<Pistache::Tcp::Handler> clone() const override { return std::make_shared<Api>(policy_); }

  void onRequest(http::Request const& request, http::ResponseWriter response) override {
    corsage::adapters::pistache::Decided const decided(policy_, request);
    if (corsage::adapters::pistache::answer(decided.decision(), response)) {
      return;
    }
    // Left over from before there was a policy: it goes.
    response.headers().add<http::Header::AccessControlAllowOrigin>("*");
    response.headers().add(std::make_shared<Vary>("Accept-Encoding")).add(std::make_shared<Total>("7"));
    corsage::adapters::pistache::apply(decided.decision(), response.headers());
    if (request.resource() != "/") {
      response.send(http::Code::Not_Found);
    } else if (request.method() == http::Method::Put) {
      response.send(http::Code::No_Content);
    } else {
      response.send(http::Code::Ok, "{}", MIME(Application, Json));
    }
  }

 private:
  corsage::policy::Policy policy_;
};

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

  http::Endpoint server(Pistache::Address("127.0.0.1", Pistache::Port(static_cast<uint16_t>(std::atoi(arguments[2])))));
  server.init(http::Endpoint::options().threads(1).flags(Pistache::Tcp::Options::ReuseAddr));
  server.setHandler(std::make_shared<Api>(*compiled.policy));
  server.serve();
  return EXIT_SUCCESS;
}
