#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "case.hpp"
#include "corsage/base/bytes.hpp"
#include "corsage/http/header_names.hpp"
#include "corsage/http/storable.hpp"
#include "http_date.hpp"
#include "http_lists.hpp"

namespace corsage::audit {
namespace {

using trace::Reason;
namespace header = http::header;

bool is_storable(Asked const& asked) {
  return asked.answered() != nullptr && http::is_storable(asked.answered()->response);
}

/// The seconds of the directive; nothing where it is not there, none where it is no number.
std::optional<std::uint64_t> seconds_of(std::set<std::string> const& control, std::string_view name) {
  for (auto const& directive : control) {
    if (directive.starts_with(name) && directive.substr(name.size()).starts_with('=')) {
      auto const text = strip(std::string_view(directive).substr(name.size() + 1), "\"");
      std::uint64_t seconds = 0;
      auto const result = std::from_chars(text.data(), text.data() + text.size(), seconds);
      return result.ec == std::errc::result_out_of_range ? std::numeric_limits<std::uint64_t>::max() : seconds;
    }
  }
  return std::nullopt;
}

/// https://httpwg.org/specs/rfc9111.html#calculating.freshness.lifetime : whether caches may give it away without asking
/// again. An age goes before a date, and that of shared caches before the one of all.
bool is_cacheable(Asked const& asked) {
  auto const& headers = headers_of(asked);
  auto const control = directives(headers, "cache-control");
  if (control.contains("no-cache")) {
    return false;
  }
  auto const shared = seconds_of(control, "s-maxage");
  auto const age = seconds_of(control, "max-age");
  if (shared || age) {
    return shared.value_or(0) > 0 || age.value_or(0) > 0;
  }
  if (auto const expires = only_line(headers, "expires")) {
    return !is_past(*expires, headers);
  }
  return control.contains("public") || control.contains("immutable");
}

bool varies_by_origin(Asked const& asked) {
  auto const names = directives(headers_of(asked), header::vary);
  return names.contains("origin") || names.contains("*");
}

}  // namespace

void judge_caching(Case& the_case) {
  auto const& answers = the_case.answers;
  if (the_case.target.method != "GET" && the_case.target.method != "HEAD") {
    // Caches keep hardly anything else.
    return;
  }
  std::vector<std::size_t> storable;
  for (auto const number :
       {answers.first(ProbeKind::without_origin), the_case.trusted, answers.first(ProbeKind::stranger)}) {
    if (number && is_storable(answers[*number])) {
      storable.push_back(*number);
    }
  }
  auto const allowed = [&](std::size_t number) {
    return lines_of(headers_of(answers[number]), header::access_control_allow_origin);
  };
  auto const differs = [&](std::size_t number) { return allowed(number) != allowed(storable.front()); };
  auto const varies = [&](std::size_t number) { return varies_by_origin(answers[number]); };
  auto const without = std::ranges::find_if_not(storable, varies);
  if (std::ranges::none_of(storable, differs) || without == storable.end()) {
    return;
  }
  auto const other =
      std::ranges::find_if(storable, [&](std::size_t number) { return allowed(number) != allowed(*without); });
  bool const is_conditional = std::ranges::any_of(storable, varies);
  auto& finding =
      add(the_case, {.reason = is_conditional ? Reason::vary_origin_conditional : Reason::vary_origin_missing,
                     .probe = *without,
                     .control = *other});
  bool const is_kept = std::ranges::any_of(storable, [&](std::size_t number) { return is_cacheable(answers[number]); });
  if (!is_conditional && is_kept) {
    finding.variant = variant_of_kept_answers;
    finding.severity = finding_text(finding.reason)->credentialed;
  }
}

}  // namespace corsage::audit
