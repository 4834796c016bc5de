#include "observer.hpp"

#include <cstdint>
#include <functional>

#include "corsage/base/bytes.hpp"
#include "corsage/http/header_names.hpp"
#include "learning.hpp"
#include "list_elements.hpp"
#include "route_table.hpp"
#include "site.hpp"
#include "upstream_conflict.hpp"

#include <fmt/format.h>

namespace corsage::gateway {
namespace {

using boost::beast::http::field;

/// Lines are handed over when there are so many bytes of them, or when the worker's clock ticks.
constexpr std::size_t handed_over_at = 48UL * 1024;
constexpr std::size_t room_for_lines = 64UL * 1024;
/// A filter of what was told: the scribe has the last word.
constexpr std::size_t most_told = 4096;
constexpr std::size_t most_told_headers = 32;

std::uint64_t key_of(std::string_view route, trace::Reason reason, std::string_view about) {
  std::hash<std::string_view> const hash;
  return hash(route) * 31 * 31 + static_cast<std::uint64_t>(reason) * 31 + hash(about);
}

std::string text_of(Head const& request, field name) {
  auto const* const line = request.find(name);
  return line == nullptr ? std::string() : std::string(line->value);
}

std::string url_of(Exchange const& exchange) {
  auto const& request = exchange.request;
  return fmt::format("{}://{}{}", exchange.record.scheme, text_of(request, field::host), path_of(request.target).path);
}

/// The request that the page wants to make.
report::GatewayRequest told_request(Exchange const& exchange) {
  auto const& request = exchange.request;
  auto const& record = exchange.record;
  bool const asks = record.decision->request_class == policy::RequestClass::preflight;
  report::GatewayRequest told{
      .route = record.route->name,
      .origin = text_of(request, field::origin),
      .method = asks ? text_of(request, field::access_control_request_method) : std::string(request.method),
      .url = url_of(exchange)};
  if (asks) {
    for_each_element(text_of(request, field::access_control_request_headers), [&told](std::string_view name) {
      if (told.headers.size() < most_told_headers) {
        told.headers.emplace_back(name);
      }
    });
  }
  return told;
}

report::Enforcement enforcement_of(Route const& route) {
  return route.cors == CorsMode::report ? report::Enforcement::reported : report::Enforcement::enforced;
}

/// A page that asks a server of its own origin sends Origin, and needs no leave.
bool is_same_origin(Head const& request) {
  for (auto const& line : request.lines()) {
    if (byte_case_insensitive_equal(line.name, http::header::sec_fetch_site)) {
      return line.value == "same-origin";
    }
  }
  return false;
}

}  // namespace

Observer::Observer(Scribe& scribe, Site const& site) : scribe_(scribe) {
  take(site);
}

void Observer::take(Site const& site) {
  auto const& configuration = site.configuration;
  routes_ = configuration.routes.data();
  tallies_.clear();
  for (auto const& route : configuration.routes) {
    auto& tally = all_tallies_[{route.name, route.cors}];
    if (tally == nullptr) {
      tally = std::make_unique<RouteTally>();
      tally->route = route.name;
      tally->cors = route.cors;
    }
    tallies_.push_back(tally.get());
  }
  told_.clear();
  keeps_decisions_ = configuration.admin.has_value();
  is_logging_ = !configuration.access_log.empty();
  is_learning_ = scribe_.is_learning();
  is_timing_ = is_logging_ || keeps_decisions_;
  is_watching_ = is_timing_ || is_learning_;
  if (is_logging_) {
    lines_.reserve(room_for_lines);
  }
}

void Observer::compare(Record& record, policy::Policy const& candidate, policy::Incoming const& incoming,
                       policy::Decision const& live) {
  auto const decision = policy::decide(candidate, incoming);
  record.candidate_reason = decision.reason;
  record.shift = policy::shift_between(live, decision);
}

void Observer::look_at_answer(Exchange& exchange) {
  auto& record = exchange.record;
  auto const& answer = exchange.answer;
  if (is_learning_) {
    std::vector<http::HeaderList::Line> cors;
    if (record.decision != nullptr && record.route->cors == CorsMode::enforce) {
      auto const lines = record.decision->headers.view();
      cors.assign(lines.begin(), lines.end());
    } else {
      for (auto const& line : answer.lines()) {
        cors.push_back({.name = line.name, .value = line.value});
      }
    }
    learn(exchange.request, {.status = answer.status, .cors = cors, .lines = answer.lines()}, learned_);
  }
  if (record.decision == nullptr) {
    return;
  }
  record.upstream_says = upstream_says(answer, *record.decision);
  if (record.upstream_says == UpstreamSays::otherwise) {
    ++record.tally->conflicts;
    auto const key = key_of(record.route->name, trace::Reason::policy_upstream_headers_replaced, {});
    bool const is_new = told_.size() < most_told && !is_told(key);
    if (is_new || keeps_decisions_) {
      record.replaced = contradictions(answer, *record.decision);
    }
    if (is_new) {
      scribe_.tell(report::UpstreamContradicts{.request = told_request(exchange),
                                               .lines = record.replaced,
                                               .enforcement = enforcement_of(*record.route)},
                   key);
    }
  }
}

void Observer::learn_own(Exchange const& exchange) {
  auto const& decision = *exchange.record.decision;
  learn(exchange.request, {.status = exchange.record.status, .cors = decision.headers.view(), .lines = {}}, learned_);
}

void Observer::tell_refusal(Exchange const& exchange) {
  auto const& record = exchange.record;
  auto const& decision = *record.decision;
  auto const key = key_of(record.route->name, decision.reason, decision.offending);
  if (is_same_origin(exchange.request) || told_.size() >= most_told || is_told(key)) {
    return;
  }
  scribe_.tell(report::RefusedRequest{.request = told_request(exchange),
                                      .request_class = decision.request_class,
                                      .reason = decision.reason,
                                      .offending = std::string(decision.offending),
                                      .enforcement = enforcement_of(*record.route)},
               key);
}

void Observer::tell_unrouted(Exchange const& exchange) {
  // One tells enough: whoever looks for something to attack asks for all that there might be.
  auto const key = std::hash<std::string_view>()("no_route");
  if (!is_told(key)) {
    auto const& request = exchange.request;
    scribe_.tell(report::RequestUnrouted{.method = std::string(request.method), .url = url_of(exchange)}, key);
  }
}

void Observer::could_not_ask(Record const& record, Upstream const& upstream, OwnAnswer const& told,
                             std::string const& cause) {
  auto name = fmt::format("{}:{}", upstream.host, upstream.port);
  auto const key = std::hash<std::string_view>()(name) * 31 + std::hash<std::string_view>()(told.code);
  if (!is_told(key)) {
    scribe_.tell(report::UpstreamFailed{.route = record.route->name,
                                        .upstream = std::move(name),
                                        .what = std::string(told.detail),
                                        .cause = told.cause.empty() ? cause : std::string(told.cause)},
                 key);
  }
}

void Observer::look(Exchange& exchange, Ending ending) {
  auto& record = exchange.record;
  auto& tally = *record.tally;
  if (!record.own_code.empty()) {
    own_answers_.add(record.own_code);
    if (record.own_code == "no_route") {
      tell_unrouted(exchange);
    }
    if (auto const limit = limit_of(record.own_code); !limit.empty()) {
      limits_.add(limit);
    }
  }
  if (!ending.is_whole) {
    ++tally.broken_off;
    if (ending.was_late) {
      limits_.add("body_time");
    }
  }
  auto const* const decision = record.decision;
  if (record.route != nullptr && record.route->candidate) {
    ++tally.shifts[static_cast<std::size_t>(record.shift)];
  }
  if (decision != nullptr && !decision->is_allowed) {
    tell_refusal(exchange);
  }
  if (!is_watching_) {
    return;
  }
  if (is_timing_) {
    ending.ended_at = Clock::now();
    tally.times.add(ending.ended_at - record.began);
    if (record.answered != Clock::time_point()) {
      tally.upstream_times.add(record.answered - record.sent);
    }
  }
  auto const now = std::chrono::system_clock::now();
  bool const asks_cors = decision != nullptr && decision->request_class != policy::RequestClass::not_cors;
  if (keeps_decisions_ && asks_cors) {
    ring_.keep(record, exchange.request, ending.client, now);
  }
  if (is_logging_) {
    log(exchange, ending, now);
  }
  if (is_learning_ && asks_cors && record.upstream == nullptr && record.own_code.empty()) {
    learn_own(exchange);
  }
}

void Observer::log(Exchange const& exchange, Ending const& ending, std::chrono::system_clock::time_point now) {
  append_access_line(exchange.record, exchange.request, ending, time_text_.of(now), lines_);
  ++line_count_;
  if (lines_.size() >= handed_over_at) {
    flush();
  }
}

void Observer::flush() {
  if (line_count_ > 0) {
    scribe_.take_lines(lines_, line_count_);
    lines_.reserve(room_for_lines);
    line_count_ = 0;
  }
  if (!learned_.empty()) {
    scribe_.learn(learned_);
    learned_ = {};
  }
}

WorkerFigures Observer::figures() const {
  WorkerFigures figures{.routes = {unrouted_}, .limits = limits_, .own_answers = own_answers_};
  for (auto const& [key, tally] : all_tallies_) {
    figures.routes.push_back(*tally);
  }
  return figures;
}

}  // namespace corsage::gateway
