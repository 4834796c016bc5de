#include "data_words.hpp"
#include "limits.hpp"
#include "policy_words.hpp"
#include "renderers.hpp"

#include <fmt/format.h>

namespace corsage::platforms {
namespace {

Diagnostics mistakes_for_s3(policy::Config const& config) {
  auto mistakes = mistakes_of(config, Patterns::written);
  check_reflection(config, mistakes);
  check_timing(config, mistakes);
  check_wildcards_in_names(config, mistakes);
  check_methods(config, {"PUT", "DELETE"}, mistakes);
  check_named_origins_without_credentials(config, "Amazon S3", mistakes);
  if (is_everything(config.response_headers)) {
    mistakes.push_back(not_expressible("exposing every response header", "name the headers that pages read",
                                       {"response_headers", "*"}));
  }
  return mistakes;
}

}  // namespace

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html
Result<std::string> render_s3(policy::Config const& config, Place const& place) {
  auto mistakes = mistakes_for_s3(config);
  // S3's `*` stands for any letters, as `**.` does in front of a host.
  auto const origins = with_wide_wildcards(config, mistakes);
  if (!mistakes.empty()) {
    return std::unexpected(std::move(mistakes));
  }
  auto text = comment_on_replaced("#", place.replaced, "");
  text += "# For a shell. It replaces the bucket's rules. S3 answers preflights itself,\n";
  text += "# with 200. The headers come only where Origin was sent: what a cache or an\n";
  text += "# <img> without crossorigin fetched before has none. A bucket in another region\n";
  text += "# than the URL says answers with a redirect, which no preflight follows.\n";
  text += comment_on_max_age("#", config, longest_int32_age);
  text += "aws s3api put-bucket-cors --bucket BUCKET \\\n  --cors-configuration file:///dev/stdin <<'JSON'\n";
  text += fmt::format("{{\n  \"CORSRules\": [\n    {{\n      \"AllowedOrigins\": {},\n", json_array(origins));
  text += fmt::format("      \"AllowedMethods\": {}", json_array(all_methods(config)));
  if (!config.request_headers.empty()) {
    text += fmt::format(",\n      \"AllowedHeaders\": {}", json_array(config.request_headers));
  }
  if (!config.response_headers.empty()) {
    text += fmt::format(",\n      \"ExposeHeaders\": {}", json_array(config.response_headers));
  }
  if (auto const age = max_age_within(config, longest_int32_age)) {
    text += fmt::format(",\n      \"MaxAgeSeconds\": {}", *age);
  }
  return text + "\n    }\n  ]\n}\nJSON\n";
}

}  // namespace corsage::platforms
