#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "end_to_end/gateway/running_gateway.hpp"

namespace corsage::test {

/// A running gateway that has an admin listener.
class WatchedGateway : public RunningGateway {
 public:
  explicit WatchedGateway(Process::Arguments arguments);

  std::uint16_t admin_port() const { return admin_; }

  /// What the admin listener says: the whole answer.
  std::string tell(std::string_view path) const;

  /// The figure on the line of /metrics that begins so, up to the last space; -1 where there is none.
  double figure(std::string_view name_and_labels) const;

  /// The same, once it is what is expected, or after a while.
  double figure_when(std::string_view name_and_labels, double expected) const;

  /// The same, once it is no less.
  double figure_from(std::string_view name_and_labels, double least) const;

  /// Ends it, and gives what it said.
  Process::Ending end();

 private:
  double figure_that(std::string_view name_and_labels, std::function<bool(double)> const& is_right) const;

  std::uint16_t admin_ = 0;
};

}  // namespace corsage::test
