#include "audit_plan.hpp"

#include <algorithm>
#include <array>
#include <random>
#include <string_view>
#include <utility>

#include "corsage/base/bytes.hpp"
#include "corsage/policy/config.hpp"
#include "corsage/policy/origin_pattern.hpp"
#include "given_headers.hpp"
#include "mistakes.hpp"

namespace corsage::cli {
namespace {

constexpr double rate_unless_told = 50;

/// Enough of a body to tell two apart.
constexpr std::size_t most_body_bytes = std::size_t{64} * 1024;
/// As Chromium takes: https://chromium.googlesource.com/chromium/src/+/main/net/http/http_stream_parser.h
constexpr std::size_t most_head_bytes = std::size_t{256} * 1024;

std::vector<url::Origin> trusted_origins(AuditOptions const& options, std::optional<policy::Policy> const& policy,
                                         Mistakes& mistakes) {
  auto origins = policy ? origins_of(*policy) : std::vector<url::Origin>();
  for (auto const& typed : options.trusted_origins) {
    auto origin = mistakes.take("--trusted-origin", url::Origin::parse(typed));
    if (!origin) {
      continue;
    }
    if (origin->is_opaque()) {
      mistakes.add("--trusted-origin", {.code = DiagnosticCode::option_value_invalid,
                                        .value = typed,
                                        .expected = "it is the origin of every sandboxed frame on the web, so that "
                                                    "nobody is trusted by it"});
    } else if (std::ranges::find(origins, *origin) == origins.end()) {
      origins.push_back(*std::move(origin));
    }
  }
  return origins;
}

/// Sent as it is only where somebody said that it may change something.
void check_consent(AuditOptions const& options, Mistakes& mistakes) {
  bool const is_harmless = options.method == "GET" || options.method == "HEAD";
  if (!is_harmless && options.unsafe_methods != UnsafeMethods::send) {
    mistakes.add("--method",
                 {.code = DiagnosticCode::option_value_invalid,
                  .value = options.method,
                  .expected = "it may change something on the server, many times for each URL: say --send-unsafe "
                              "as well, if it may"});
  }
}

/// Ten letters.
std::string fresh_word() {
  constexpr std::size_t length = 10;
  std::random_device source;
  std::uniform_int_distribution<int> any(0, 'z' - 'a');
  std::string word;
  while (word.size() < length) {
    word += static_cast<char>('a' + any(source));
  }
  return word;
}

RequestPace::Limits limits_of(AuditOptions const& options) {
  RequestPace::Limits limits{.per_second = options.rate.value_or(rate_unless_told),
                             .per_host = options.per_host,
                             .at_once = options.concurrency};
  limits.in_all = options.most_requests.value_or(limits.in_all);
  return limits;
}

transport::Options network_of_audit(NetworkOptions const& options) {
  auto network = head_options(options, most_body_bytes);
  network.most_head_bytes = most_head_bytes;
  // One request that a server takes amiss is to end no other on its connection.
  network.http = transport::HttpChoice::http_1;
  network.user_agent_comment = " (+audit)";
  return network;
}

}  // namespace

audit::Target AuditPlan::target(url::Url url) const {
  return {.url = std::move(url),
          .trusted_origins = trusted_origins,
          .method = method,
          .headers = headers,
          .preflight_method = preflight_method,
          .needs_preflight_method = needs_preflight_method,
          .preflight_headers = preflight_headers,
          .policy = policy,
          .word = word,
          .curl_options = curl_options};
}

Result<AuditPlan> plan_of(AuditOptions const& options, std::optional<policy::Policy> const& policy) {
  Mistakes mistakes;
  check_consent(options, mistakes);
  auto given = given_headers(options.headers, options.network.cookies, mistakes);
  AuditPlan plan{.trusted_origins = trusted_origins(options, policy, mistakes),
                 .method = options.method,
                 .headers = std::move(given.headers),
                 .secrets = std::move(given.secrets),
                 .preflight_method = options.preflight_method.value_or("PUT"),
                 .needs_preflight_method = options.preflight_method.has_value(),
                 .policy = policy,
                 .word = options.seed.empty() ? fresh_word() : options.seed,
                 .limits = limits_of(options),
                 .metering_of_loopback = options.rate ? Metering::metered : Metering::free,
                 .network = network_of_audit(options.network)};
  for (auto const& origin : plan.trusted_origins) {
    plan.secrets.spare_origin(origin.serialized());
  }
  for (auto const& name : options.preflight_headers) {
    plan.preflight_headers.push_back(byte_lowercase(name));
  }
  if (plan.preflight_headers.empty()) {
    plan.preflight_headers = {"authorization", "content-type"};
  }
  plan.curl_options = curl_options(options.network, options.secrets.with(plan.secrets));
  return mistakes.empty() ? Result<AuditPlan>(std::move(plan)) : std::unexpected(mistakes.take_all());
}

std::vector<url::Origin> origins_of(policy::Policy const& policy) {
  auto const config = policy::print(policy);
  auto const fresh = policy::fresh_label({config.origins.begin(), config.origins.end()});
  std::vector<url::Origin> origins;
  for (auto const& text : config.origins) {
    auto const pattern = policy::OriginPattern::parse(text);
    if (!pattern || !pattern->is_tuple()) {
      continue;
    }
    auto const implied = policy::implied_port(pattern->scheme());
    auto const port = pattern->ports().contains(implied) ? implied : pattern->ports().ranges().front().first;
    auto const host = policy::typical_hosts(*pattern, fresh).front();
    if (auto origin = url::Origin::parse(policy::serialize_origin(pattern->scheme(), host, port))) {
      origins.push_back(*std::move(origin));
    }
  }
  return origins;
}

}  // namespace corsage::cli
