#include "corsage/policy/port_set.hpp"

#include <algorithm>
#include <cstdint>
#include <set>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace corsage::policy {
namespace {

constexpr std::uint16_t last_small_port = 12;

struct Row {
  std::string_view name;
  std::string_view scheme = "https";
  PortSet ports;
  std::string_view text;
};

TEST(PortSet, IsWrittenAsInAPattern) {
  std::vector<Row> const rows = {
      {.name = "the implied port is not written", .ports = PortSet(443), .text = ""},
      {.name = "a scheme without a default port",
       .scheme = "capacitor",
       .ports = PortSet(PortSet::unnamed),
       .text = ""},
      {.name = "one port", .ports = PortSet(8080), .text = ":8080"},
      {.name = "the default port of another scheme", .ports = PortSet(80), .text = ":80"},
      {.name = "ports that touch are a range", .ports = PortSet{{8080, 8080}, {8081, 8081}}, .text = ":[8080-8081]"},
      {.name = "ports in order", .ports = PortSet{{9000, 9000}, {80, 90}}, .text = ":[80-90,9000]"},
      {.name = "all ports", .ports = PortSet::all_of("https"), .text = ":*"},
      {.name = "all ports, one by one", .ports = PortSet{{1, 65535}}, .text = ":*"},
      {.name = "all ports of a scheme without a default",
       .scheme = "capacitor",
       .ports = PortSet{{0, 65535}},
       .text = ":*"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(row.ports.text_for(row.scheme), row.text);
  }
}

PortSet port_set(std::set<int> const& ports) {
  PortSet made;
  for (int const port : ports) {
    made.add(PortSet::Range{static_cast<std::uint16_t>(port), static_cast<std::uint16_t>(port)});
  }
  return made;
}

rc::Gen<std::set<int>> small_ports() {
  return rc::gen::map(rc::gen::container<std::vector<int>>(rc::gen::inRange(0, last_small_port + 1)),
                      [](std::vector<int> const& ports) { return std::set<int>(ports.begin(), ports.end()); });
}

RC_GTEST_PROP(PortSet, AgreesWithASetOfNumbers, ()) {
  auto const left = *small_ports();
  auto const right = *small_ports();
  auto const made_left = port_set(left);
  auto const made_right = port_set(right);
  for (std::uint16_t port = 0; port <= last_small_port; ++port) {
    bool const is_left = left.contains(port);
    bool const is_right = right.contains(port);
    RC_ASSERT(made_left.contains(port) == is_left);
    RC_ASSERT(made_left.without(made_right).contains(port) == (is_left && !is_right));
    RC_ASSERT(made_left.intersection(made_right).contains(port) == (is_left && is_right));
  }
  RC_ASSERT(made_left.covers(made_right) == std::ranges::includes(left, right));
}

}  // namespace
}  // namespace corsage::policy
