#include "limits.hpp"
#include "policy_words.hpp"
#include "renderers.hpp"

#include <fmt/format.h>

namespace corsage::platforms {
namespace {

Diagnostics mistakes_for_azure(policy::Config const& config) {
  auto mistakes = mistakes_of(config);
  check_reflection(config, mistakes);
  check_timing(config, mistakes);
  check_wildcards_in_names(config, mistakes);
  check_methods(config, {"PUT", "DELETE", "PATCH", "MERGE"}, mistakes);
  if (!config.credentials && origin_rule(config) != OriginRule::everybody) {
    mistakes.push_back(not_expressible("named origins without credentials",
                                       "Azure Storage allows credentials to each origin that is named, and reads no "
                                       "cookie: say credentials = true, or origins = [\"*\"]"));
  }
  return mistakes;
}

/// A word for a shell.
std::string word(std::string_view text) {
  std::string escaped;
  for (char const byte : text) {
    escaped += byte == '\'' ? std::string("'\\''") : std::string(1, byte);
  }
  return "'" + escaped + "'";
}

std::string words(std::vector<std::string> const& items) {
  std::string text;
  for (auto const& item : items) {
    text.append(" ").append(word(item));
  }
  return text;
}

}  // namespace

// https://learn.microsoft.com/en-us/cli/azure/storage/cors
Result<std::string> render_azure(policy::Config const& config, Place const& place) {
  if (auto mistakes = mistakes_for_azure(config); !mistakes.empty()) {
    return std::unexpected(std::move(mistakes));
  }
  auto text = comment_on_replaced("#", place.replaced, "");
  text += "# Azure Storage, for a shell: b is blobs. 'add' alone would stand beside the old rules,\n";
  text += "# and the first that fits decides. Azure answers preflights itself, with 200; the\n";
  text += "# headers come only where Origin was sent, so a CDN in front has to keep it in its key.\n";
  text += "# (App Service and Functions have a list of origins only, and allow any method and header.)\n";
  text += "az storage cors clear --account-name ACCOUNT --services b\n";
  text += "az storage cors add --account-name ACCOUNT --services b \\\n";
  text += fmt::format("  --origins{} \\\n  --methods{}", words(config.origins), words(all_methods(config)));
  if (!config.request_headers.empty()) {
    text += fmt::format(" \\\n  --allowed-headers{}", words(config.request_headers));
  }
  if (!config.response_headers.empty()) {
    text += fmt::format(" \\\n  --exposed-headers{}", words(config.response_headers));
  }
  if (config.max_age) {
    text += fmt::format(" \\\n  --max-age {}", *config.max_age);
  }
  return text + "\n";
}

}  // namespace corsage::platforms
