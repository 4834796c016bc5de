#include "corsage/explain/console.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "console_facts.hpp"
#include "corsage/http/header_names.hpp"
#include "corsage/http/method.hpp"
#include "corsage/http/status.hpp"
#include "corsage/url/origin.hpp"

#include <fmt/format.h>

namespace corsage::explain {
namespace {

using fetch::Destination;
using fetch::Initiator;
using trace::ArgumentName;

/// What Chrome, Chrome's mixed content checker and Safari call the asker.
struct Asker {
  std::string_view kind;
  std::string_view mixed_kind;
  std::string_view api;
};

Asker element_asker(Destination destination) {
  switch (destination) {
    case Destination::audio: return {"audio", "audio file", "Audio"};
    case Destination::font: return {"font", "font", "Font"};
    case Destination::image: return {"image", "image", "Image"};
    case Destination::json: return {"script", "script", "JSON"};
    case Destination::manifest: return {"manifest", "manifest", "Manifest"};
    case Destination::script: return {"script", "script", "Script"};
    case Destination::style: return {"CSS stylesheet", "stylesheet", "Stylesheet"};
    case Destination::track: return {"text track", "Text Track file", "Text track"};
    case Destination::video: return {"video", "video", "Video"};
    case Destination::worker: return {"script", "Worker script", "Worker"};
    case Destination::empty: return {"resource", "resource", "Resource"};
  }
  return {};
}

Asker asker(fetch::Request const& request) {
  switch (request.initiator) {
    case Initiator::fetch: return {"fetch", "resource", "Fetch API"};
    case Initiator::xhr: return {"XMLHttpRequest", "XMLHttpRequest endpoint", "XMLHttpRequest"};
    case Initiator::element: return element_asker(request.destination);
  }
  return {};
}

std::string header(ConsoleFacts const& facts, std::string_view name) {
  auto const* const response = facts.response();
  auto const value = response == nullptr ? std::nullopt : response->headers.get(name);
  return value ? std::string(value->view()) : std::string();
}

/// The origin as the request told it: "null" once redirects have tainted it.
std::string told_origin(ConsoleFacts const& facts) {
  if (facts.exchange != nullptr) {
    if (auto const origin = facts.exchange->request.headers.get(http::header::origin)) {
      return std::string(origin->view());
    }
  }
  return std::string(facts.environment.origin.serialized());
}

std::string method(ConsoleFacts const& facts) {
  if (facts.exchange == nullptr) {
    return http::normalize_method(facts.request.method);
  }
  auto const requested = facts.exchange->request.headers.get(http::header::access_control_request_method);
  return requested ? std::string(requested->view()) : facts.exchange->request.method;
}

/// The first cause and those that share its exchange.
std::span<Cause const> failures_of_first_exchange(std::vector<Cause> const& causes) {
  auto const& first = causes.front();
  auto const end = std::ranges::find_if(causes, [&](Cause const& cause) {
    return cause.leg != first.leg || cause.hop != first.hop || cause.exchange != first.exchange;
  });
  return {causes.begin(), end};
}

}  // namespace

std::string_view to_string(Browser browser) {
  switch (browser) {
    case Browser::chromium: return "Chrome";
    case Browser::firefox: return "Firefox";
    case Browser::webkit: return "Safari";
  }
  return "";
}

fetch::Profile const& profile_of(Browser browser) {
  switch (browser) {
    case Browser::chromium: return fetch::chromium_profile();
    case Browser::firefox: return fetch::firefox_profile();
    case Browser::webkit: return fetch::webkit_profile();
  }
  return fetch::spec_profile();
}

http::Response const* ConsoleFacts::response() const {
  auto const* const answered = exchange == nullptr ? nullptr : exchange->answered();
  return answered == nullptr ? nullptr : &answered->response;
}

std::string ConsoleFacts::url(Cause const& cause) const {
  if (exchange != nullptr) {
    return std::string(exchange->request.url.href());
  }
  auto const told = argument(cause, ArgumentName::url);
  return std::string(told.empty() ? request.url.href() : told);
}

std::string ConsoleFacts::page_url() const {
  if (environment.url) {
    return std::string(environment.url->href());
  }
  return std::string(environment.origin.serialized()) + (environment.origin.is_opaque() ? "" : "/");
}

bool ConsoleFacts::is_cross_origin() const {
  return !corsage::url::same_origin(exchange == nullptr ? request.url : exchange->request.url, environment.origin);
}

bool ConsoleFacts::has_known_scheme(Cause const& cause) const {
  auto const blocked = corsage::url::Url::parse(url(cause));
  return blocked && blocked->is_special();
}

bool ConsoleFacts::is_redirect() const {
  return response() != nullptr && http::is_redirect_status(response()->status) &&
         response()->headers.contains(http::header::location);
}

Told first_told(std::span<ConsoleRow const> rows, ConsoleFacts const& facts) {
  for (auto const& row : rows) {
    auto const failure = std::ranges::find(facts.failures, row.reason, &Cause::reason);
    if (failure != facts.failures.end()) {
      return {.row = &row, .cause = &*failure};
    }
  }
  return {};
}

std::string_view error_text(std::span<ErrorRow const> rows, trace::Reason reason, std::string_view otherwise) {
  auto const row = std::ranges::find(rows, reason, &ErrorRow::reason);
  return row == rows.end() ? otherwise : row->text;
}

std::string fill(std::string_view text, ConsoleFacts const& facts, Cause const& cause, Shown shown) {
  auto const who = asker(facts.request);
  auto const* const response = facts.response();
  return fmt::format(
      fmt::runtime(text), fmt::arg("kind", who.kind), fmt::arg("mixed_kind", who.mixed_kind), fmt::arg("api", who.api),
      fmt::arg("url", facts.url(cause)), fmt::arg("next_url", argument(cause, ArgumentName::url)),
      fmt::arg("first_url", facts.request.url.href()), fmt::arg("given_url", facts.request.unparsable_url.value_or("")),
      fmt::arg("from", facts.was_redirected ? fmt::format("(redirected from '{}') ", facts.request.url.href()) : ""),
      fmt::arg("page", facts.environment.origin.serialized()), fmt::arg("page_url", facts.page_url()),
      fmt::arg("origin", told_origin(facts)), fmt::arg("method", shown(method(facts))),
      fmt::arg("status", response == nullptr ? std::string("(null)") : std::to_string(response->status)),
      fmt::arg("phrase", response == nullptr ? std::string() : response->reason_phrase),
      fmt::arg("mime_type", shown(header(facts, http::header::content_type))),
      fmt::arg("location", shown(header(facts, http::header::location))),
      fmt::arg("value", shown(argument(cause, ArgumentName::value))),
      fmt::arg("header", shown(argument(cause, ArgumentName::header))),
      fmt::arg("scheme", shown(argument(cause, ArgumentName::scheme))),
      fmt::arg("space", argument(cause, ArgumentName::address_space)));
}

ConsoleMessages console_messages(Browser browser, fetch::Request const& request, fetch::Environment const& environment,
                                 Diagnosis const& diagnosis) {
  if (diagnosis.causes.empty()) {
    return {};
  }
  auto const failures = failures_of_first_exchange(diagnosis.causes);
  auto const& journal = diagnosis.run.journal;
  auto const index = failures.front().exchange;
  bool const has_exchange = index >= 0 && static_cast<std::size_t>(index) < journal.size();
  ConsoleFacts const facts{.request = request,
                           .environment = environment,
                           .failures = failures,
                           .exchange = has_exchange ? &journal[static_cast<std::size_t>(index)] : nullptr,
                           .was_redirected = failures.front().hop > 0};
  switch (browser) {
    case Browser::chromium: return chromium_messages(facts);
    case Browser::firefox: return firefox_messages(facts);
    case Browser::webkit: return webkit_messages(facts);
  }
  return {};
}

}  // namespace corsage::explain
