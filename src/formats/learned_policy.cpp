#include "corsage/formats/learned_policy.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <iterator>
#include <tuple>
#include <utility>
#include <vector>

#include "corsage/policy/compile.hpp"
#include "corsage/policy/origin_pattern.hpp"
#include "toml_text.hpp"

#include <fmt/format.h>

namespace corsage::formats {
namespace {

using policy::Config;
using Counts = LearnedPolicy::Counts;
using Count = std::pair<std::string, std::uint64_t>;

std::string times(std::uint64_t count) {
  return count == 1 ? std::string("once") : fmt::format("{} times", count);
}

std::string counted(std::uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

void add(Counts& sums, Counts const& counts) {
  for (auto const& [name, count] : counts) {
    count_name(sums, name, count);
  }
}

/// The names that were seen, the most frequent first: those that a policy can list, and the others.
struct Sorted {
  std::vector<Count> listed;
  std::vector<Count> others;
};

Sorted sorted(Counts const& counts, std::function<bool(std::string const&)> const& can_be_listed) {
  Sorted names;
  for (auto const& count : counts) {
    (can_be_listed(count.first) ? names.listed : names.others).emplace_back(count);
  }
  for (auto* const list : {&names.listed, &names.others}) {
    std::ranges::sort(*list, [](Count const& left, Count const& right) {
      return std::tie(right.second, left.first) < std::tie(left.second, right.first);
    });
  }
  return names;
}

/// A wildcard that somebody sent as his origin is no pattern.
bool is_one_origin(std::string const& origin) {
  auto const pattern = policy::OriginPattern::parse(origin);
  return pattern && pattern->text() == origin &&
         (pattern->shape() == policy::OriginShape::exact || pattern->shape() == policy::OriginShape::opaque);
}

/// Whether a policy can have the name in that list.
std::function<bool(std::string const&)> can_be_in(std::vector<std::string> Config::* list) {
  return [list](std::string const& name) {
    Config config{.origins = {"https://page.test"}};
    (config.*list).push_back(name);
    return name != "*" && policy::compile(config).has_value();
  };
}

void append_list(std::string& text, std::string_view key, Sorted const& names) {
  if (names.listed.empty() && names.others.empty()) {
    return;
  }
  if (!names.listed.empty()) {
    text += fmt::format("{} = [\n", key);
    for (auto const& [name, count] : names.listed) {
      text += fmt::format("  {},  # {}\n", toml_string(name), times(count));
    }
    text += "]\n";
  }
  for (auto const& [name, count] : names.others) {
    text += fmt::format("# {}: {} was seen {}, and no policy can list it\n", key, toml_string(name), times(count));
  }
}

std::vector<std::string> names_of(Sorted const& seen) {
  std::vector<std::string> names;
  std::ranges::transform(seen.listed, std::back_inserter(names), &Count::first);
  return names;
}

/// The dangerous keys without which no policy would allow what was seen.
void append_dangers(std::string& text, Config const& config) {
  auto const compiled = policy::compile(config);
  if (compiled.has_value()) {
    return;
  }
  constexpr auto keys = std::to_array<std::pair<DiagnosticCode, std::string_view>>({
      {DiagnosticCode::policy_null_origin, "dangerously_allow_null_origin"},
      {DiagnosticCode::policy_insecure_origin, "dangerously_allow_insecure_origins_with_credentials"},
  });
  for (auto const& [code, key] : keys) {
    if (std::ranges::find(compiled.error(), code, &Diagnostic::code) != compiled.error().end()) {
      text += fmt::format("{} = true  # look at this: corsage explain {}\n", key, to_string(*policy::reason_of(code)));
    }
  }
}

void append_credentials(std::string& text, LearnedPolicy const& learned) {
  if (learned.with_cookies > 0) {
    text += fmt::format("credentials = true  # {} had cookies\n", counted(learned.with_cookies, "request"));
  } else if (learned.offered > 0) {
    text += fmt::format(
        "# credentials = true  # was offered {}, and no request had cookies; a page that asks with credentials and "
        "has\n"
        "#                     # none yet cannot be told from one that asks without\n",
        times(learned.offered));
  }
}

void append_exposed(std::string& text, LearnedPolicy const& learned, Sorted const& exposed) {
  if (learned.exposing_all > 0 && learned.with_cookies == 0) {
    text += fmt::format("response_headers = [\"*\"]  # {}; which of them pages read cannot be seen\n",
                        times(learned.exposing_all));
    return;
  }
  append_list(text, "response_headers", exposed);
}

}  // namespace

LearnedPolicy& LearnedPolicy::operator+=(LearnedPolicy const& other) {
  requests += other.requests;
  preflights += other.preflights;
  add(origins, other.origins);
  add(methods, other.methods);
  add(request_headers, other.request_headers);
  add(response_headers, other.response_headers);
  with_cookies += other.with_cookies;
  offered += other.offered;
  exposing_all += other.exposing_all;
  timing += other.timing;
  for (auto const& [seconds, count] : other.max_ages) {
    max_ages[seconds] += count;
  }
  return *this;
}

void count_name(LearnedPolicy::Counts& counts, std::string_view name, std::uint64_t times) {
  if (auto const known = counts.find(name); known != counts.end()) {
    known->second += times;
  } else if (counts.size() < LearnedPolicy::most_names) {
    counts.emplace(name, times);
  }
}

std::string write_learned_policy(LearnedPolicy const& learned) {
  auto const origins = sorted(learned.origins, is_one_origin);
  auto text = fmt::format(
      "# What pages asked for through the gateway and got: {}, {}.\n"
      "# The least policy that allows it. Read it before you use it: whoever was let in is in it, strangers too.\n",
      counted(learned.requests, "request"), counted(learned.preflights, "preflight"));
  if (origins.listed.empty()) {
    return text;
  }
  auto const methods = sorted(learned.methods, can_be_in(&Config::methods));
  auto const request_headers = sorted(learned.request_headers, can_be_in(&Config::request_headers));
  text += "[cors]\n";
  append_list(text, "origins", origins);
  append_credentials(text, learned);
  append_list(text, "methods", methods);
  append_list(text, "request_headers", request_headers);
  append_exposed(text, learned, sorted(learned.response_headers, can_be_in(&Config::response_headers)));
  if (!learned.max_ages.empty()) {
    auto const [seconds, count] = *learned.max_ages.begin();
    text += fmt::format("max_age = {}  # the shortest that was answered, {}\n", seconds, times(count));
  }
  if (learned.timing > 0) {
    text += fmt::format("timing = true  # {}\n", times(learned.timing));
  }
  append_dangers(text, {.origins = names_of(origins), .credentials = learned.with_cookies > 0});
  return text;
}

}  // namespace corsage::formats
