// A server of Pistache that keeps a policy: PROGRAM POLICY-FILE PORT
#include <chrono>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <memory>
#include <ostream>
#include <stdexcept>
#include <string>
#include <utility>

#include "../arguments.hpp"
#include "corsage/adapters/pistache.hpp"

#include <pistache/endpoint.h>

namespace {

namespace http = Pistache::Http;
namespace adapter = corsage::adapters::pistache;

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
    if (request.resource() == "/broken") {
      throw std::runtime_error("broken");
    }
    // Left over from before there was a policy: it goes.
    response.headers().add<http::Header::AccessControlAllowOrigin>("*");
    response.headers().add(std::make_shared<Vary>("Accept-Encoding")).add(std::make_shared<Total>("7"));
    adapter::apply(adapter::decide(policy_, request), response.headers());
    if (request.resource() == "/private" && !request.headers().has<http::Header::Authorization>()) {
      response.send(http::Code::Unauthorized);
    } else if (request.resource() != "/" && request.resource() != "/private") {
      response.send(http::Code::Not_Found);
    } else if (request.method() == http::Method::Put) {
      response.send(http::Code::No_Content);
    } else if (request.method() == http::Method::Head) {
      response.send(http::Code::Ok);
    } else {
      response.send(http::Code::Ok, "{}", MIME(Application, Json));
    }
  }

 private:
  corsage::policy::Policy policy_;
};

void serve_all(example::Arguments const& started) {
  http::Endpoint server(Pistache::Address("127.0.0.1", Pistache::Port(started.port)));
  server.init(http::Endpoint::options()
                  .threads(1)
                  .flags(Pistache::Tcp::Options::ReuseAddr)
                  .headerTimeout(std::chrono::seconds(30))
                  .bodyTimeout(std::chrono::seconds(30)));
  server.setHandler(std::make_shared<adapter::Protected>(started.policy, std::make_shared<Api>(started.policy)));
  server.serve();
}

}  // namespace

int main(int count, char** arguments) {
  auto const started = example::arguments_of(count, arguments);
  if (!started) {
    return EXIT_FAILURE;
  }
  try {
    serve_all(*started);
    return EXIT_SUCCESS;
  } catch (std::exception const& error) {
    std::cerr << error.what() << '\n';
    return EXIT_FAILURE;
  }
}
