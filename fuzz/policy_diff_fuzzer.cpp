#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "corsage/policy/compile.hpp"
#include "corsage/policy/decide.hpp"
#include "corsage/policy/diff.hpp"

/// Two policies with a line "-" between them. Each line has a letter and a value: o an origin, m a method, h a request
/// header, e a response header, a max_age; c credentials, f full lists, t timing; what is dangerous is allowed.
namespace corsage::policy {
namespace {

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

void read_line(char letter, std::string_view value, Config& config) {
  switch (letter) {
    case 'o': config.origins.emplace_back(value); break;
    case 'm': config.methods.emplace_back(value); break;
    case 'h': config.request_headers.emplace_back(value); break;
    case 'e': config.response_headers.emplace_back(value); break;
    case 'a': config.max_age = value.size(); break;
    case 'c': config.credentials = true; break;
    case 'f': config.discloses_full_lists = true; break;
    case 't': config.timing = true; break;
    default: break;
  }
}

Config take_config(std::string_view& input) {
  Config config{.dangerously_allow_null_origin = true,
                .dangerously_allow_any_origin_with_credentials = true,
                .dangerously_allow_insecure_origins_with_credentials = true,
                .dangerously_allow_public_suffixes = true};
  while (!input.empty()) {
    auto const end = std::min(input.find('\n'), input.size());
    auto const line = input.substr(0, end);
    input.remove_prefix(std::min(end + 1, input.size()));
    if (line == "-") {
      break;
    }
    if (!line.empty()) {
      read_line(line.front(), line.substr(1), config);
    }
  }
  return config;
}

/// Whether the witness gets two answers, and the two verdicts where the difference says so.
bool is_proved(Policy const& before, Policy const& after, Difference const& difference) {
  FoundIncoming const incoming(difference.witness.method, difference.witness.headers);
  auto const shift = decide_beside(before, after, incoming.view()).shift;
  if (effect_of(difference) != Effect::verdict || difference.witness.with_credentials) {
    return shift != Shift::none;
  }
  return shift == (difference.change == Change::gained ? Shift::newly_allowed : Shift::newly_refused);
}

}  // namespace
}  // namespace corsage::policy

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace corsage::policy;
  std::string_view input(reinterpret_cast<char const*>(data), size);
  auto const first = take_config(input);
  auto const second = take_config(input);
  advise(first);
  auto const before = compile(first);
  auto const after = compile(second);
  if (before) {
    require(compile(print(*before)).value() == *before);
    require(diff(*before, *before).empty());
  }
  if (!before || !after) {
    return 0;
  }
  auto const differences = diff(*before, *after);
  for (auto const& difference : differences) {
    require(is_proved(*before, *after, difference));
  }
  require(diff(*after, *before).size() == differences.size());
  return 0;
}
