#include "compile_relay.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <string_view>
#include <utility>

#include "blocked_address.hpp"
#include "corsage/base/bytes.hpp"
#include "corsage/base/nearest_name.hpp"
#include "corsage/gateway/secret_source.hpp"
#include "corsage/http/token.hpp"
#include "corsage/url/url.hpp"
#include "relay_target.hpp"
#include "relayed_lines.hpp"
#include "route_table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace corsage::gateway {
namespace {

using formats::NamedText;
using formats::WrittenText;
using WrittenRoute = formats::GatewayFile::Route;

struct Unit {
  std::string_view name;
  double size;
};

constexpr auto time_units = std::to_array<Unit>({{"s", 1}, {"min", 60}, {"h", 3600}, {"day", 86400}});
constexpr auto byte_units =
    std::to_array<Unit>({{"B", 1}, {"KiB", 1024}, {"MiB", 1024.0 * 1024}, {"GiB", 1024.0 * 1024 * 1024}});

/// "10/s" as 10 and 1, "16MiB" as 16 and 1048576.
struct Quantity {
  double number;
  double unit;
};

std::optional<Quantity> read_quantity(std::string_view text, std::string_view between, auto const& units) {
  std::uint32_t number = 0;
  auto const read = std::from_chars(text.data(), text.data() + text.size(), number);
  auto rest = text.substr(static_cast<std::size_t>(read.ptr - text.data()));
  if (read.ec != std::errc() || number == 0 || !rest.starts_with(between)) {
    return std::nullopt;
  }
  rest.remove_prefix(between.size());
  auto const* const unit = std::ranges::find(units, rest, &Unit::name);
  return unit == units.end() ? std::nullopt : std::optional(Quantity{.number = 1.0 * number, .unit = unit->size});
}

/// What frames the message, or is the connection's: the gateway's own business.
constexpr auto no_secrets =
    std::to_array<std::string_view>({"connection", "content-length", "expect", "host", "keep-alive", "proxy-connection",
                                     "te", "trailer", "transfer-encoding", "upgrade", "via"});

/// Compiles one route.
class RelayCompiler {
 public:
  RelayCompiler(WrittenRoute const& written, Authorities& authorities, Route& route, Diagnostics& mistakes)
      : written_(written), authorities_(authorities), route_(route), mistakes_(mistakes) {}

  void run();

 private:
  void mistake(DiagnosticCode code, WrittenText const& text, std::string expected = {}) {
    mistakes_.push_back({.code = code, .value = text.value, .expected = std::move(expected), .range = text.range});
  }

  void refuse_keys() const;
  void take_api(WrittenText const& text);
  void take_path(WrittenText const& text);
  void take_pass(WrittenText const& text);
  void take_rate(NamedText const& rate);
  void take_cache(WrittenText const& text);
  void take_secret(NamedText const& secret);

  WrittenRoute const& written_;
  Authorities& authorities_;
  Route& route_;
  Diagnostics& mistakes_;
  Relay relay_;
};

/// A route that is no relay has none of a relay's keys.
void RelayCompiler::refuse_keys() const {
  auto const refuse = [this](std::string_view key, SourceRange const& range) {
    mistakes_.push_back(
        {.code = DiagnosticCode::gateway_relay_missing, .value = std::string(key), .expected = {}, .range = range});
  };
  auto const refuse_first = [&refuse](std::string_view key, auto const& list, auto const& range_of) {
    if (!list.empty()) {
      refuse(key, range_of(list.front()));
    }
  };
  auto const refuse_any = [&refuse](std::string_view key, auto const& value) {
    if (value) {
      refuse(key, value->range);
    }
  };
  refuse_first("paths", written_.paths, [](WrittenText const& text) { return text.range; });
  refuse_first("pass", written_.pass, [](WrittenText const& text) { return text.range; });
  refuse_first("rate", written_.rates, [](NamedText const& rate) { return rate.name.range; });
  refuse_first("secrets", written_.secrets, [](NamedText const& secret) { return secret.name.range; });
  refuse_any("redirects", written_.redirects);
  refuse_any("cache", written_.cache);
  refuse_any("response_bytes", written_.response_bytes);
  if (written_.dangerously_allow_private_addresses.value) {
    refuse("dangerously_allow_private_addresses", written_.dangerously_allow_private_addresses.range);
  }
}

void RelayCompiler::take_api(WrittenText const& text) {
  auto const url = url::Url::parse(text.value);
  if (!url) {
    mistake(DiagnosticCode::gateway_relay_invalid, text, std::string(url::explanation(url.error())));
    return;
  }
  if (auto const why = why_no_relay_goes_to(*url)) {
    mistake(DiagnosticCode::gateway_relay_invalid, text, std::string(*why));
    return;
  }
  if (url->query() || url->fragment()) {
    mistake(DiagnosticCode::gateway_relay_invalid, text, "it has a query or a fragment; the request's own go on");
    return;
  }
  if (url->scheme() == "https" || relay_.redirects == Redirects::follow) {
    relay_.tls = authorities_.of(written_, mistakes_);
  }
  auto upstream = upstream_of(*url, relay_);
  if (auto const blocked = blocked_literal(*url); blocked && upstream.must_be_public) {
    mistake(DiagnosticCode::gateway_relay_private, text, std::string(*blocked));
    return;
  }
  route_.upstreams = {std::move(upstream)};
  relay_.authority = url->authority_without_credentials();
  relay_.origin = fmt::format("{}://{}", url->scheme(), relay_.authority);
  relay_.base_path = url->path();
  while (relay_.base_path.ends_with('/')) {
    relay_.base_path.pop_back();
  }
}

void RelayCompiler::take_path(WrittenText const& text) {
  auto const path = path_of(text.value);
  if (!path.is_plain || path.path.size() != text.value.size()) {
    mistake(DiagnosticCode::gateway_path_invalid, text,
            text.value.starts_with('/') ? "it has a query, a fragment, or a segment of dots" : "it begins with no '/'");
    return;
  }
  relay_.paths.push_back(text.value);
}

void RelayCompiler::take_pass(WrittenText const& text) {
  auto const name = byte_lowercase(text.value);
  auto const lines = stopped_lines();
  auto const line = std::ranges::find(lines, name, &StoppedLine::name);
  if (line == lines.end() || !line->may_pass) {
    std::vector<std::string_view> may_pass;
    for (auto const& stopped : lines) {
      if (stopped.may_pass) {
        may_pass.push_back(stopped.name);
      }
    }
    mistake(DiagnosticCode::gateway_pass_invalid, text,
            fmt::format("{}; those that may are {}", line == lines.end() ? "it goes through anyway" : "it never may",
                        fmt::join(may_pass, ", ")));
    return;
  }
  relay_.passed.push_back(name);
}

void RelayCompiler::take_rate(NamedText const& rate) {
  auto const quantity = read_quantity(rate.text.value, "/", time_units);
  if (!quantity) {
    mistake(DiagnosticCode::gateway_rate_invalid, rate.text);
    return;
  }
  Rate const taken{.per_second = quantity->number / quantity->unit, .burst = quantity->number};
  if (rate.name.value == "client") {
    relay_.client_rate = taken;
  } else if (rate.name.value == "route") {
    relay_.route_rate = taken;
  } else {
    mistake(DiagnosticCode::gateway_key_unknown, rate.name,
            "a rate is for each 'client', or for the whole 'route'" +
                did_you_mean(rate.name.value, std::vector<std::string>{"client", "route"}));
  }
}

void RelayCompiler::take_cache(WrittenText const& text) {
  if (auto const quantity = read_quantity(text.value, "", byte_units)) {
    relay_.cache_bytes = static_cast<std::uint64_t>(quantity->number * quantity->unit);
  } else {
    mistake(DiagnosticCode::gateway_size_invalid, text);
  }
}

void RelayCompiler::take_secret(NamedText const& secret) {
  std::string_view name = secret.name.value;
  auto const place = name.starts_with('?') ? Secret::Place::query : Secret::Place::header;
  if (place == Secret::Place::query) {
    name.remove_prefix(1);
  }
  bool const is_name =
      place == Secret::Place::query
          ? !name.empty()
          : http::is_header_name(name) && std::ranges::find(no_secrets, byte_lowercase(name)) == no_secrets.end();
  if (!is_name) {
    mistake(DiagnosticCode::gateway_secret_name_invalid, secret.name);
    return;
  }
  auto found = find_secret(secret.text.value, directory_of(secret.text));
  if (!found) {
    auto range = secret.text.range;
    range.text = {};  // The line may have the secret itself in it.
    mistakes_.push_back({.code = DiagnosticCode::gateway_secret_invalid,
                         .value = std::string(name),
                         .expected = found.error(),
                         .range = std::move(range)});
    return;
  }
  if (place == Secret::Place::query) {
    found->hidden.push_back(percent_encoded(found->value));
  }
  relay_.secrets.push_back({.place = place,
                            .name = std::string(name),
                            .value = std::move(found->value),
                            .hidden = std::move(found->hidden)});
}

void RelayCompiler::run() {
  if (!written_.relay) {
    refuse_keys();
    return;
  }
  if (!written_.to.empty()) {
    mistake(DiagnosticCode::gateway_relay_and_upstream, *written_.relay);
  }
  relay_.allows_private_addresses = written_.dangerously_allow_private_addresses.value;
  if (written_.redirects) {
    relay_.redirects = written_.redirects->value == "follow" ? Redirects::follow : Redirects::rewrite;
  }
  take_api(*written_.relay);
  // Other methods are answered by the relay, so that the page sees why.
  relay_.methods = std::exchange(route_.methods, {});
  std::ranges::for_each(written_.paths, [this](auto const& path) { take_path(path); });
  std::ranges::for_each(written_.pass, [this](auto const& name) { take_pass(name); });
  std::ranges::for_each(written_.rates, [this](auto const& rate) { take_rate(rate); });
  std::ranges::for_each(written_.secrets, [this](auto const& secret) { take_secret(secret); });
  if (written_.cache) {
    take_cache(*written_.cache);
  }
  if (written_.response_bytes) {
    relay_.response_bytes = written_.response_bytes->value;
  }
  route_.relay = std::move(relay_);
}

}  // namespace

void compile_relay(WrittenRoute const& written, Authorities& authorities, Route& route, Diagnostics& mistakes) {
  RelayCompiler(written, authorities, route, mistakes).run();
}

}  // namespace corsage::gateway
