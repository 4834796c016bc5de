#include "relaying.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "connection_options.hpp"
#include "corsage/base/bytes.hpp"
#include "corsage/http/status.hpp"
#include "forwarded_head.hpp"
#include "relay_target.hpp"
#include "relayed_lines.hpp"

#include <boost/beast/http/field.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace corsage::gateway {
namespace {

using boost::beast::http::field;

constexpr int most_redirects = 3;

constexpr OwnAnswer wrong_path{
    .status = 404, .code = "relay_path", .detail = "The relay does not go to this path of the API."};
constexpr OwnAnswer wrong_method{
    .status = 405, .code = "relay_method", .detail = "The relay does not take this method to the API."};
constexpr OwnAnswer too_often{
    .status = 429, .code = "relay_rate", .detail = "More requests than the relay takes to the API."};
constexpr OwnAnswer too_many_lines{.status = 431,
                                   .code = "head_too_many_lines",
                                   .detail = "The request has more header lines than the relay can send."};
constexpr OwnAnswer not_stored{
    .status = 504, .code = "relay_not_stored", .detail = "The relay has no answer at hand, and was told not to ask."};
constexpr OwnAnswer redirected{.status = 502,
                               .code = "relay_redirect",
                               .detail = "The API sends the page to a place that the relay does not go to."};
constexpr OwnAnswer redirected_too_often{
    .status = 502, .code = "relay_redirects", .detail = "The API sends the relay from one place to the next."};
constexpr OwnAnswer redirected_to_private{.status = 502,
                                          .code = "relay_private_address",
                                          .detail = "The API sends the relay to an address that is not public."};
constexpr OwnAnswer too_long{
    .status = 502, .code = "relay_answer_too_long", .detail = "The API's answer is longer than the relay allows."};
constexpr OwnAnswer switched{
    .status = 502, .code = "upstream_malformed", .detail = "The API switches to a protocol that nobody asked for."};

/// https://www.rfc-editor.org/rfc/rfc9110#name-safe-methods
bool is_safe(std::string_view method) {
  return method == "GET" || method == "HEAD" || method == "OPTIONS" || method == "TRACE";
}

}  // namespace

Relaying::Relaying(Route const& route, RelayState& state, Head const& request)
    : route_(route),
      relay_(*route.relay),
      state_(state),
      request_(request),
      upstream_(route.upstreams.front()),
      origin_(relay_.origin),
      authority_(relay_.authority),
      cache_(state.cache ? &*state.cache : nullptr) {}

bool Relaying::may_use_method() const {
  auto const has = [this](std::string_view method) {
    return std::ranges::find(relay_.methods, method) != relay_.methods.end();
  };
  // The answer to TRACE is the request, with its secrets.
  return request_.method != "TRACE" &&
         (relay_.methods.empty() || has(request_.method) || (request_.method == "HEAD" && has("GET")));
}

OwnAnswer Relaying::refuse_method() {
  refusal_lines_ = fmt::format("Allow: {}\r\n", fmt::join(relay_.methods, ", "));
  auto answer = wrong_method;
  answer.lines = refusal_lines_;
  return answer;
}

std::optional<OwnAnswer> Relaying::refusal(std::string_view client, Clock::time_point now) {
  auto target = target_at_api(route_, request_.target);
  if (!target) {
    return wrong_path;
  }
  if (!may_use_method()) {
    return refuse_method();
  }
  if (state_.limiter) {
    if (auto const wait = state_.limiter->take(client, now)) {
      refusal_lines_ = fmt::format("Retry-After: {}\r\n", wait->count());
      auto answer = too_often;
      answer.lines = refusal_lines_;
      return answer;
    }
  }
  target_ = *std::move(target);
  if (!build()) {
    return too_many_lines;
  }
  return cache_.look(target_, sent_) == CacheVisit::Found::required ? std::optional(not_stored) : std::nullopt;
}

bool Relaying::add(std::string_view name, std::string_view value) {
  if (sent_.field_count == Head::most_fields) {
    return false;
  }
  sent_.fields[sent_.field_count++] = {
      .known = boost::beast::http::string_to_field({name.data(), name.size()}), .name = name, .value = value};
  return true;
}

void Relaying::add_condition(std::string_view name, std::string_view value) {
  if (!value.empty()) {
    add(name, value);
  }
}

/// What passes between the page and the API is nobody else's, in either direction.
std::span<std::string const> Relaying::passed() const {
  return is_elsewhere_ ? std::span<std::string const>() : std::span(relay_.passed);
}

bool Relaying::goes_on(Field const& line) const {
  bool const is_secret = std::ranges::any_of(relay_.secrets, [&line](Secret const& secret) {
    return secret.place == Secret::Place::header && byte_case_insensitive_equal(secret.name, line.name);
  });
  return line.known != field::host && line.known != field::connection && line.known != field::upgrade && !is_secret &&
         !is_stopped(line.name, Direction::to_api, passed()) && !is_named_by_connection(request_, line.name);
}

bool Relaying::build() {
  sent_.method = request_.method;
  sent_.target = target_;
  sent_.version = request_.version;
  sent_.framing = request_.framing;
  sent_.content_length = request_.content_length;
  sent_.keeps_alive = true;
  sent_.expects_continue = request_.expects_continue;
  sent_.upgrades = false;
  sent_.field_count = 0;
  bool fits = add("Host", authority_);
  for (auto const& line : request_.lines()) {
    fits = fits && (!goes_on(line) || add(line.name, line.value));
  }
  // Room for what the relay adds to it when it is sent.
  return fits && sent_.field_count + relay_.secrets.size() + 2 <= Head::most_fields;
}

void Relaying::append_request_head(std::string_view pseudonym, std::string& out) {
  cache_.ask();
  auto const asked_for = sent_.field_count;
  auto const target = is_elsewhere_ ? target_ : with_secret_parameters(target_, relay_);
  sent_.target = target;
  if (!is_elsewhere_) {
    for (auto const& secret : relay_.secrets) {
      if (secret.place == Secret::Place::header) {
        add(secret.name, secret.value);
      }
    }
  }
  if (auto const* const stale = cache_.stale(); stale != nullptr) {
    add_condition("If-None-Match", stale->etag);
    add_condition("If-Modified-Since", stale->last_modified);
  }
  gateway::append_request_head(sent_, {.address = {}, .scheme = {}, .is_told = false, .pseudonym = pseudonym},
                               upstream(), out);
  sent_.field_count = asked_for;
  sent_.target = target_;
}

Relaying::Verdict Relaying::refuse(OwnAnswer const& answer) {
  refused_ = answer;
  return Verdict::refuse;
}

Relaying::Verdict Relaying::judge(Head& answer) {
  if (answer.status == 101) {
    return refuse(switched);
  }
  if (cache_.stale() != nullptr && answer.status == 304) {
    auto const control = cache_control_of(answer);
    bool const may_be_kept = !control.no_store && !control.is_private && answer.find(field::set_cookie) == nullptr;
    edit(answer);
    cache_.renew(answer, may_be_kept);
    return Verdict::stored;
  }
  if (http::is_redirect_status(answer.status)) {
    if (auto const verdict = judge_redirect(answer)) {
      return *verdict;
    }
  }
  if (answer.framing == Framing::content_length && answer.content_length > relay_.response_bytes) {
    return refuse(too_long);
  }
  if (!is_safe(request_.method) && answer.status < 400) {
    cache_.forget();
  }
  bool const is_kept = cache_.would_keep(answer);
  edit(answer);
  if (is_kept) {
    cache_.begin(answer, sent_);
  }
  return Verdict::pass;
}

std::optional<url::Url> Relaying::url_of(std::string_view location) const {
  auto const base = url::Url::parse(origin_ + target_);
  auto url = url::Url::parse(location, base ? &*base : nullptr);
  return url ? std::optional(*std::move(url)) : std::nullopt;
}

std::optional<Relaying::Verdict> Relaying::judge_redirect(Head const& answer) {
  auto const lines = std::ranges::count(answer.lines(), field::location, &Field::known);
  if (lines == 0) {
    return std::nullopt;
  }
  auto const url = lines == 1 ? url_of(answer.find(field::location)->value) : std::nullopt;
  if (!url || why_no_relay_goes_to(*url)) {
    return refuse(redirected);
  }
  // A request that changes something is not sent again somewhere else.
  bool const may_follow = (request_.method == "GET" || request_.method == "HEAD") && request_.framing == Framing::none;
  if (relay_.redirects == Redirects::follow && may_follow) {
    return follow(*url);
  }
  return target_at_gateway(route_, *url) ? std::nullopt : std::optional(refuse(redirected));
}

Relaying::Verdict Relaying::follow(url::Url const& url) {
  if (redirects_ == most_redirects) {
    return refuse(redirected_too_often);
  }
  auto const authority = url.authority_without_credentials();
  auto const origin = fmt::format("{}://{}", url.scheme(), authority);
  if (is_elsewhere_ || origin != relay_.origin) {
    // Nobody on the way is to see what was asked for out of sight; and other ports are other services'.
    bool const is_downgrade = origin_.starts_with("https:") && url.scheme() == "http";
    if (is_downgrade || (url.port() && !relay_.allows_private_addresses)) {
      return refuse(redirected);
    }
    if (!relay_.allows_private_addresses && blocked_literal(url)) {
      return refuse(redirected_to_private);
    }
    // An API that repeats what it was asked has put the secrets of the query there, too.
    auto target = without_secret_parameters(url.path_and_query(), relay_);
    if (shows_secret(authority, relay_) || shows_secret(target, relay_)) {
      return refuse(redirected);
    }
    is_elsewhere_ = true;
    upstream_ = upstream_of(url, relay_);
    target_ = std::move(target);
  } else if (auto const at_gateway = target_at_gateway(route_, url)) {
    target_ = *target_at_api(route_, std::string_view(*at_gateway).substr(0, at_gateway->find('#')));
  } else {
    return refuse(redirected);
  }
  origin_ = origin;
  authority_ = authority;
  cache_.leave();
  ++redirects_;
  return build() ? Verdict::again : refuse(too_many_lines);
}

std::string_view Relaying::masked(std::string_view value) {
  for (auto const& secret : relay_.secrets) {
    for (auto const& hidden : secret.hidden) {
      for (auto at = value.find(hidden); at != std::string_view::npos; at = value.find(hidden, at)) {
        constexpr std::string_view mask = "***";
        auto& text = texts_.emplace_back(value);
        text.replace(at, hidden.size(), mask);
        value = text;
        at += mask.size();
      }
    }
  }
  return value;
}

void Relaying::edit(Head& answer) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < answer.field_count; ++i) {
    auto line = answer.fields[i];
    if (is_stopped(line.name, Direction::to_page, passed())) {
      continue;
    }
    if (line.known == field::location && !is_elsewhere_) {
      auto const url = url_of(line.value);
      if (auto target = url ? target_at_gateway(route_, *url) : std::nullopt) {
        line.value = texts_.emplace_back(*std::move(target));
      }
    }
    line.value = masked(line.value);
    answer.fields[kept++] = line;
  }
  answer.field_count = kept;
  answer.reason = {};
}

bool Relaying::take_body(std::string_view piece) {
  received_ += piece.size();
  if (received_ > relay_.response_bytes) {
    return false;
  }
  cache_.take_body(piece);
  return true;
}

void Relaying::finish() {
  cache_.finish();
}

}  // namespace corsage::gateway
