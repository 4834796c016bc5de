#include "limits.hpp"
#include "policy_words.hpp"
#include "renderers.hpp"

#include <fmt/format.h>

namespace corsage::platforms {
namespace {

/// Of one rule, https://learn.microsoft.com/en-us/rest/api/storageservices/cross-origin-resource-sharing--cors--support-for-the-azure-storage-services
constexpr std::size_t most_origins = 64;

/// A word that az would take for an option: quotation marks, which the shell removes, do not help.
void check_dashes(policy::Config const& config, Diagnostics& mistakes) {
  for (auto const& [key, names] : header_lists(config)) {
    for (auto const& name : *names) {
      if (name.starts_with('-')) {
        mistakes.push_back(
            not_expressible("the header name " + name, "az takes it for an option: use another name", {key, name}));
      }
    }
  }
}

Diagnostics mistakes_for_azure(policy::Config const& config) {
  auto mistakes = mistakes_of(config);
  check_reflection(config, mistakes);
  check_timing(config, mistakes);
  check_wildcards_in_names(config, mistakes);
  if (config.origins.size() > most_origins) {
    mistakes.push_back(not_expressible(fmt::format("{} origins", config.origins.size()),
                                       fmt::format("Azure Storage takes {} at most", most_origins), {"origins"}));
  }
  check_dashes(config, mistakes);
  check_methods(config, {"PUT", "DELETE", "PATCH", "MERGE"}, mistakes);
  check_named_origins_without_credentials(config, "Azure Storage", mistakes);
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
  text += "# Azure Storage, for a shell: b is blobs. 'add' alone would stand beside the old\n";
  text += "# rules, and the first that fits decides. Azure answers preflights itself, with\n";
  text += "# 200; the headers come only where Origin was sent, so a CDN in front has to\n";
  text += "# keep it in its key. (App Service and Functions have a list of origins only,\n";
  text += "# and allow any method and header.)\n";
  text += comment_on_max_age("#", config, longest_int32_age);
  text += "az storage cors clear --account-name ACCOUNT --services b\n";
  text += "az storage cors add --account-name ACCOUNT --services b \\\n";
  text += fmt::format("  --origins{} \\\n  --methods{}", words(origins_of(config)), words(all_methods(config)));
  if (!config.request_headers.empty()) {
    text += fmt::format(" \\\n  --allowed-headers{}", words(config.request_headers));
  }
  if (!config.response_headers.empty()) {
    text += fmt::format(" \\\n  --exposed-headers{}", words(config.response_headers));
  }
  if (auto const age = max_age_within(config, longest_int32_age)) {
    text += fmt::format(" \\\n  --max-age {}", *age);
  }
  return text + "\n";
}

}  // namespace corsage::platforms
