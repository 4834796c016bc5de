#include "corsage/gateway/gateway.hpp"

#include <algorithm>
#include <thread>
#include <utility>

#include "worker.hpp"

namespace corsage::gateway {

namespace {

/// Workers share a port, which would hide that somebody else has it: so it is taken once alone.
void try_alone(Tcp::endpoint const& endpoint, Error& error) {
  asio::io_context context;
  Acceptor acceptor(context);
  acceptor.open(endpoint.protocol(), error);
  if (!error) {
    acceptor.set_option(asio::socket_base::reuse_address(true), error);
  }
  if (!error) {
    acceptor.bind(endpoint, error);
  }
}

}  // namespace

struct Gateway::Contents {
  std::vector<std::unique_ptr<Worker>> workers;
};

Gateway::Gateway(std::unique_ptr<Contents> contents) : contents_(std::move(contents)) {}
Gateway::Gateway(Gateway&&) noexcept = default;
Gateway& Gateway::operator=(Gateway&&) noexcept = default;
Gateway::~Gateway() = default;

std::expected<Gateway, ListenFailure> Gateway::open(Configuration configuration) {
  auto const site = std::make_shared<Site const>(std::move(configuration));
  auto const& told = site->configuration;
  auto const threads = told.threads != 0 ? told.threads : std::max<std::size_t>(1, std::thread::hardware_concurrency());
  auto contents = std::make_unique<Contents>();
  for (std::size_t i = 0; i < threads; ++i) {
    contents->workers.push_back(std::make_unique<Worker>(site));
  }
  for (std::size_t i = 0; i < told.listeners.size(); ++i) {
    auto const& listener = told.listeners[i];
    Error error;
    Tcp::endpoint endpoint(asio::ip::make_address(listener.address, error), listener.port);
    if (!error) {
      try_alone(endpoint, error);
    }
    for (auto const& worker : contents->workers) {
      if (!error) {
        worker->listen(endpoint, listener.scheme, error);
      }
      if (error) {
        return std::unexpected(ListenFailure{.listener = listener, .cause = error.message()});
      }
      // A free port is found once, and is everybody's.
      endpoint = worker->local_endpoint(i);
    }
  }
  return Gateway(std::move(contents));
}

std::vector<Listener> Gateway::listeners() const {
  std::vector<Listener> listeners;
  auto const& worker = *contents_->workers.front();
  for (std::size_t i = 0; i < worker.listener_count(); ++i) {
    auto const endpoint = worker.local_endpoint(i);
    listeners.push_back(
        {.address = endpoint.address().to_string(), .port = endpoint.port(), .scheme = worker.scheme(i)});
  }
  return listeners;
}

void Gateway::run() {
  std::vector<std::jthread> threads;
  auto const& workers = contents_->workers;
  for (std::size_t i = 1; i < workers.size(); ++i) {
    threads.emplace_back([&worker = *workers[i]] { worker.run(); });
  }
  workers.front()->run();
}

void Gateway::replace(Configuration configuration) {
  auto const site = std::make_shared<Site const>(std::move(configuration));
  for (auto const& worker : contents_->workers) {
    worker->replace(site);
  }
}

void Gateway::drain() {
  for (auto const& worker : contents_->workers) {
    worker->drain();
  }
}

void Gateway::abort() {
  for (auto const& worker : contents_->workers) {
    worker->abort();
  }
}

}  // namespace corsage::gateway
