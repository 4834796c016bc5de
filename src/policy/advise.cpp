#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <unordered_map>

#include "corsage/base/bytes.hpp"
#include "corsage/base/eight_bytes.hpp"
#include "corsage/http/method.hpp"
#include "corsage/http/safelisted_header.hpp"
#include "corsage/policy/compile.hpp"
#include "mistakes.hpp"
#include "pattern_index.hpp"

namespace corsage::policy {
namespace {

/// How long browsers keep a preflight at most, in seconds.
/// Chromium: preflight_result.cc, kMaxTimeout. Firefox: nsCORSListenerProxy.cpp, AddResultToCache.
/// WebKit: CrossOriginPreflightResultCache.cpp, maxPreflightCacheTimeout.
struct Cap {
  std::string_view browser;
  std::uint64_t seconds;
};
constexpr std::array<Cap, 3> caps{{{"Safari", 600}, {"Chrome", 7200}, {"Firefox", longest_kept_preflight}}};
static_assert(std::ranges::max(caps, {}, &Cap::seconds).seconds == longest_kept_preflight);

/// The patterns of a list that can be read, and where each stands in it.
struct Read {
  std::vector<OriginPattern> patterns;
  std::vector<std::size_t> entries;
};

Read read_origins(Config const& config) {
  Read read;
  for (std::size_t i = 0; i < config.origins.size(); ++i) {
    if (auto pattern = OriginPattern::parse(config.origins[i])) {
      read.patterns.push_back(*std::move(pattern));
      read.entries.push_back(i);
    }
  }
  return read;
}

/// Who means all of a redundant pattern.
std::string who_covers(PatternIndex const& index, std::size_t covered, std::string_view fresh) {
  auto const cover = index.find_cover(index.patterns()[covered], fresh, covered);
  return cover == PatternIndex::nobody ? "leave it out: others mean it together"
                                       : "leave it out: " + index.patterns()[cover].text() + " means it too";
}

void advise_on_redundancy(Read const& read, ConfigPlaces const& places, Mistakes& advice) {
  PatternIndex index(read.patterns);
  auto const fresh = fresh_label_for(read.patterns);
  std::unordered_map<std::string, std::size_t> first_of;
  for (std::size_t i = 0; i < read.patterns.size(); ++i) {
    first_of.try_emplace(read.patterns[i].text(), i);
  }
  // From the last on, so that of two that mean the same the first one stays.
  for (auto i = read.patterns.size(); i-- > 0;) {
    auto const& pattern = read.patterns[i];
    // Beside everybody others are a mistake, which `compile` tells.
    bool const is_beside_everybody = index.has(OriginShape::everybody) && pattern.shape() != OriginShape::everybody;
    if (is_beside_everybody || !index.covers(pattern, fresh, i)) {
      continue;
    }
    index.drop(i);
    auto const text = pattern.text();
    auto const& place = place_of(places.origins, read.entries[i]);
    if (first_of[text] != i) {
      advice.add(DiagnosticCode::policy_repeated, text, place);
    } else {
      advice.add(DiagnosticCode::policy_origin_redundant, text, place, who_covers(index, i, fresh));
    }
  }
}

void advise_on_origins(Config const& config, ConfigPlaces const& places, Mistakes& advice) {
  auto const read = read_origins(config);
  for (std::size_t i = 0; i < read.patterns.size(); ++i) {
    auto const& written = config.origins[read.entries[i]];
    if (!is_ascii(written)) {
      advice.add(DiagnosticCode::policy_origin_unicode, written, place_of(places.origins, read.entries[i]),
                 "taken as " + read.patterns[i].text());
    }
  }
  advise_on_redundancy(read, places, advice);
}

/// Entries that stand there already, and entries that need no leave.
template <typename Canonical, typename IsNeedless>
void advise_on_names(std::vector<std::string> const& names, ConfigPlaces::List const& places, DiagnosticCode needless,
                     Canonical canonical, IsNeedless is_needless, Mistakes& advice) {
  std::set<std::string> seen;
  for (std::size_t i = 0; i < names.size(); ++i) {
    auto const name = canonical(names[i]);
    if (!seen.insert(name).second) {
      advice.add(DiagnosticCode::policy_repeated, names[i], place_of(places, i));
    } else if (is_needless(name)) {
      advice.add(needless, names[i], place_of(places, i));
    }
  }
}

/// Content-Type is none of these: pages ask for it whenever they send JSON.
bool is_seldom_asked_for(std::string const& name) {
  return name != "content-type" && std::ranges::find(http::cors_safelisted_request_header_names, name) !=
                                       http::cors_safelisted_request_header_names.end();
}

void advise_on_max_age(Config const& config, ConfigPlaces const& places, Mistakes& advice) {
  std::string capped;
  for (auto const& cap : caps) {
    if (config.max_age.value_or(0) > cap.seconds) {
      capped.append(capped.empty() ? "" : ", ").append(cap.browser).append(" keeps it for ");
      capped.append(std::to_string(cap.seconds));
    }
  }
  if (!capped.empty()) {
    advice.add(DiagnosticCode::policy_max_age_capped, std::to_string(*config.max_age), places.max_age, capped);
  }
}

}  // namespace

Diagnostics advise(Config const& config, ConfigPlaces const& places) {
  Mistakes advice;
  auto const as_written = [](std::string const& name) { return name; };
  auto const in_lower_case = [](std::string const& name) { return byte_lowercase(name); };
  advise_on_origins(config, places, advice);
  advise_on_names(config.methods, places.methods, DiagnosticCode::policy_method_safelisted, as_written,
                  http::is_cors_safelisted_method, advice);
  advise_on_names(config.request_headers, places.request_headers, DiagnosticCode::policy_request_header_safelisted,
                  in_lower_case, is_seldom_asked_for, advice);
  advise_on_names(config.response_headers, places.response_headers, DiagnosticCode::policy_response_header_safelisted,
                  in_lower_case, http::is_cors_safelisted_response_header_name, advice);
  advise_on_max_age(config, places, advice);
  return advice.take();
}

}  // namespace corsage::policy
