#include "corsage/explain/hops.hpp"

#include <algorithm>
#include <utility>

#include "corsage/fetch/session.hpp"
#include "corsage/http/header_names.hpp"
#include "layer_cache.hpp"

namespace corsage::explain {
namespace {

/// The answer to a preflight that allows whatever it asks for.
fetch::Answered consent_to(fetch::WireRequest const& preflight) {
  auto const asked = [&](std::string_view name) {
    auto const value = preflight.headers.get(name);
    return value ? std::string(value->view()) : std::string();
  };
  fetch::Answered consent;
  consent.response.headers = {
      {http::header::access_control_allow_origin, asked(http::header::origin)},
      {http::header::access_control_allow_credentials, "true"},
      {http::header::access_control_allow_methods, asked(http::header::access_control_request_method)},
      {http::header::access_control_allow_headers, asked(http::header::access_control_request_headers)},
  };
  return consent;
}

bool answers(Layer const& layer) {
  return failure_of(layer) == nullptr;
}

}  // namespace

std::string_view to_string(Turn turn) {
  switch (turn) {
    case Turn::page: return "page";
    case Turn::stranger: return "stranger";
    case Turn::page_again: return "page-again";
    case Turn::afresh: return "afresh";
  }
  return "";
}

std::string_view to_string(Effect effect) {
  switch (effect) {
    case Effect::blocks: return "blocks";
    case Effect::harms: return "harms";
    case Effect::informs: return "informs";
  }
  return "";
}

std::vector<fetch::WireRequest> questions_of(fetch::Request const& request, fetch::Environment const& environment) {
  std::vector<fetch::WireRequest> questions;
  fetch::Run run;
  fetch::fetch(request, environment, 0, run, [&](fetch::WireRequest const& question) {
    questions.push_back(question);
    return question.leg == trace::Leg::preflight
               ? std::optional<std::variant<fetch::Answered, fetch::Failed>>(consent_to(question))
               : std::nullopt;
  });
  return questions;
}

fetch::Exchange const* exchange_of(Layer const& layer, Turn turn, trace::Leg leg) {
  auto const& exchanges = layer.answers[static_cast<std::size_t>(turn)];
  auto const found =
      std::ranges::find_if(exchanges, [leg](fetch::Exchange const& exchange) { return exchange.request.leg == leg; });
  return found == exchanges.end() ? nullptr : &*found;
}

http::Response const* answer_of(Layer const& layer, Turn turn, trace::Leg leg) {
  auto const* const exchange = exchange_of(layer, turn, leg);
  auto const* const answered = exchange == nullptr ? nullptr : exchange->answered();
  return answered == nullptr ? nullptr : &answered->response;
}

fetch::Failed const* failure_of(Layer const& layer) {
  for (auto const& exchange : layer.answers[static_cast<std::size_t>(Turn::page)]) {
    if (auto const* const failed = exchange.failed()) {
      return failed;
    }
  }
  return nullptr;
}

std::optional<bool> passes(Layer const& layer, trace::Leg leg) {
  if (answer_of(layer, Turn::page, leg) == nullptr) {
    return std::nullopt;
  }
  return std::ranges::none_of(layer.causes, [leg](Cause const& cause) { return cause.leg == leg; });
}

std::optional<Turn> turn_in_doubt(Layer const& inner, Layer const& outer) {
  for (auto const leg : {trace::Leg::actual, trace::Leg::preflight}) {
    if (auto const turn = mixed_up_turn(inner, outer, leg)) {
      return turn;
    }
  }
  return std::nullopt;
}

std::optional<std::size_t> blocked_from(std::span<Layer const> layers) {
  std::optional<std::size_t> from;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    if (!answers(layers[i])) {
      continue;
    }
    if (layers[i].verdict != fetch::Verdict::blocked) {
      from.reset();
    } else if (!from) {
      from = i;
    }
  }
  return from;
}

std::vector<Fingerprint> own_products(std::span<Fingerprint const> inner, std::span<Fingerprint const> outer) {
  std::vector<Fingerprint> own;
  for (auto const& fingerprint : outer) {
    bool const is_inner =
        std::ranges::any_of(inner, [&](Fingerprint const& other) { return other.product == fingerprint.product; });
    if (!is_inner) {
      own.push_back(fingerprint);
    }
  }
  return own;
}

}  // namespace corsage::explain
