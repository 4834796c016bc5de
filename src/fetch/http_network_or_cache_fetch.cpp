#include "http_network_or_cache_fetch.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "append_origin_header.hpp"
#include "corsage/base/bytes.hpp"
#include "corsage/base/eight_bytes.hpp"
#include "corsage/http/header_names.hpp"
#include "corsage/http/status.hpp"
#include "enum_table.hpp"
#include "fetch_metadata.hpp"
#include "local_network_access.hpp"

namespace corsage::fetch {
namespace {

using trace::ArgumentName;
using trace::Leg;
using trace::Reason;
using trace::Step;

// What JavaScript makes of a stream where a text is wanted.
constexpr std::string_view text_of_stream = "[object ReadableStream]";

constexpr std::size_t most_keepalive_bytes = std::size_t{64} * 1024;

constexpr EnumTable<NetworkFailure, Reason, 9> failure_reasons{
    {{NetworkFailure::name_not_resolved, Reason::name_not_resolved},
     {NetworkFailure::connection_refused, Reason::connection_refused},
     {NetworkFailure::connection_failed, Reason::connection_failed},
     {NetworkFailure::proxy_failed, Reason::proxy_failed},
     {NetworkFailure::timed_out, Reason::timed_out},
     {NetworkFailure::tls_failed, Reason::tls_failed},
     {NetworkFailure::answer_not_http, Reason::answer_not_http},
     {NetworkFailure::empty_answer, Reason::empty_answer},
     {NetworkFailure::blocked_by_client, Reason::blocked_by_client}}};
static_assert(is_in_order(failure_reasons));

// Steps 8.3 and 8.4: https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch "includeCredentials".
bool includes_credentials(FetchParams const& params) {
  bool const is_no_cors_across_origins = params.request.tainting == ResponseTainting::opaque;
  if (params.environment.embedder_policy == EmbedderPolicy::credentialless && is_no_cors_across_origins) {
    return false;
  }
  switch (params.made.credentials) {
    case CredentialsMode::omit: return false;
    case CredentialsMode::include: return true;
    case CredentialsMode::same_origin: break;
  }
  bool const are_kept = params.profile.keeps_credentials_in_no_cors && params.made.mode == RequestMode::no_cors &&
                        url::same_origin(params.request.url_list.front(), params.environment.origin);
  return params.request.tainting == ResponseTainting::basic || are_kept;
}

// Steps 8.5 to 8.9: the length of what is sent.
void append_content_length(FetchParams const& params, http::HeaderList& headers) {
  auto const& request = params.request;
  if (request.has_body && !params.sends_stream()) {
    auto const length = params.has_stream() ? text_of_stream.size() : params.made.body->bytes.size();
    headers.append(http::header::content_length, std::to_string(length));
  } else if (!request.has_body && (request.method == "POST" || request.method == "PUT")) {
    headers.append(http::header::content_length, "0");
  }
}

/// What a profile sends that keeps only the last of several values.
void keep_last_author_values(http::HeaderList& headers) {
  for (auto const name : {http::header::content_type, http::header::authorization}) {
    if (headers.count(name) < 2) {
      continue;
    }
    std::string last;
    for (auto line = headers.find(name); line; line = headers.find(name, *line + 1)) {
      last = headers[*line].value;
    }
    headers.set(name, last);
  }
}

void send_values_as_utf8(http::HeaderList& headers) {
  if (is_ascii(headers.bytes())) {
    return;
  }
  http::HeaderList sent;
  for (auto const line : headers) {
    sent.append(line.name, isomorphic_decode(line.value));
  }
  headers = std::move(sent);
}

// Step 8.16: a page that sends conditions of its own does the caching itself.
CacheMode cache_mode(FetchParams const& params) {
  static constexpr std::array<std::string_view, 5> conditions{"if-modified-since", "if-none-match",
                                                              "if-unmodified-since", "if-match", "if-range"};
  if (params.made.cache != CacheMode::default_ || params.profile.caches_despite_conditions) {
    return params.made.cache;
  }
  bool const is_conditional =
      std::ranges::any_of(conditions, [&](std::string_view name) { return params.request.headers.contains(name); });
  return is_conditional ? CacheMode::no_store : CacheMode::default_;
}

// Steps 8.17 and 8.18: what the cache mode tells the caches on the way.
void append_cache_headers(CacheMode mode, http::HeaderList& headers) {
  switch (mode) {
    case CacheMode::no_cache:
      if (!headers.contains("cache-control")) {
        headers.append("cache-control", "max-age=0");
      }
      return;
    case CacheMode::no_store:
    case CacheMode::reload:
      if (!headers.contains("pragma")) {
        headers.append("pragma", "no-cache");
      }
      if (!headers.contains("cache-control")) {
        headers.append("cache-control", "no-cache");
      }
      return;
    case CacheMode::default_:
    case CacheMode::force_cache:
    case CacheMode::only_if_cached: return;
  }
}

WireRequest const& wire_request(FetchParams& params) {
  auto const& request = params.request;
  auto& wire = params.draft(Leg::actual, request.method);
  wire.headers = request.headers;
  wire.sends_body = request.has_body;
  wire.include_credentials = includes_credentials(params);
  if (params.profile.last_author_value_wins) {
    keep_last_author_values(wire.headers);
  }
  if (params.profile.sends_values_as_utf8) {
    send_values_as_utf8(wire.headers);
  }
  append_content_length(params, wire.headers);
  // 8.11. Where the page is.
  if (request.referrer) {
    wire.headers.append(http::header::referer, request.referrer->href());
  }
  // 8.12. Where the page is from.
  append_request_origin_header(params, wire.headers);
  // 8.13. What the request is for, and from how far away.
  append_fetch_metadata_headers(params, wire.headers);
  append_cache_headers(cache_mode(params), wire.headers);
  return wire;
}

Response failed_response(FetchParams& params, Failed const& failed, At at) {
  auto const& [failure, reason] = failure_reasons[static_cast<std::size_t>(failed.failure)];
  return params.block(Step::http_network_fetch_10, reason, at,
                      {{ArgumentName::url, params.request.current_url().href()}, {ArgumentName::value, failed.detail}});
}

}  // namespace

// https://fetch.spec.whatwg.org/#concept-http-network-fetch
Fetched http_network_fetch(FetchParams& params, WireRequest const& wire) {
  // Local Network Access asks as soon as the address is known: before anything is sent where the URL tells it.
  auto const told_by_url = address_space_of_url(wire.url);
  if (auto error = local_network_access_check(params, told_by_url, {.leg = wire.leg})) {
    return error;
  }
  auto const index = params.exchange(wire);
  if (!index) {
    return std::nullopt;
  }
  auto const& exchange = params.journal_at(*index);
  auto const& sent = exchange.request;
  At const at{.leg = sent.leg, .exchange = *index};
  // 10. No connection, or nothing sensible on it.
  if (auto const* failed = exchange.failed()) {
    return failed_response(params, *failed, at);
  }
  auto const& answered = *exchange.answered();
  if (told_by_url == url::IpAddressSpace::unknown) {
    if (auto error = local_network_access_check(params, answered.address_space, at)) {
      return error;
    }
  }
  // 10.5. A stream cannot be sent over HTTP/1.1: it may have to be sent again.
  if (sent.sends_body && params.sends_stream() && answered.version == HttpVersion::http_1) {
    return params.block(Step::http_network_fetch_10_stream, Reason::stream_body_over_http1, at);
  }
  auto const status = answered.response.status;
  bool const has_null_body =
      sent.method == "HEAD" || sent.method == "CONNECT" ||
      (http::is_null_body_status(status) && !(status == 205 && params.profile.reads_body_of_205));
  return Response{
      .status = status, .headers = &params.received_headers(*index), .has_body = !has_null_body, .exchange = *index};
}

// https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
Fetched http_network_or_cache_fetch(FetchParams& params) {
  auto const& made = params.made;
  // 8.10. What outlives the page has to be small.
  if (made.keepalive && params.request.has_body && made.body->bytes.size() > most_keepalive_bytes) {
    return params.block(Step::http_network_or_cache_fetch_8_10, Reason::keepalive_body_too_large, {},
                        {{ArgumentName::value, std::to_string(made.body->bytes.size())},
                         {ArgumentName::limit, std::to_string(most_keepalive_bytes)}});
  }
  return http_network_fetch(params, wire_request(params));
}

}  // namespace corsage::fetch
