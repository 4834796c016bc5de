#include "compile_origins.hpp"

#include <algorithm>
#include <array>

#include "corsage/policy/origin_pattern.hpp"
#include "corsage/url/origin.hpp"
#include "corsage/url/site.hpp"

namespace corsage::policy {
namespace {

/// Names that nobody can register, so that a wildcard before them means nobody's pages but one's own: RFC 6761, section 6;
/// RFC 6762 (local); and internal, which ICANN keeps for private use.
constexpr std::array<std::string_view, 6> names_nobody_registers{"localhost", "test",  "example",
                                                                 "invalid",   "local", "internal"};

/// A host that the pattern means.
std::string some_host(OriginPattern const& pattern) {
  return typical_hosts(pattern, "some").front();
}

/// Whether strangers can get names that the pattern's wildcard stands for.
bool is_open_to_strangers(OriginPattern const& pattern) {
  if (!pattern.has_wildcard_host()) {
    return false;
  }
  auto name = pattern.host();
  if (name.ends_with('.')) {
    name.remove_suffix(1);
  }
  auto const top = name.substr(name.rfind('.') + 1);
  if (std::ranges::find(names_nobody_registers, top) != names_nobody_registers.end()) {
    return false;
  }
  // A host below one's own domain is registered with it. Otherwise the label is what somebody registers.
  auto const host = some_host(pattern);
  auto const registered = url::registrable_domain(host);
  return registered.empty() || registered.size() > pattern.host().size();
}

bool is_insecure(OriginPattern const& pattern) {
  if (pattern.scheme() != "http") {
    return false;
  }
  return !url::is_loopback_host(pattern.has_wildcard_host() ? some_host(pattern) : std::string(pattern.host()));
}

/// The checks of one pattern that was read.
void check_pattern(OriginPattern const& pattern, Config const& config, SourceRange const& place, Mistakes& mistakes) {
  auto const text = [&pattern] { return pattern.text(); };
  if (pattern.shape() == OriginShape::opaque && !config.dangerously_allow_null_origin) {
    mistakes.add(DiagnosticCode::policy_null_origin, text(), place);
  }
  if (pattern.shape() == OriginShape::everybody && config.credentials &&
      !config.dangerously_allow_any_origin_with_credentials) {
    mistakes.add(DiagnosticCode::policy_everybody_with_credentials, text(), place);
  }
  if (!config.dangerously_allow_public_suffixes && is_open_to_strangers(pattern)) {
    mistakes.add(
        DiagnosticCode::policy_public_suffix, text(), place,
        "name a domain of yours, as in https://*.example.com, or say dangerously_allow_public_suffixes = true");
  }
  if (config.credentials && !config.dangerously_allow_insecure_origins_with_credentials && is_insecure(pattern)) {
    auto const secure = "https" + text().substr(pattern.scheme().size());
    mistakes.add(DiagnosticCode::policy_insecure_origin, text(), place,
                 "serve the page over https (" + secure +
                     "), or say dangerously_allow_insecure_origins_with_credentials = true");
  }
}

void check_everybody(Config const& config, ConfigPlaces const& places, Mistakes& mistakes) {
  auto const everybody = std::ranges::find(config.origins, "*");
  bool const has_others = std::ranges::any_of(config.origins, [](std::string const& text) { return text != "*"; });
  if (everybody != config.origins.end() && has_others) {
    auto const entry = static_cast<std::size_t>(everybody - config.origins.begin());
    mistakes.add(DiagnosticCode::policy_everybody_not_alone, "*", place_of(places.origins, entry));
  }
}

std::size_t bytes_of(std::vector<std::string> const& texts) {
  std::size_t bytes = 0;
  for (auto const& text : texts) {
    bytes += text.size();
  }
  return bytes;
}

/// What was not written is missed at the table's header.
bool is_written(SourceRange const& list, ConfigPlaces const& places) {
  return list.line != 0 && (list.line != places.table.line || list.column != places.table.column);
}

/// What is not there: a list that is written, and empty, or one at all.
void miss_origins(ConfigPlaces const& places, Mistakes& mistakes) {
  auto const& list = places.origins.whole;
  bool const is_missing = places.table.line != 0 && !is_written(list, places);
  mistakes.add(DiagnosticCode::policy_origins_missing, is_missing ? "is missing" : "names nobody",
               list.line != 0 ? list : places.table,
               is_missing ? R"(name the origins that may read, as in ["https://app.example.com"], or write ["*"])"
                          : R"(an empty list never means everybody: name the origins, or write ["*"])");
}

}  // namespace

void compile_origins(Config const& config, ConfigPlaces const& places, Policy::Contents& contents, Mistakes& mistakes) {
  if (config.origins.empty()) {
    miss_origins(places, mistakes);
  }
  check_everybody(config, places, mistakes);
  contents.origins.reserve(config.origins.size(), bytes_of(config.origins));
  contents.config.origins.reserve(config.origins.size());
  for (std::size_t i = 0; i < config.origins.size(); ++i) {
    auto const& place = place_of(places.origins, i);
    auto const pattern = OriginPattern::parse(config.origins[i]);
    if (!pattern) {
      auto const& mistake = pattern.error().front();
      mistakes.add(mistake.code, mistake.value, place, mistake.expected);
      continue;
    }
    check_pattern(*pattern, config, place, mistakes);
    if (auto text = pattern->text(); contents.origins.add(*pattern, text)) {
      contents.config.origins.push_back(std::move(text));
    }
  }
  auto const is_everybody = std::ranges::find(contents.config.origins, "*") != contents.config.origins.end();
  if (is_everybody) {
    contents.origin_answer = config.credentials ? OriginAnswer::any_echo : OriginAnswer::wildcard;
  }
}

}  // namespace corsage::policy
