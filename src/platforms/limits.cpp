#include "limits.hpp"

#include <algorithm>
#include <cstdint>

#include "policy_words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace corsage::platforms {
namespace {

/// The methods that need no leave from browsers.
constexpr std::array<std::string_view, 3> methods_without_leave{"GET", "HEAD", "POST"};

/// The pattern https://**.example.com as products write it whose `*` stands for any letters: https://*.example.com . An
/// exact origin as it is. Nothing for what such a product cannot say: one label, and lists of ports.
std::optional<std::string> with_wide_wildcard(policy::OriginPattern const& origin) {
  if (!is_pattern(origin)) {
    return origin.text();
  }
  auto const& ports = origin.ports().ranges();
  bool const has_one_port = ports.size() == 1 && ports.front().first == ports.front().last;
  if (origin.shape() != policy::OriginShape::any_depth || !has_one_port) {
    return std::nullopt;
  }
  return fmt::format("{}://*.{}{}", origin.scheme(), origin.host(), origin.ports().text_for(origin.scheme()));
}

}  // namespace

std::vector<std::string> all_methods(policy::Config const& config) {
  std::vector<std::string> methods(methods_without_leave.begin(), methods_without_leave.end());
  for (auto const& method : config.methods) {
    if (std::ranges::find(methods, method) == methods.end()) {
      methods.push_back(method);
    }
  }
  return methods;
}

std::vector<std::string> header_names(policy::Config const& config) {
  if (is_everything(config.request_headers)) {
    return {"*", "authorization"};
  }
  return config.request_headers;
}

std::optional<std::uint64_t> max_age_within(policy::Config const& config, std::uint64_t longest) {
  return config.max_age ? std::optional(std::min(*config.max_age, longest)) : std::nullopt;
}

std::string comment_on_max_age(std::string_view mark, policy::Config const& config, std::uint64_t longest) {
  return config.max_age.value_or(0) > longest
             ? fmt::format("{} It takes {} seconds at most, where the policy has {}.\n", mark, longest, *config.max_age)
             : std::string();
}

void check_timing(policy::Config const& config, Diagnostics& mistakes) {
  if (config.timing) {
    mistakes.push_back(
        not_expressible("Timing-Allow-Origin", "leave timing out, or send it from the application", {"timing"}));
  }
}

void check_wildcards_with_credentials(policy::Config const& config, Diagnostics& mistakes) {
  if (config.credentials && (is_everything(config.methods) || is_everything(config.request_headers))) {
    mistakes.push_back(not_expressible("every method or every header together with credentials",
                                       "name the methods and headers that pages use",
                                       {is_everything(config.methods) ? "methods" : "request_headers", "*"}));
  }
}

void check_methods(policy::Config const& config, std::vector<std::string_view> const& known, Diagnostics& mistakes) {
  for (auto const& method : config.methods) {
    bool const needs_leave = std::ranges::find(methods_without_leave, method) == methods_without_leave.end();
    if (needs_leave && std::ranges::find(known, method) == known.end()) {
      mistakes.push_back(not_expressible(method == "*" ? "every method" : "the method " + method,
                                         fmt::format("use one of those that it knows: {}", fmt::join(known, ", ")),
                                         {"methods", method}));
    }
  }
}

void check_named_origins_without_credentials(policy::Config const& config, std::string_view product,
                                             Diagnostics& mistakes) {
  if (!config.credentials && origin_rule(config) != OriginRule::everybody) {
    mistakes.push_back(
        not_expressible("named origins without credentials",
                        fmt::format("{} allows credentials to each origin that is named, and reads no cookie: "
                                    "say credentials = true, or origins = [\"*\"]",
                                    product),
                        {"credentials"}));
  }
}

void check_reflection(policy::Config const& config, Diagnostics& mistakes) {
  if (origin_rule(config) == OriginRule::reflected) {
    mistakes.push_back(
        not_expressible("credentials for every origin", "name the origins that may use them", {"credentials"}));
  }
}

void check_age_of_nothing(policy::Config const& config, Diagnostics& mistakes) {
  if (config.max_age && *config.max_age == 0) {
    mistakes.push_back(not_expressible("that no preflight's answer is kept",
                                       "leave max_age out: browsers keep it for 5 seconds", {"max_age"}));
  }
}

Diagnostic pattern_not_expressible(policy::OriginPattern const& origin) {
  return not_expressible("the pattern " + origin.text(),
                         origin.shape() == policy::OriginShape::one_label ? "name each origin, or say '**.', any depth"
                                                                          : "name each port, in an entry of its own",
                         {"origins", origin.text()});
}

std::vector<std::string> with_wide_wildcards(policy::Config const& config, Diagnostics& mistakes) {
  if (is_everything(config.origins)) {
    return config.origins;
  }
  std::vector<std::string> origins;
  for (auto const& origin : patterns_of(config)) {
    if (auto written = with_wide_wildcard(origin)) {
      origins.push_back(*std::move(written));
    } else {
      mistakes.push_back(pattern_not_expressible(origin));
    }
  }
  return origins;
}

std::array<HeaderNames, 2> header_lists(policy::Config const& config) {
  return {{{"request_headers", &config.request_headers}, {"response_headers", &config.response_headers}}};
}

void check_wildcards_in_names(policy::Config const& config, Diagnostics& mistakes) {
  for (auto const& [key, names] : header_lists(config)) {
    for (auto const& name : *names) {
      if (name != "*" && name.find('*') != std::string::npos) {
        mistakes.push_back(not_expressible("the header name " + name,
                                           "its * would stand for any letters there: use another name", {key, name}));
      }
    }
  }
}

}  // namespace corsage::platforms
