#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "corsage/fetch/outcome.hpp"
#include "corsage/fetch/request.hpp"
#include "enum_table.hpp"

/// The standard's tokens for the enumerations of this room, one table each.
namespace corsage::fetch {
namespace {

template <typename Enum, std::size_t size>
using Tokens = EnumTable<Enum, std::string_view, size>;

constexpr Tokens<RequestMode, 6> request_modes{{{RequestMode::same_origin, "same-origin"},
                                                {RequestMode::cors, "cors"},
                                                {RequestMode::no_cors, "no-cors"},
                                                {RequestMode::navigate, "navigate"},
                                                {RequestMode::websocket, "websocket"},
                                                {RequestMode::webtransport, "webtransport"}}};

constexpr Tokens<CredentialsMode, 3> credentials_modes{{{CredentialsMode::omit, "omit"},
                                                        {CredentialsMode::same_origin, "same-origin"},
                                                        {CredentialsMode::include, "include"}}};

constexpr Tokens<RedirectMode, 3> redirect_modes{
    {{RedirectMode::follow, "follow"}, {RedirectMode::error, "error"}, {RedirectMode::manual, "manual"}}};

constexpr Tokens<ReferrerPolicy, 9> referrer_policies{
    {{ReferrerPolicy::empty, ""},
     {ReferrerPolicy::no_referrer, "no-referrer"},
     {ReferrerPolicy::no_referrer_when_downgrade, "no-referrer-when-downgrade"},
     {ReferrerPolicy::same_origin, "same-origin"},
     {ReferrerPolicy::origin, "origin"},
     {ReferrerPolicy::strict_origin, "strict-origin"},
     {ReferrerPolicy::origin_when_cross_origin, "origin-when-cross-origin"},
     {ReferrerPolicy::strict_origin_when_cross_origin, "strict-origin-when-cross-origin"},
     {ReferrerPolicy::unsafe_url, "unsafe-url"}}};

constexpr Tokens<CacheMode, 6> cache_modes{{{CacheMode::default_, "default"},
                                            {CacheMode::no_store, "no-store"},
                                            {CacheMode::reload, "reload"},
                                            {CacheMode::no_cache, "no-cache"},
                                            {CacheMode::force_cache, "force-cache"},
                                            {CacheMode::only_if_cached, "only-if-cached"}}};

constexpr Tokens<Destination, 11> destinations{{{Destination::empty, ""},
                                                {Destination::audio, "audio"},
                                                {Destination::font, "font"},
                                                {Destination::image, "image"},
                                                {Destination::json, "json"},
                                                {Destination::manifest, "manifest"},
                                                {Destination::script, "script"},
                                                {Destination::style, "style"},
                                                {Destination::track, "track"},
                                                {Destination::video, "video"},
                                                {Destination::worker, "worker"}}};

constexpr Tokens<ResponseType, 5> response_types{{{ResponseType::basic, "basic"},
                                                  {ResponseType::cors, "cors"},
                                                  {ResponseType::opaque, "opaque"},
                                                  {ResponseType::opaqueredirect, "opaqueredirect"},
                                                  {ResponseType::error, "error"}}};

constexpr Tokens<Verdict, 3> verdicts{
    {{Verdict::allowed, "allowed"}, {Verdict::blocked, "blocked"}, {Verdict::undetermined, "undetermined"}}};

constexpr Tokens<NetworkFailure, 9> network_failures{{{NetworkFailure::name_not_resolved, "name-not-resolved"},
                                                      {NetworkFailure::connection_refused, "connection-refused"},
                                                      {NetworkFailure::connection_failed, "connection-failed"},
                                                      {NetworkFailure::proxy_failed, "proxy-failed"},
                                                      {NetworkFailure::timed_out, "timed-out"},
                                                      {NetworkFailure::tls_failed, "tls-failed"},
                                                      {NetworkFailure::answer_not_http, "answer-not-http"},
                                                      {NetworkFailure::empty_answer, "empty-answer"},
                                                      {NetworkFailure::blocked_by_client, "blocked-by-client"}}};

static_assert(is_in_order(request_modes) && is_in_order(credentials_modes) && is_in_order(redirect_modes) &&
              is_in_order(referrer_policies) && is_in_order(cache_modes) && is_in_order(destinations) &&
              is_in_order(response_types) && is_in_order(verdicts) && is_in_order(network_failures));

template <typename Enum, std::size_t size>
constexpr std::string_view token_of(Tokens<Enum, size> const& tokens, Enum value) {
  return tokens[static_cast<std::size_t>(value)].second;
}

template <typename Enum, std::size_t size>
constexpr std::optional<Enum> value_of(Tokens<Enum, size> const& tokens, std::string_view token) {
  auto const found = std::ranges::find(tokens, token, &std::pair<Enum, std::string_view>::second);
  return found == tokens.end() ? std::nullopt : std::optional(found->first);
}

}  // namespace

std::string_view to_string(RequestMode mode) {
  return token_of(request_modes, mode);
}
std::string_view to_string(CredentialsMode mode) {
  return token_of(credentials_modes, mode);
}
std::string_view to_string(RedirectMode mode) {
  return token_of(redirect_modes, mode);
}
std::string_view to_string(ReferrerPolicy policy) {
  return token_of(referrer_policies, policy);
}
std::string_view to_string(CacheMode mode) {
  return token_of(cache_modes, mode);
}
std::string_view to_string(Destination destination) {
  return token_of(destinations, destination);
}
std::string_view to_string(ResponseType type) {
  return token_of(response_types, type);
}
std::string_view to_string(Verdict verdict) {
  return token_of(verdicts, verdict);
}
std::string_view to_string(NetworkFailure failure) {
  return token_of(network_failures, failure);
}

std::optional<RequestMode> request_mode_from(std::string_view token) {
  return value_of(request_modes, token);
}
std::optional<CredentialsMode> credentials_mode_from(std::string_view token) {
  return value_of(credentials_modes, token);
}
std::optional<RedirectMode> redirect_mode_from(std::string_view token) {
  return value_of(redirect_modes, token);
}
std::optional<ReferrerPolicy> referrer_policy_from(std::string_view token) {
  return value_of(referrer_policies, token);
}
std::optional<CacheMode> cache_mode_from(std::string_view token) {
  return value_of(cache_modes, token);
}
std::optional<Destination> destination_from(std::string_view token) {
  return value_of(destinations, token);
}

}  // namespace corsage::fetch
