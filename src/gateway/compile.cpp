#include "corsage/gateway/compile.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include "buffer_pool.hpp"
#include "compile_relay.hpp"
#include "compile_tls.hpp"
#include "corsage/base/bytes.hpp"
#include "corsage/base/nearest_name.hpp"
#include "corsage/http/token.hpp"
#include "corsage/policy/compile.hpp"
#include "corsage/url/url.hpp"
#include "head.hpp"
#include "route_table.hpp"

#include <boost/asio/ip/address.hpp>
#include <fmt/format.h>
#include <pwd.h>

namespace corsage::gateway {
namespace {

using formats::GatewayFile;
using formats::WrittenText;

/// One limit as files name it. Times are written in seconds.
struct LimitKey {
  std::string_view name;
  void (*set)(Limits&, double);
  double least;
  double most;
};

template <auto Member>
void set_size(Limits& limits, double value) {
  limits.*Member = static_cast<std::remove_reference_t<decltype(limits.*Member)>>(value);
}

template <auto Member>
void set_time(Limits& limits, double seconds) {
  limits.*Member = std::chrono::milliseconds(std::llround(seconds * 1000));
}

constexpr double most_bytes = 1e15;
constexpr double most_connections = 1e7;
constexpr double shortest = 0.001;
constexpr double longest = 366.0 * 24 * 60 * 60;

constexpr auto limit_keys = std::to_array<LimitKey>({
    {"header_bytes", set_size<&Limits::header_bytes>, 512, Buffer::size},
    {"header_lines", set_size<&Limits::header_lines>, 8, Head::most_fields},
    {"body_bytes", set_size<&Limits::body_bytes>, 0, most_bytes},
    {"connections", set_size<&Limits::connections>, 1, most_connections},
    {"connections_per_client", set_size<&Limits::connections_per_client>, 1, most_connections},
    {"requests_per_connection", set_size<&Limits::requests_per_connection>, 1, most_bytes},
    {"first_byte_time", set_time<&Limits::first_byte_time>, shortest, longest},
    {"head_time", set_time<&Limits::head_time>, shortest, longest},
    {"body_time", set_time<&Limits::body_time>, shortest, longest},
    {"idle_time", set_time<&Limits::idle_time>, shortest, longest},
    {"connect_time", set_time<&Limits::connect_time>, shortest, longest},
    {"response_time", set_time<&Limits::response_time>, shortest, longest},
    {"stream_time", set_time<&Limits::stream_time>, shortest, longest},
    {"drain_time", set_time<&Limits::drain_time>, 0, longest},
});

/// Compiles one file; every mistake is kept, and the rest goes on.
class Compiler {
 public:
  explicit Compiler(GatewayFile const& file) : file_(file), mistakes_(file.mistakes) {}

  Result<Configuration> run();

 private:
  void mistake(DiagnosticCode code, WrittenText const& text, std::string expected = {}) {
    mistakes_.push_back({.code = code, .value = text.value, .expected = std::move(expected), .range = text.range});
  }

  std::optional<Listener> listener_of(WrittenText const& text);
  void take_listener(WrittenText const& text);
  void take_user(WrittenText const& text);
  void take_admin(WrittenText const& text);
  void take_access_log(WrittenText const& text);
  void take_limit(GatewayFile::Limit const& limit);
  void take_trusted_proxy(WrittenText const& text);
  void take_route(GatewayFile::Route const& written);
  void take_path(WrittenText const& text, Route& route);
  void take_upstream(WrittenText const& text, GatewayFile::Route const& written, Route& route);
  void take_policy(GatewayFile::Route const& written, Route& route);
  void take_candidate(GatewayFile::Route const& written, Route& route);
  std::optional<policy::Policy> policy_of(policy::Config const& config, policy::ConfigPlaces const& places);

  GatewayFile const& file_;
  Configuration configuration_;
  Authorities authorities_;
  Diagnostics mistakes_;
};

std::optional<Listener> Compiler::listener_of(WrittenText const& text) {
  std::string_view whole = text.value;
  auto const scheme = whole.starts_with("https://") ? Scheme::https : Scheme::http;
  whole.remove_prefix(whole.starts_with("http://") ? 7 : scheme == Scheme::https ? 8 : 0);
  // A port alone, and this machine's own name, are what everybody types at first: both stay on this machine.
  constexpr std::string_view own = "127.0.0.1";
  auto const colon = whole.rfind(':');
  auto host = colon == std::string_view::npos ? own : whole.substr(0, colon);
  if (byte_case_insensitive_equal(host, "localhost")) {
    host = own;
  } else if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  }
  boost::system::error_code not_numeric;
  boost::asio::ip::make_address(std::string(host), not_numeric);
  auto const digits = whole.substr(colon == std::string_view::npos ? 0 : colon + 1);
  std::uint16_t port = 0;
  auto const* const end = digits.data() + digits.size();
  auto const read = std::from_chars(digits.data(), end, port);
  if (not_numeric || digits.empty() || read.ec != std::errc() || read.ptr != end) {
    mistake(DiagnosticCode::gateway_listener_invalid, text);
    return std::nullopt;
  }
  return Listener{.address = std::string(host), .port = port, .scheme = scheme};
}

void Compiler::take_listener(WrittenText const& text) {
  auto listener = listener_of(text);
  if (!listener) {
    return;
  }
  if (listener->scheme == Scheme::https && file_.certificates.empty()) {
    mistake(DiagnosticCode::gateway_certificate_missing, text);
  }
  configuration_.listeners.push_back(*std::move(listener));
}

void Compiler::take_admin(WrittenText const& text) {
  auto listener = listener_of(text);
  if (!listener) {
    return;
  }
  if (listener->scheme == Scheme::https) {
    mistake(DiagnosticCode::gateway_admin_https, text);
    return;
  }
  if (!file_.dangerously_public_admin && !boost::asio::ip::make_address(listener->address).is_loopback()) {
    mistake(DiagnosticCode::gateway_admin_public, text);
    return;
  }
  configuration_.admin = AdminListener{.listener = *std::move(listener), .is_public = file_.dangerously_public_admin};
}

void Compiler::take_access_log(WrittenText const& text) {
  if (text.value.empty() || text.value.find('\0') != std::string::npos) {
    mistake(DiagnosticCode::gateway_log_invalid, text);
    return;
  }
  configuration_.access_log = text.value;
}

void Compiler::take_user(WrittenText const& text) {
  if (getpwnam(text.value.c_str()) == nullptr) {
    mistake(DiagnosticCode::gateway_user_unknown, text);
  }
  configuration_.user = text.value;
}

void Compiler::take_limit(GatewayFile::Limit const& limit) {
  auto const* const key = std::ranges::find(limit_keys, limit.key, &LimitKey::name);
  if (key == limit_keys.end()) {
    std::vector<std::string> names;
    std::ranges::transform(limit_keys, std::back_inserter(names),
                           [](LimitKey const& known) { return std::string(known.name); });
    mistake(DiagnosticCode::gateway_key_unknown, {.value = limit.key, .range = limit.range},
            "'corsage gateway --help' lists the limits" + did_you_mean(limit.key, names));
    return;
  }
  if (!(limit.value >= key->least && limit.value <= key->most)) {
    mistake(DiagnosticCode::gateway_limit_invalid,
            {.value = fmt::format("{} = {}", limit.key, limit.value), .range = limit.range},
            fmt::format("write a number from {} to {}", key->least, key->most));
    return;
  }
  key->set(configuration_.limits, limit.value);
}

void Compiler::take_trusted_proxy(WrittenText const& text) {
  if (auto const network = parse_network(text.value)) {
    configuration_.trusted_proxies.push_back(*network);
  } else {
    mistake(DiagnosticCode::gateway_value_wrong,
            {.value = fmt::format("the network '{}'", text.value), .range = text.range},
            "write it as in \"192.0.2.1\" or \"10.0.0.0/8\", with no bits set behind those that are shared");
  }
}

void Compiler::take_path(WrittenText const& text, Route& route) {
  auto const path = path_of(text.value);
  if (!path.is_plain || path.path.size() != text.value.size()) {
    mistake(DiagnosticCode::gateway_path_invalid, text,
            text.value.starts_with('/') ? "it has a query, a fragment, or a segment of dots" : "it begins with no '/'");
    return;
  }
  route.path_prefix = text.value;
}

void Compiler::take_upstream(WrittenText const& text, GatewayFile::Route const& written, Route& route) {
  auto const url = url::Url::parse(text.value);
  auto const refuse = [&](std::string why) { mistake(DiagnosticCode::gateway_upstream_invalid, text, std::move(why)); };
  if (!url) {
    refuse(std::string(url::explanation(url.error())));
  } else if (url->scheme() != "http" && url->scheme() != "https") {
    refuse("its scheme is neither http nor https");
  } else if (url->path() != "/" || url->query() || url->fragment()) {
    refuse("it has a path; the request's own goes on as it came");
  } else if (url->includes_credentials()) {
    refuse("it has a user or a password");
  } else {
    auto host = url->host();
    if (host.starts_with('[')) {
      host = host.substr(1, host.size() - 2);
    }
    bool const is_https = url->scheme() == "https";
    route.upstreams.push_back({.host = std::string(host),
                               .port = url->port().value_or(is_https ? 443 : 80),
                               .tls = is_https ? authorities_.of(written, mistakes_) : nullptr});
  }
}

std::optional<policy::Policy> Compiler::policy_of(policy::Config const& config, policy::ConfigPlaces const& places) {
  auto policy = policy::compile(config, places);
  if (!policy) {
    mistakes_.insert(mistakes_.end(), policy.error().begin(), policy.error().end());
    return std::nullopt;
  }
  return *std::move(policy);
}

void Compiler::take_candidate(GatewayFile::Route const& written, Route& route) {
  if (!written.candidate) {
    return;
  }
  if (!written.cors) {
    mistakes_.push_back(
        {.code = DiagnosticCode::gateway_candidate_policy_missing, .range = written.candidate_places.table});
  }
  route.candidate = policy_of(*written.candidate, written.candidate_places);
}

void Compiler::take_policy(GatewayFile::Route const& written, Route& route) {
  if (written.is_cors_off) {
    route.cors = CorsMode::off;
    return;
  }
  if (!written.cors) {
    mistakes_.push_back({.code = DiagnosticCode::gateway_cors_missing, .range = written.table});
    return;
  }
  route.cors = written.mode && written.mode->value == "report" ? CorsMode::report : CorsMode::enforce;
  route.policy = policy_of(*written.cors, written.cors_places);
}

void Compiler::take_route(GatewayFile::Route const& written) {
  Route route;
  if (written.host) {
    route.host = byte_lowercase(written.host->value);
  }
  if (written.path) {
    take_path(*written.path, route);
  }
  for (auto const& method : written.methods) {
    if (!http::is_token(method.value)) {
      mistake(DiagnosticCode::method_invalid, method);
    }
    route.methods.push_back(method.value);
  }
  route.name = written.name ? written.name->value : route.host + route.path_prefix;
  for (auto const& upstream : written.to) {
    take_upstream(upstream, written, route);
  }
  compile_relay(written, authorities_, route, mistakes_);
  if (written.to.empty() && !written.relay) {
    mistakes_.push_back({.code = DiagnosticCode::gateway_upstream_missing, .range = written.table});
  }
  take_policy(written, route);
  take_candidate(written, route);
  route.refuses_cross_site_writes = written.refuse_cross_site_writes;
  auto const is_taken = std::ranges::any_of(configuration_.routes, [&route](Route const& earlier) {
    return earlier.host == route.host && earlier.path_prefix == route.path_prefix && earlier.methods == route.methods;
  });
  if (is_taken) {
    mistake(DiagnosticCode::gateway_route_repeated, {.value = route.name, .range = written.table});
  }
  configuration_.routes.push_back(std::move(route));
}

Result<Configuration> Compiler::run() {
  std::ranges::for_each(file_.listen, [this](auto const& text) { take_listener(text); });
  if (file_.listen.empty()) {
    configuration_.listeners.push_back({});
  }
  configuration_.server_tls = compile_certificates(file_, mistakes_);
  if (file_.user) {
    take_user(*file_.user);
  }
  if (file_.admin) {
    take_admin(*file_.admin);
  }
  if (file_.access_log) {
    take_access_log(*file_.access_log);
  }
  if (file_.threads) {
    configuration_.threads = file_.threads->value;
  }
  std::ranges::for_each(file_.trusted_proxies, [this](auto const& text) { take_trusted_proxy(text); });
  std::ranges::for_each(file_.limits, [this](auto const& limit) { take_limit(limit); });
  std::ranges::for_each(file_.routes, [this](auto const& route) { take_route(route); });
  if (file_.routes.empty() && mistakes_.empty()) {
    mistakes_.push_back({.code = DiagnosticCode::gateway_route_missing});
  }
  if (!mistakes_.empty()) {
    std::ranges::sort(mistakes_, {},
                      [](Diagnostic const& one) { return std::tuple(one.range.line, one.range.column); });
    return std::unexpected(std::move(mistakes_));
  }
  return std::move(configuration_);
}

}  // namespace

Result<Configuration> compile(GatewayFile const& file) {
  return Compiler(file).run();
}

}  // namespace corsage::gateway
