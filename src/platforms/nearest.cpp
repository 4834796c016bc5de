#include "corsage/platforms/nearest.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "corsage/policy/compile.hpp"
#include "policy_words.hpp"

namespace corsage::platforms {
namespace {

void add_missing(std::vector<std::string> const& names, std::vector<std::string>& list) {
  for (auto const& name : names) {
    if (std::ranges::find(list, name) == list.end()) {
      list.push_back(name);
    }
  }
}

void allow_credentials(policy::Config& config) {
  config.credentials = true;
}

void share_headers(policy::Config& config) {
  add_missing(config.response_headers, config.request_headers);
  config.response_headers = config.request_headers;
}

void leave_timing_out(policy::Config& config) {
  config.timing = false;
}

void leave_max_age_out(policy::Config& config) {
  config.max_age.reset();
}

struct Row {
  Departure departure;
  void (*apply)(policy::Config& config);
};

constexpr std::array rows{
    Row{Departure::timing, leave_timing_out},
    Row{Departure::max_age, leave_max_age_out},
    Row{Departure::one_header_list, share_headers},
    Row{Departure::credentials, allow_credentials},
};

/// What the platform still cannot say of it. What no policy may say is worse than all that.
std::size_t count_of_mistakes(Result<std::string> const& text, policy::Config const& config, std::size_t worst) {
  if (!policy::compile(config)) {
    return worst;
  }
  return text ? 0 : text.error().size();
}

}  // namespace

Result<Nearest> render_nearest(Platform const& platform, policy::Config const& config, Place const& place) {
  Nearest nearest{.policy = config};
  auto text = platform.render(config, place);
  if (!text) {
    auto mistakes = std::move(text.error());
    auto left = mistakes.size();
    for (auto const& [departure, apply] : rows) {
      if (left == 0) {
        break;
      }
      auto candidate = nearest.policy;
      apply(candidate);
      auto attempt = platform.render(candidate, place);
      if (auto const count = count_of_mistakes(attempt, candidate, mistakes.size()); count < left) {
        left = count;
        text = std::move(attempt);
        nearest.policy = std::move(candidate);
        nearest.departures.push_back(departure);
      }
    }
    if (left > 0) {
      return std::unexpected(std::move(mistakes));
    }
  }
  nearest.text = *std::move(text);
  return nearest;
}

}  // namespace corsage::platforms
