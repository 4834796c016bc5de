#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "commands.hpp"
#include "complain.hpp"
#include "corsage/base/joined.hpp"
#include "corsage/formats/gateway_file.hpp"
#include "corsage/gateway/compile.hpp"
#include "corsage/gateway/gateway.hpp"
#include "corsage/report/gateway_text.hpp"
#include "file_watch.hpp"
#include "gateway_keeper.hpp"
#include "gateway_observers.hpp"
#include "gateway_options.hpp"
#include "input_file.hpp"
#include "invocation.hpp"
#include "policy_source.hpp"
#include "privileges.hpp"
#include "upstream_names.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

namespace corsage::cli {
namespace {

void take_relay(GatewayOptions const& options, formats::GatewayFile::Route& route) {
  route.relay = formats::WrittenText{.value = options.relay, .range = {.source = "URL"}};
  route.dangerously_allow_private_addresses.value = options.dangerously_allow_private_addresses;
  for (auto const& secret : options.secrets) {
    auto const equals = std::min(secret.find('='), secret.size());
    SourceRange const range{.source = "--secret"};
    route.secrets.push_back({.name = {.value = secret.substr(0, equals), .range = range},
                             .text = {.value = secret.substr(std::min(equals + 1, secret.size())), .range = range}});
  }
}

/// What is typed instead of a file, as the file that says the same.
formats::GatewayFile file_of(GatewayOptions const& options) {
  auto const written = [](std::vector<std::string> const& texts, std::string const& option) {
    std::vector<formats::WrittenText> values;
    values.reserve(texts.size());
    for (auto const& text : texts) {
      values.push_back({.value = text, .range = {.source = option}});
    }
    return values;
  };
  formats::GatewayFile file{.listen = written(options.listen, "--listen")};
  if (!options.admin.empty()) {
    file.admin = written({options.admin}, "--admin").front();
  }
  if (!options.access_log.empty()) {
    file.access_log = written({options.access_log}, "--access-log").front();
  }
  auto& route = file.routes.emplace_back();
  route.to = written(options.to, "--to");
  if (!options.relay.empty()) {
    take_relay(options, route);
  }
  if (options.allow.empty()) {
    route.is_cors_off = true;
    return file;
  }
  // Whoever is named may do all that the server behind does. An API gets no cookies through a relay.
  route.cors = policy::Config{
      .origins = options.allow, .credentials = options.relay.empty(), .methods = {"*"}, .request_headers = {"*"}};
  for (std::size_t i = 0; i < options.allow.size(); ++i) {
    route.cors_places.origins.entries.push_back({.source = "--allow"});
  }
  return file;
}

/// Whether its help wants what only a file can say.
bool names_key_without_option(Diagnostic const& mistake) {
  auto const says = [text = std::string(help(mistake.code)) + mistake.expected](std::string_view words) {
    return text.find(words) != std::string::npos;
  };
  return says("[[certificate]]") || (says("dangerously_") && !says("--dangerously-"));
}

/// Mistakes in what is typed: what they say of a file does not help where there is none.
void complain_of_options(Diagnostics mistakes, GatewayOptions const& options, ColorChoice color) {
  for (auto& mistake : mistakes) {
    if (mistake.code != DiagnosticCode::gateway_secret_invalid) {
      continue;
    }
    for (auto const& secret : options.secrets) {
      auto const equals = std::min(secret.find('='), secret.size());
      if (secret.substr(0, equals) == mistake.value && secret.find("${") == std::string::npos) {
        mistake.expected = equals + 1 < secret.size() ? "it is written out, where everybody can read it"
                                                      : "nothing is behind its name";
      }
    }
  }
  complain_of_policy(mistakes, color);
  if (std::ranges::any_of(mistakes, names_key_without_option)) {
    complain("keys stand in a file: corsage gateway FILE; 'corsage gateway --help' shows one");
  }
}

/// Each file is added to `watch` before it is read.
std::optional<gateway::Configuration> configuration_or_complaint(GatewayOptions const& options, ColorChoice color,
                                                                 FileWatch& watch) {
  formats::GatewayFile file;
  if (options.file.empty()) {
    file = file_of(options);
  } else {
    watch.add(options.file);
    auto const text = read_whole(options.file);
    if (!text) {
      complain(text.error());
      return std::nullopt;
    }
    file = formats::read_gateway_file(text->bytes, text->name);
  }
  for (auto const& part : gateway::files_of(file)) {
    watch.add(part);
  }
  auto configuration = gateway::compile(file);
  if (!configuration) {
    if (options.file.empty()) {
      complain_of_options(std::move(configuration).error(), options, color);
    } else {
      complain_of_policy(configuration.error(), color);
    }
    return std::nullopt;
  }
  if (!has_known_upstreams(*configuration)) {
    return std::nullopt;
  }
  return *std::move(configuration);
}

report::RouteRow row_of(gateway::Route const& route) {
  std::vector<std::string> upstreams;
  upstreams.reserve(route.upstreams.size());
  for (auto const& upstream : route.upstreams) {
    upstreams.push_back(
        fmt::format("{}{}:{}", upstream.tls == nullptr ? "" : "https://", upstream.host, upstream.port));
  }
  if (route.relay) {
    upstreams = {fmt::format("{}{}, a relay", route.relay->origin, route.relay->base_path)};
  }
  std::string cors = "off: as the server behind says";
  if (route.policy) {
    auto const origins = policy::print(*route.policy).origins;
    cors = fmt::format("{}: {}", route.cors == gateway::CorsMode::report ? "reported only" : "enforced",
                       origins.size() > 2 ? fmt::format("{} origins", origins.size()) : joined(origins));
  }
  return {.name = route.name,
          .takes = fmt::format("{} {}{}", route.host.empty() ? "any host" : route.host, route.path_prefix,
                               route.methods.empty() ? "" : ", " + joined(route.methods, " ")),
          .to = joined(upstreams),
          .cors = std::move(cors)};
}

std::string routes_text(gateway::Configuration const& configuration, report::Look const& look) {
  std::vector<report::RouteRow> rows;
  rows.reserve(configuration.routes.size());
  for (auto const& route : configuration.routes) {
    rows.push_back(row_of(route));
  }
  return report::gateway_routes(rows, look);
}

/// As many file descriptors as the system lets it have: a client and who answers it take two.
void take_descriptors() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
  }
}

}  // namespace

ExitStatus run_gateway(GatewayOptions const& options, Invocation& invocation) {
  // Who only learns need not know yet whom to allow.
  bool const is_typed =
      (!options.allow.empty() || !options.learn.empty()) && !(options.to.empty() && options.relay.empty());
  if (options.file.empty() != is_typed) {
    complain("a gateway wants a FILE, or --to URL and --allow ORIGIN; 'corsage gateway --help' tells more");
    return ExitStatus::usage;
  }
  FileWatch watch;
  auto configuration = configuration_or_complaint(options, invocation.color, watch);
  if (!configuration) {
    return ExitStatus::usage;
  }
  auto const look = look_of(STDOUT_FILENO, invocation.color);
  if (options.check) {
    invocation.output.write(routes_text(*configuration, look));
    return ExitStatus::allowed;
  }
  take_descriptors();
  GatewayKeeper::block_signals();
  auto const user = configuration->user;
  auto const access_log = configuration->access_log;
  auto const drain_time = configuration->limits.drain_time;
  auto kept = KeptToTheEnd::of(*configuration);
  std::jthread farewell;  // is there when the others go
  auto gateway = gateway::Gateway::open(*std::move(configuration), observers_of(options.learn, invocation.color));
  if (!gateway) {
    complain(sentence_of(gateway.error()));
    return ExitStatus::usage;
  }
  if (!user.empty() && !access_log.empty() && access_log != "-") {
    // Without it the log is written as well, but not opened again.
    if (auto const why = hand_over(access_log, user); !why.empty()) {
      complain(why);
    }
  }
  if (auto const why = user.empty() ? std::string() : become(user); !why.empty()) {
    complain(why);
    return ExitStatus::usage;
  }
  for (auto const& listener : gateway->listeners()) {
    invocation.output.write(
        report::gateway_is_there({.what = options.relay.empty() ? "gateway" : "relay",
                                  .scheme = listener.scheme == gateway::Scheme::https ? "https" : "http",
                                  .address = listener.address,
                                  .port = listener.port},
                                 look));
  }
  if (auto const admin = gateway->admin()) {
    invocation.output.write(report::gateway_tells(admin->address, admin->port, look));
  }
  auto const read_again = [&options, color = invocation.color](FileWatch& files) {
    return configuration_or_complaint(options, color, files);
  };
  GatewayKeeper keeper(*gateway, options.file.empty() ? GatewayKeeper::Reader() : read_again, watch, std::move(kept),
                       drain_time);
  gateway->run();
  farewell = GatewayKeeper::end_soon();
  return ExitStatus::allowed;
}

void add_gateway(CLI::App& program, Invocation& invocation) {
  CLI::App& command =
      add_command(program, invocation,
                  {.name = "gateway",
                   .description = "Puts CORS right in front of anything",
                   .examples = "  corsage gateway --to http://localhost:3000 --allow http://localhost:5173\n"
                               "  corsage gateway corsage.toml\n"
                               "  corsage gateway corsage.toml --check",
                   .notes = "--allow makes a policy with methods = [\"*\"], request_headers = [\"*\"] and\n"
                            "credentials = true. Pages see no response headers beyond those that every page\n"
                            "does: that wants a file, with response_headers below [route.cors].\n\n"
                            "A gateway's file:\n"
                            "  listen = \"127.0.0.1:8080\"     # or https://..., with [[certificate]] below it\n"
                            "  user = \"corsage\"              # whom root becomes once it listens\n"
                            "  admin = \"127.0.0.1:9090\"      # tells /metrics, /decisions, /healthz, /readyz\n"
                            "  access_log = \"access.log\"    # a line of JSON for each request\n"
                            "  trusted_proxies = [\"10.0.0.0/8\"]  # whose word on who asks counts\n"
                            "  [[certificate]]               # several: each client gets that of its name\n"
                            "  chain = \"fullchain.pem\"       # PEM, beside this file\n"
                            "  key   = \"key.pem\"\n"
                            "  [limits]                      # docs/formats.md lists them\n"
                            "  body_bytes = 10485760\n"
                            "  [[route]]\n"
                            "  path = \"/api\"                 # host and methods, too\n"
                            "  to   = \"http://127.0.0.1:3000\"  # or https, and ca = \"authorities.pem\"\n"
                            "  refuse_cross_site_writes = true  # 403 where the policy does not allow them\n"
                            "  [route.cors]                  # or cors = \"off\" above, or\n"
                            "                                # mode = \"report\" above: it changes nothing\n"
                            "  origins = [\"http://localhost:5173\"]\n"
                            "  [route.candidate]             # a policy tried beside it, and only counted\n"
                            "It is read again when it changes, or its certificates do, and at SIGHUP.\n"
                            "Ctrl-C or SIGTERM ends it when requests have had their answers, or drain_time\n"
                            "is over; a second one ends it at once."});
  auto const options = std::make_shared<GatewayOptions>();
  auto* const file = command.add_option("FILE", options->file, "The gateway's file");
  command.add_option("--to", options->to, "Who is behind, without a file: http://HOST:PORT")
      ->type_name("URL")
      ->allow_extra_args(false);
  command.add_option("--allow", options->allow, "An origin that may use it, without a file (repeatable)")
      ->type_name("ORIGIN")
      ->allow_extra_args(false);
  command.add_option("--listen", options->listen, "Where to listen, without a file; a free port when left out")
      ->type_name("ADDRESS:PORT");
  command.add_option("--admin", options->admin, "Where to tell how it does, without a file: metrics and decisions")
      ->type_name("ADDRESS:PORT");
  command
      .add_option("--access-log", options->access_log, "Where to log requests, without a file; - is standard output")
      ->type_name("PATH");
  command
      .add_option("--learn", options->learn,
                  "Write the least policy that would have allowed what pages did and got to this file")
      ->type_name("FILE");
  command.add_flag("--check", options->check, "Only tell every mistake in the file, or the routes");
  // What a file says is said in it.
  for (auto const* const name : {"--to", "--allow", "--listen", "--admin", "--access-log"}) {
    file->excludes(command.get_option(name));
  }
  command.callback([&invocation, options] {
    invocation.run = [&invocation, options] { return run_gateway(*options, invocation); };
  });
}

}  // namespace corsage::cli
