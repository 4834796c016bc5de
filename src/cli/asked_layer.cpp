#include "asked_layer.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

#include "corsage/http/method.hpp"

#include <fmt/format.h>

namespace corsage::cli {
namespace {

transport::Detour detour_to(HopsQuestion const& question, url::Url const& place) {
  transport::Detour detour{
      .from = url::Origin::of(question.page.request.url), .to = place, .host = question.options.host};
  for (auto const& cookie : question.options.network.cookies) {
    detour.cookies.append(detour.cookies.empty() ? "" : "; ").append(cookie);
  }
  return detour;
}

transport::Options network_to(HopsQuestion const& question, url::Url const& place) {
  auto network = network_of_judges(question.options.network);
  network.detour = detour_to(question, place);
  return network;
}

/// The URL with one more parameter, which caches take for another and servers for nothing.
url::Url marked(url::Url const& url, std::string_view mark) {
  auto address = std::string(url.href_without_fragment());
  address.append(url.query() ? "&" : "?").append("corsage=").append(mark);
  return url::Url::parse(address).value_or(url);
}

/// Whether the layer is asked for its own path, and not for the page's.
bool has_own_address(url::Url const& hop) {
  return hop.path() != "/";
}

std::string body_of(Page const& page) {
  return page.request.body ? page.request.body->bytes : std::string();
}

/// Whose requests are sent: what is sent only once is sent as a browser sends it.
fetch::Profile const* sender(HopsOptions const& options) {
  return options.profile != nullptr ? options.profile : &fetch::chromium_profile();
}

}  // namespace

AskedLayer::AskedLayer(HopsQuestion const& question, NamedHop hop, Progress& progress)
    : question_(question),
      hop_(std::move(hop)),
      progress_(progress),
      transport_(network_to(question, hop_.url)),
      witness_(transport_, body_of(question.page), question.options.answer.unsafe_methods, progress),
      seen_{.name = hop_.name},
      why_{.request = question.page.request,
           .environment = question.page.environment,
           .judgements = {},
           .platform = platforms::platform_named("any"),
           .is_estimated = [this](fetch::WireRequest const& request) { return witness_.is_estimated(request); },
           .sends_unsafe_methods = question.options.answer.unsafe_methods == UnsafeMethods::send,
           .secrets = question.options.answer.secrets,
           .cookies = question.options.network.cookies,
           .certificates = question.options.network.is_insecure ? report::Certificates::not_checked
                                                                : report::Certificates::checked} {}

fetch::Journal AskedLayer::exchanges(Page const& page, Witness& witness, bool sends_unsafe_methods) const {
  auto environment = page.environment;
  environment.profile = sender(question_.options);
  fetch::Journal journal;
  for (auto const& request : explain::questions_of(page.request, environment)) {
    if (sends_unsafe_methods || http::is_safe_method(request.method)) {
      journal.push_back({.request = request, .answer = witness.answer(request)});
    }
    // Who does not answer once is not waited for again.
    if (!journal.empty() && journal.back().failed() != nullptr) {
      break;
    }
  }
  return journal;
}

void AskedLayer::take_turn(explain::Turn turn, Page const& page, transport::CurlTransport& transport) {
  auto const unsafe_methods = question_.options.answer.unsafe_methods;
  Witness witness(transport, body_of(page), unsafe_methods, progress_);
  seen_.answers[static_cast<std::size_t>(turn)] = exchanges(page, witness, unsafe_methods == UnsafeMethods::estimate);
}

void AskedLayer::ask() {
  // The requests themselves are for the public URL, which may answer while the layer does not.
  progress_.name_place(fmt::format("{}, {}", seen_.name, address()));
  seen_.answers.front() = exchanges(question_.page, witness_, true);
  if (!is_reached()) {
    return;
  }
  explain::Interests const interests{.reads_cookies = !question_.options.network.cookies.empty()};
  judge(judges(question_.options.profile), interests, witness_, why_);
  take_verdict();
  take_turn(explain::Turn::stranger, question_.stranger, transport_);
  take_turn(explain::Turn::page_again, question_.page, transport_);
}

std::string AskedLayer::address() const {
  if (has_own_address(hop_.url)) {
    return std::string(hop_.url.href_without_fragment());
  }
  auto const origin = url::Origin::of(hop_.url);
  return fmt::format("{}{}", origin.serialized(), question_.page.request.url.path_and_query());
}

void AskedLayer::take_verdict() {
  seen_.verdict = report::leading(why_).diagnosis.run.outcome.verdict;
  for (auto const& judgement : why_.judgements) {
    for (auto const& cause : judgement.diagnosis.causes) {
      if (std::ranges::find(seen_.causes, cause) == seen_.causes.end()) {
        seen_.causes.push_back(cause);
      }
    }
  }
  auto const* const asked = explain::exchange_of(seen_, explain::Turn::page, trace::Leg::actual);
  seen_.is_estimated = asked != nullptr && witness_.is_estimated(asked->request);
}

void AskedLayer::ask_afresh(explain::Turn turn) {
  auto page = turn == explain::Turn::stranger ? question_.stranger : question_.page;
  page.request.url = marked(page.request.url, question_.mark);
  // A layer that is asked at an address of its own has the mark there.
  transport::CurlTransport transport(
      network_to(question_, has_own_address(hop_.url) ? marked(hop_.url, question_.mark) : hop_.url));
  take_turn(explain::Turn::afresh, page, transport);
}

}  // namespace corsage::cli
