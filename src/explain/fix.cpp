#include "fix.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corsage/base/bytes.hpp"
#include "corsage/http/field_values.hpp"
#include "corsage/http/header_names.hpp"
#include "corsage/http/method.hpp"

namespace corsage::explain {
namespace {

using trace::Leg;

enum class Case : std::uint8_t { sensitive, insensitive };

/// Adds the names of a header's list that are not in `names` yet.
void add_names(http::HeaderList const& headers, std::string_view header, Case compared,
               std::vector<std::string>& names) {
  auto const listed = http::extract_tokens(headers, header);
  for (auto const name : listed.value()) {
    auto added = compared == Case::insensitive ? byte_lowercase(name) : std::string(name);
    if (std::ranges::find(names, added) == names.end()) {
      names.push_back(std::move(added));
    }
  }
}

bool allows_origin(http::HeaderList const& headers, std::string_view origin) {
  auto const value = headers.get(http::header::access_control_allow_origin);
  return value && strip(value->view(), http_whitespace) == origin;
}

template <typename Predicate>
bool any_answer(fetch::Journal const& journal, Predicate predicate) {
  return std::ranges::any_of(journal, [&](fetch::Exchange const& exchange) {
    auto const* const answered = exchange.answered();
    return answered != nullptr && predicate(answered->response.headers);
  });
}

/// Whether each URL that is mended lets everybody in, in one of its answers at least. A repair never says so: what says
/// so did before.
bool lets_everybody_in(Diagnosis const& diagnosis) {
  auto const& journal = diagnosis.repaired.journal;
  return std::ranges::all_of(diagnosis.causes, [&](Cause const& cause) {
    auto const* const mended = exchange_of(diagnosis, cause);
    return mended == nullptr || std::ranges::any_of(journal, [&](fetch::Exchange const& exchange) {
             auto const* const answered = exchange.answered();
             return answered != nullptr && exchange.request.url == mended->request.url &&
                    allows_origin(answered->response.headers, "*");
           });
  });
}

/// With credentials a wildcard is a name like any other; without, it stands for all.
void settle_wildcard(bool includes_credentials, std::vector<std::string>& names) {
  auto const wildcard = std::ranges::find(names, "*");
  if (wildcard == names.end()) {
    return;
  }
  if (includes_credentials) {
    names.erase(wildcard);
    return;
  }
  // The wildcard of the standard does not cover Authorization.
  std::erase_if(names, [](std::string const& name) { return name != "*" && name != http::header::authorization; });
}

void take_preflight(http::HeaderList const& headers, policy::Config& config) {
  add_names(headers, http::header::access_control_allow_methods, Case::sensitive, config.methods);
  add_names(headers, http::header::access_control_allow_headers, Case::insensitive, config.request_headers);
  auto const max_age = http::extract_delta_seconds(headers, http::header::access_control_max_age);
  if (max_age.has_value() && !config.max_age) {
    config.max_age = max_age.value();
  }
}

void take_actual(http::HeaderList const& headers, policy::Config& config) {
  add_names(headers, http::header::access_control_expose_headers, Case::insensitive, config.response_headers);
  config.timing = config.timing || headers.contains(http::header::timing_allow_origin);
}

void add_read_headers(Interests const& interests, fetch::Run const& repaired, policy::Config& config) {
  for (auto const& name : interests.reads) {
    bool const is_hidden = !repaired.outcome.readable.contains(name);
    if (is_hidden && std::ranges::find(config.response_headers, name) == config.response_headers.end()) {
      config.response_headers.push_back(name);
    }
  }
}

}  // namespace

std::optional<policy::Config> policy_of(fetch::Request const& request, fetch::Environment const& environment,
                                        Interests const& interests, Diagnosis const& diagnosis) {
  bool const includes_credentials = request.credentials == fetch::CredentialsMode::include;
  auto const& repaired = diagnosis.repaired;
  auto const& journal = repaired.journal;
  bool const can_allow_all =
      !includes_credentials && any_answer(journal, [](auto const& headers) { return allows_origin(headers, "*"); });
  bool const needs_null = any_answer(journal, [](auto const& headers) { return allows_origin(headers, "null"); });
  if (needs_null && !can_allow_all) {
    return std::nullopt;
  }
  bool const allows_all = can_allow_all && (needs_null || lets_everybody_in(diagnosis));
  policy::Config config;
  config.origins.emplace_back(allows_all ? std::string_view("*") : environment.origin.serialized());
  config.credentials = includes_credentials;
  for (auto const& exchange : journal) {
    if (auto const* const answered = exchange.answered()) {
      if (exchange.request.leg == Leg::preflight) {
        take_preflight(answered->response.headers, config);
      } else {
        take_actual(answered->response.headers, config);
      }
    }
  }
  add_read_headers(interests, repaired, config);
  settle_wildcard(includes_credentials, config.methods);
  settle_wildcard(includes_credentials, config.request_headers);
  settle_wildcard(includes_credentials, config.response_headers);
  // These three need no listing.
  std::erase_if(config.methods, [](std::string const& method) { return http::is_cors_safelisted_method(method); });
  return config;
}

}  // namespace corsage::explain
