#pragma once

#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace corsage::test {

/// A server that is running: gone when the object goes.
class RunningServer {
 public:
  RunningServer() = default;
  virtual ~RunningServer() = default;
  RunningServer(RunningServer const&) = delete;
  RunningServer& operator=(RunningServer const&) = delete;

  virtual std::string origin() const = 0;
};

/// How a platform's text becomes a server that answers at the grid's paths.
struct PlatformDriver {
  std::string token;
  /// Throws std::runtime_error with the server's own words where it does not start.
  std::unique_ptr<RunningServer> (*start)(std::string const& text);
  /// The grid's policies that the platform cannot say.
  std::vector<std::string> refuses = {};
  /// Those that only newer versions than the packaged one can say.
  std::vector<std::string> skips = {};
  /// Where the product has a status of its own for preflights, whatever the policy says.
  std::optional<int> preflight_status = std::nullopt;
  /// Where it cannot look into the Vary that an application sends before it adds to it.
  bool doubles_vary = false;
  /// Whether it stands before the application of application.hpp.
  bool is_proxy = false;

  friend std::ostream& operator<<(std::ostream& stream, PlatformDriver const& driver) { return stream << driver.token; }
};

/// Those whose products every machine that runs the tests has.
std::vector<PlatformDriver> const& usual_drivers();

/// Those whose products `make test-platforms` installs.
std::vector<PlatformDriver> const& further_drivers();

std::unique_ptr<RunningServer> start_nginx(std::string const& text);
std::unique_ptr<RunningServer> start_apache(std::string const& text);
std::unique_ptr<RunningServer> start_haproxy(std::string const& text);
std::unique_ptr<RunningServer> start_caddy(std::string const& text);
std::unique_ptr<RunningServer> start_express(std::string const& text);
std::unique_ptr<RunningServer> start_flask(std::string const& text);
std::unique_ptr<RunningServer> start_fastify(std::string const& text);
std::unique_ptr<RunningServer> start_koa(std::string const& text);
std::unique_ptr<RunningServer> start_django(std::string const& text);
std::unique_ptr<RunningServer> start_fastapi(std::string const& text);
std::unique_ptr<RunningServer> start_workers(std::string const& text);
std::unique_ptr<RunningServer> start_rails(std::string const& text);
std::unique_ptr<RunningServer> start_go_rs_cors(std::string const& text);
std::unique_ptr<RunningServer> start_nextjs(std::string const& text);

}  // namespace corsage::test
