#pragma once

#include <cstdint>
#include <vector>

#include "tally.hpp"

#include <prometheus/collectable.h>
#include <prometheus/metric_family.h>

namespace corsage::gateway {

/// What belongs to no worker.
struct GatewayFigures {
  std::uint64_t reloads_taken = 0;
  std::uint64_t reloads_refused = 0;
  std::uint64_t dropped_log_lines = 0;
  bool is_draining = false;
};

/// All that the workers counted, summed, as Prometheus has it.
///
/// https://prometheus.io/docs/concepts/data_model/
class Metrics final : public prometheus::Collectable {
 public:
  Metrics(std::vector<WorkerFigures> const& workers, GatewayFigures const& gateway);

  std::vector<prometheus::MetricFamily> Collect() const override;

 private:
  GatewayFigures gateway_;
  std::vector<RouteTally> by_mode_;   ///< one for each route and mode
  std::vector<RouteTally> by_route_;  ///< one for each route
  std::vector<PoolFigures> pools_;
  NamedCounts limits_;
  NamedCounts own_answers_;
  std::uint64_t connections_ = 0;
  std::uint64_t accepted_ = 0;
};

}  // namespace corsage::gateway
