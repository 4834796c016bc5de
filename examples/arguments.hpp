#pragma once

#include <charconv>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "corsage/formats/compiled_policy.hpp"
#include "corsage/report/diagnostic_text.hpp"

/// What the example servers are started with: PROGRAM POLICY-FILE PORT
namespace example {

struct Arguments {
  corsage::policy::Policy policy;
  std::uint16_t port;
};

inline std::optional<std::string> content_of(char const* file) {
  std::ifstream stream(file, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  return stream ? std::optional(std::move(content)) : std::nullopt;
}

inline std::optional<std::uint16_t> port_of(std::string_view text) {
  std::uint16_t port = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && end == text.data() + text.size() && port > 0 ? std::optional(port) : std::nullopt;
}

/// Nothing, and a word about it on standard error, where they are not in order.
inline std::optional<Arguments> arguments_of(int count, char** arguments) {
  auto const port = count == 3 ? port_of(arguments[2]) : std::nullopt;
  if (!port) {
    std::cerr << "usage: " << (count > 0 ? arguments[0] : "server") << " POLICY-FILE PORT\n";
    return std::nullopt;
  }
  auto const content = content_of(arguments[1]);
  if (!content) {
    std::cerr << arguments[1] << ": cannot be read\n";
    return std::nullopt;
  }
  auto compiled = corsage::formats::compile_policy_file(*content, arguments[1]);
  for (auto const& mistake : compiled.mistakes) {
    std::cerr << corsage::report::diagnostic_line(mistake) << '\n';
  }
  return compiled.policy ? std::optional(Arguments{*compiled.policy, *port}) : std::nullopt;
}

}  // namespace example
