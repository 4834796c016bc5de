#include "corsage/formats/audit_fix.hpp"

#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace corsage::formats {
namespace {

/// Lines that are added to others double them, and browsers refuse both.
std::vector<std::string> notes_of(audit::Audited const& audited) {
  if (!audited.verdict.speaks_of_cors) {
    return {};
  }
  return {
      "Take out what sets Access-Control- headers now, here and in the application: beside these lines it would double "
      "them."};
}

}  // namespace

policy::Config shown(policy::Config config, http::Secrets secrets) {
  for (auto* const names : {&config.methods, &config.request_headers, &config.response_headers}) {
    std::erase_if(*names, [&](std::string const& name) { return http::shown_text(name, secrets) != name; });
  }
  return config;
}

std::optional<AuditFix> audit_fix(audit::Audited const& audited, http::Secrets secrets) {
  auto const& verdict = audited.verdict;
  if (!verdict.fix) {
    return std::nullopt;
  }
  platforms::Place const place{.paths = {http::shown_text(audited.target.url.path(), secrets)}};
  for (auto const token : std::array<std::string_view, 2>{verdict.platform, "any"}) {
    auto const* const platform = platforms::platform_named(token);
    if (platform == nullptr) {
      continue;
    }
    if (auto nearest = platforms::render_nearest(*platform, shown(*verdict.fix, secrets), place)) {
      return AuditFix{.platform = platform, .nearest = *std::move(nearest), .notes = notes_of(audited)};
    }
  }
  return std::nullopt;
}

}  // namespace corsage::formats
