// What holds of every layer, whatever it writes.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/base/bytes.hpp"
#include "corsage/explain/hops.hpp"
#include "layers.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace corsage::explain {
namespace {

using layers::actual_of_app;
using layers::added;
using layers::Answers;
using layers::app;
using layers::Lines;
using layers::preflight_of_app;
using layers::without;

// Whatever order, case, spaces and empty elements a layer gives a list, however it splits it into lines.

std::string recased(std::string_view name) {
  std::string text(name);
  for (char& byte : text) {
    byte = *rc::gen::arbitrary<bool>() ? byte_lowercase(byte) : byte;
  }
  return text;
}

/// The same list, as another server would write it.
Lines rewritten(http::HeaderList::Line const& line, std::vector<std::string>& memory) {
  auto const keep = [&memory](std::string text) { return std::string_view(memory.emplace_back(std::move(text))); };
  auto const name = keep(recased(line.name));
  bool const is_list = line.value.find(',') != std::string_view::npos;
  if (!is_list) {
    return {{name, line.value}};
  }
  auto const comma = line.value.find(',');
  auto const first = line.value.substr(0, comma);
  auto const second = line.value.substr(comma + 2);
  switch (*rc::gen::inRange(0, 3)) {
    case 0: return {{name, second}, {name, first}};
    case 1: return {{name, keep(std::string(second) + " ,\t" + std::string(first) + ",")}};
    default: return {{name, keep(std::string(first) + "," + std::string(second) + ", " + std::string(first))}};
  }
}

Lines shuffled(Lines const& lines, std::vector<std::string>& memory) {
  Lines all;
  for (auto const& line : lines) {
    auto const again = rewritten(line, memory);
    // The lines of one name stay in their places among each other.
    auto const place = *rc::gen::inRange<std::size_t>(0, all.size() + 1);
    all.insert(all.begin() + static_cast<std::ptrdiff_t>(place), again.begin(), again.end());
  }
  return all;
}

RC_GTEST_PROP(HopsProperties, WhatMeansTheSameIsNoFinding, ()) {
  std::vector<std::string> memory;
  memory.reserve(64);
  Answers const outer{.preflight = shuffled(preflight_of_app, memory),
                      .actual = added(shuffled(actual_of_app, memory), "Server", "nginx")};
  std::vector const layers{layers::layer("app", app), layers::layer("nginx", outer)};
  RC_ASSERT(compare(layers).empty());
}

RC_GTEST_PROP(HopsProperties, ALineThatIsTakenAwayIsAlwaysTold, ()) {
  auto const index = *rc::gen::inRange<std::size_t>(0, 4);
  auto const name = std::string(actual_of_app[index].name);
  std::vector const layers{layers::layer("app", app), layers::layer("nginx", {.preflight = preflight_of_app,
                                                                              .actual = without(actual_of_app, name)})};
  auto const findings = compare(layers);
  RC_ASSERT(findings.size() == 1U);
  RC_ASSERT(byte_case_insensitive_equal(findings.front().header, name));
  RC_ASSERT(findings.front().effect != Effect::informs);
}

}  // namespace
}  // namespace corsage::explain
