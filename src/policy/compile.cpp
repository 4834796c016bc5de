#include "corsage/policy/compile.hpp"

#include <algorithm>

#include "compile_names.hpp"
#include "compile_origins.hpp"
#include "corsage/http/status.hpp"
#include "mistakes.hpp"
#include "policy_contents.hpp"

namespace corsage::policy {

namespace {

/// What is canonical as it stands.
Config without_lists(Config const& config) {
  return {
      .credentials = config.credentials,
      .max_age = config.max_age,
      .preflight_status = config.preflight_status,
      .discloses_full_lists = config.discloses_full_lists,
      .timing = config.timing,
      .dangerously_allow_null_origin = config.dangerously_allow_null_origin,
      .dangerously_allow_any_origin_with_credentials = config.dangerously_allow_any_origin_with_credentials,
      .dangerously_allow_insecure_origins_with_credentials = config.dangerously_allow_insecure_origins_with_credentials,
      .dangerously_allow_public_suffixes = config.dangerously_allow_public_suffixes};
}

}  // namespace

Result<Policy> compile(Config const& config, ConfigPlaces const& places) {
  auto contents = std::make_shared<Policy::Contents>();
  Mistakes mistakes;
  contents->config = without_lists(config);
  compile_origins(config, places, *contents, mistakes);
  compile_methods(config, places, *contents, mistakes);
  compile_request_headers(config, places, *contents, mistakes);
  compile_response_headers(config, places, *contents, mistakes);
  if (!http::is_ok_status(config.preflight_status)) {
    mistakes.add(DiagnosticCode::policy_preflight_status, std::to_string(config.preflight_status),
                 places.preflight_status);
  }
  if (!mistakes.empty()) {
    return std::unexpected(mistakes.take());
  }
  if (config.max_age) {
    contents->max_age_value = std::to_string(*config.max_age);
  }
  return Policy(std::move(contents));
}

std::optional<trace::Reason> reason_of(DiagnosticCode code) {
  std::string token(to_string(code));
  std::ranges::replace(token, '_', '-');
  return trace::reason_from(token);
}

bool Policy::operator==(Policy const& other) const {
  return contents_->config == other.contents_->config;
}

Config print(Policy const& policy) {
  return policy.contents().config;
}

}  // namespace corsage::policy
