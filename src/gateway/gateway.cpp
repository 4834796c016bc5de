#include "corsage/gateway/gateway.hpp"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <thread>
#include <utility>

#include "admin.hpp"
#include "commons.hpp"
#include "scribe.hpp"
#include "worker.hpp"

#include <fmt/format.h>

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

std::string new_pseudonym() {
  std::random_device random;
  return fmt::format("corsage-{:08x}", random());
}

}  // namespace

struct Gateway::Contents {
  explicit Contents(Observers observers) : scribe(std::move(observers)) {}

  GatewayFigures figures() const {
    return {.reloads_taken = reloads_taken.load(),
            .reloads_refused = reloads_refused.load(),
            .dropped_log_lines = scribe.dropped_lines(),
            .is_draining = is_draining.load()};
  }

  std::atomic<std::uint64_t> reloads_taken = 0;
  std::atomic<std::uint64_t> reloads_refused = 0;
  std::atomic<bool> is_draining = false;
  // Each is there for those behind it.
  Scribe scribe;
  std::unique_ptr<Admin> admin;
  Commons commons{.pseudonym = new_pseudonym()};
  std::vector<std::unique_ptr<Worker>> workers;
};

Gateway::Gateway(std::unique_ptr<Contents> contents) : contents_(std::move(contents)) {}
Gateway::Gateway(Gateway&&) noexcept = default;
Gateway& Gateway::operator=(Gateway&&) noexcept = default;
Gateway::~Gateway() = default;

std::expected<Gateway, StartFailure> Gateway::open(Configuration configuration, Observers observers) {
  auto const site = std::make_shared<Site const>(std::move(configuration));
  auto const& told = site->configuration;
  auto const threads = told.threads != 0 ? told.threads : std::max<std::size_t>(1, std::thread::hardware_concurrency());
  auto contents = std::make_unique<Contents>(std::move(observers));
  if (auto opened = contents->scribe.open_log(told.access_log); !opened) {
    return std::unexpected(LogFailure{.path = told.access_log, .cause = std::move(opened.error())});
  }
  for (std::size_t i = 0; i < threads; ++i) {
    contents->workers.push_back(std::make_unique<Worker>(site, contents->commons, contents->scribe));
  }
  if (told.admin) {
    auto const reach = told.admin->is_public ? AdminReach::everybody : AdminReach::loopback;
    contents->admin =
        std::make_unique<Admin>(contents->workers, [&figured = *contents] { return figured.figures(); }, reach);
    auto const& listener = told.admin->listener;
    Error error;
    Tcp::endpoint const endpoint(asio::ip::make_address(listener.address, error), listener.port);
    if (!error) {
      contents->admin->listen(endpoint, error);
    }
    if (error) {
      return std::unexpected(ListenFailure{.listener = listener, .cause = error.message()});
    }
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

std::optional<Listener> Gateway::admin() const {
  if (contents_->admin == nullptr) {
    return std::nullopt;
  }
  auto const endpoint = contents_->admin->local_endpoint();
  return Listener{.address = endpoint.address().to_string(), .port = endpoint.port()};
}

void Gateway::run() {
  contents_->scribe.start();
  if (contents_->admin != nullptr) {
    contents_->admin->start();
  }
  std::vector<std::jthread> threads;
  auto const& workers = contents_->workers;
  for (std::size_t i = 1; i < workers.size(); ++i) {
    threads.emplace_back([&worker = *workers[i]] { worker.run(); });
  }
  workers.front()->run();
  threads.clear();
  if (contents_->admin != nullptr) {
    contents_->admin->stop();
  }
}

void Gateway::replace(Configuration configuration) {
  auto const site = std::make_shared<Site const>(std::move(configuration));
  contents_->scribe.forget_told();
  auto const& path = site->configuration.access_log;
  if (auto opened = contents_->scribe.open_log(path); !opened) {
    contents_->scribe.tell(report::LogUnwritable{.path = path, .cause = std::move(opened.error())}, 0);
  }
  ++contents_->reloads_taken;
  for (auto const& worker : contents_->workers) {
    worker->replace(site);
  }
}

void Gateway::count_refused_configuration() {
  ++contents_->reloads_refused;
}

void Gateway::drain() {
  contents_->is_draining = true;
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
