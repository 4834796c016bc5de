#include <algorithm>

#include "data_words.hpp"
#include "limits.hpp"
#include "policy_words.hpp"
#include "renderers.hpp"

#include <fmt/format.h>

namespace corsage::platforms {
namespace {

Diagnostics mistakes_for_gcs(policy::Config const& config) {
  auto mistakes = mistakes_of(config);
  check_timing(config, mistakes);
  check_methods(config, {"PUT", "DELETE", "PATCH"}, mistakes);
  if (config.credentials) {
    mistakes.push_back(not_expressible("credentials", "Google Cloud Storage never allows them: sign the URL instead",
                                       {"credentials"}));
  }
  if (!std::ranges::is_permutation(config.request_headers, config.response_headers)) {
    mistakes.push_back(not_expressible("request headers and response headers apart",
                                       "Google Cloud Storage has one list for both: write the same names in each",
                                       {"response_headers"}));
  }
  return mistakes;
}

}  // namespace

// https://cloud.google.com/storage/docs/cors-configurations
Result<std::string> render_gcs(policy::Config const& config, Place const& place) {
  if (auto mistakes = mistakes_for_gcs(config); !mistakes.empty()) {
    return std::unexpected(std::move(mistakes));
  }
  auto text = comment_on_replaced("#", place.replaced, "");
  text += "# For a shell. It replaces the bucket's rules. Google answers preflights itself,\n";
  text += "# with 200. responseHeader is both: what pages may send and what they may read.\n";
  text += "# storage.cloud.google.com never answers CORS: use storage.googleapis.com.\n";
  text += comment_on_max_age("#", config, longest_int32_age);
  text += "gcloud storage buckets update gs://BUCKET --cors-file=/dev/stdin <<'JSON'\n";
  text += fmt::format("[\n  {{\n    \"origin\": {},\n", json_array(origins_of(config)));
  text += fmt::format("    \"method\": {}", json_array(all_methods(config)));
  if (!config.request_headers.empty()) {
    text += fmt::format(",\n    \"responseHeader\": {}", json_array(config.request_headers));
  }
  if (auto const age = max_age_within(config, longest_int32_age)) {
    text += fmt::format(",\n    \"maxAgeSeconds\": {}", *age);
  }
  return text + "\n  }\n]\nJSON\n";
}

}  // namespace corsage::platforms
