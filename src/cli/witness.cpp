#include "witness.hpp"

#include <algorithm>
#include <string_view>

#include "corsage/http/header_names.hpp"
#include "corsage/http/method.hpp"
#include "corsage/http/status.hpp"

#include <fmt/format.h>

namespace corsage::cli {
namespace {

/// The same question without its effect.
fetch::WireRequest harmless(fetch::WireRequest request) {
  request.method = "GET";
  request.sends_body = false;
  request.headers.remove(http::header::content_type);
  request.headers.remove("content-length");
  return request;
}

/// Whether they are one request of the page's, as different browsers make it.
bool are_same_but_for_headers(fetch::WireRequest const& one, fetch::WireRequest const& other) {
  return one.leg == other.leg && one.hop == other.hop && one.method == other.method && one.url == other.url;
}

}  // namespace

bool Witness::is_estimated(fetch::WireRequest const& request) const {
  auto const known = std::ranges::find(known_, request, &Known::request);
  return known != known_.end() && known->is_estimated;
}

std::vector<fetch::WireRequest> Witness::estimated() const {
  std::vector<fetch::WireRequest> requests;
  for (auto const& known : known_) {
    if (known.is_estimated) {
      requests.push_back(known.request);
    }
  }
  return requests;
}

Witness::Answer const& Witness::answer(fetch::WireRequest const& request) {
  auto const known = std::ranges::find(known_, request, &Known::request);
  return known != known_.end() ? known->answer : known_.emplace_back(learn(request)).answer;
}

Witness::Known Witness::learn(fetch::WireRequest const& request) {
  if (http::is_safe_method(request.method)) {
    return {.request = request, .answer = ask(request), .is_estimated = false};
  }
  if (unsafe_methods_ == UnsafeMethods::estimate) {
    return {.request = request, .answer = ask(harmless(request)), .is_estimated = true};
  }
  auto const sent = std::ranges::find_if(
      known_, [&](Known const& known) { return are_same_but_for_headers(known.request, request); });
  return sent != known_.end() ? Known{.request = request, .answer = sent->answer, .is_estimated = true}
                              : Known{.request = request, .answer = ask(request), .is_estimated = false};
}

Witness::Answer Witness::ask(fetch::WireRequest const& request) {
  auto const what = fmt::format("{} {}", request.method, request.url.href());
  transport_.start(request, request.sends_body ? std::string_view(body_) : std::string_view());
  while (!is_stopped_()) {
    auto finished = transport_.wait();
    if (!finished.empty()) {
      return std::move(finished.front().reception);
    }
    progress_.show(what);
  }
  return fetch::Failed{};
}

namespace {

/// Whether the exchange that the cause is about, or one before it, was answered by a GET in its place.
bool hangs_on_estimate(Witness const& witness, explain::Diagnosis const& diagnosis, explain::Cause const& cause) {
  for (auto earlier = cause; earlier.exchange >= 0; --earlier.exchange) {
    auto const* const exchange = exchange_of(diagnosis, earlier);
    if (exchange != nullptr && witness.is_estimated(exchange->request)) {
      return true;
    }
  }
  return false;
}

}  // namespace

void mark_estimates(Witness const& witness, explain::Diagnosis& diagnosis) {
  // That a URL knows no GET is nothing that the page would ever see.
  std::erase_if(diagnosis.findings, [&](explain::Cause const& finding) {
    auto const* const exchange = exchange_of(diagnosis, finding);
    auto const* const answered = exchange == nullptr ? nullptr : exchange->answered();
    return finding.reason == trace::Reason::error_status_hidden && answered != nullptr &&
           http::says_only_no_get(answered->response.status) && witness.is_estimated(exchange->request);
  });
  for (auto* const causes : {&diagnosis.causes, &diagnosis.findings}) {
    for (auto& cause : *causes) {
      cause.certain = !hangs_on_estimate(witness, diagnosis, cause);
    }
  }
  if (diagnosis.fix && is_estimate(witness, diagnosis.repaired)) {
    diagnosis.fix->proved = false;
  }
}

bool is_estimate(Witness const& witness, fetch::Run const& run) {
  return std::ranges::any_of(run.journal,
                             [&](fetch::Exchange const& exchange) { return witness.is_estimated(exchange.request); });
}

}  // namespace corsage::cli
