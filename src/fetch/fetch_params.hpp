#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/fetch/session.hpp"

namespace corsage::fetch {

/// https://fetch.spec.whatwg.org/#concept-request-response-tainting
enum class ResponseTainting : std::uint8_t { basic, cors, opaque };

/// How far from the page's origin a request has been, over its URLs so far: the values of Sec-Fetch-Site that a page's own
/// requests have. https://w3c.github.io/webappsec-fetch-metadata/#sec-fetch-site-header
enum class RequestSite : std::uint8_t { same_origin, same_site, cross_site };

/// What some profiles remember of a request that the standard forgets.
struct Quirks {
  bool keeps_asking = false;  ///< preflights go on after the need for them is gone
  std::optional<std::string> removed_authorization;
  std::optional<std::string> removed_content_type;
  std::uint8_t hops_since_method_change = 0;
  bool keeps_origin_header = false;  ///< on a GET that was a POST
};

/// https://fetch.spec.whatwg.org/#concept-request : the request as the algorithms change it on its way.
struct RequestState {
  std::string method;
  http::HeaderList headers;
  bool has_body = false;
  ResponseTainting tainting = ResponseTainting::basic;
  std::vector<url::Url> url_list;
  std::uint8_t redirect_count = 0;
  /// https://fetch.spec.whatwg.org/#concept-request-tainted-origin : anything but "same-origin". What is of one site and
  /// what is not differs for cookies only, and those are not this room's.
  bool has_tainted_origin = false;
  RequestSite site = RequestSite::same_origin;
  ReferrerPolicy referrer_policy = ReferrerPolicy::empty;
  std::optional<url::Url> referrer;  ///< nothing: "no-referrer"
  bool timing_allow_failed = false;

  Quirks quirks;

  url::Url const& current_url() const { return url_list.back(); }
};

/// https://fetch.spec.whatwg.org/#concept-response, as far as CORS looks at it. Headers and body stay in the journal.
struct Response {
  bool is_network_error = false;
  int status = 0;
  http::HeaderList const* headers = nullptr;  ///< valid until the next exchange
  bool has_body = false;
  std::int16_t exchange = trace::Event::no_exchange;
  bool is_opaque_redirect = false;
};

/// A response, or nothing while the answer it needs has not come.
using Fetched = std::optional<Response>;

/// What a check gives: the network error when it blocks the fetch, nothing when the fetch goes on.
using Blocked = std::optional<Response>;

/// Where an event happened: the leg, and the exchange it judges.
struct At {
  trace::Leg leg = trace::Leg::actual;
  std::int16_t exchange = trace::Event::no_exchange;
};

/// https://fetch.spec.whatwg.org/#fetch-params : the state of one run over a journal.
class FetchParams {
 public:
  FetchParams(Request const& made, Environment const& environment, Time start, Run& run, Responder const& responder);
  FetchParams(FetchParams const&) = delete;
  FetchParams& operator=(FetchParams const&) = delete;

  /// Gives the request's memory back to the run.
  ~FetchParams();

  Request const& made;
  Environment const& environment;
  Profile const& profile;
  RequestState request;
  /// Header list and body of a response that no network gave.
  http::HeaderList local_headers;
  std::optional<std::string> local_body;

  /// A request to the current URL, to be filled in. The next one takes its memory.
  WireRequest& draft(trace::Leg leg, std::string_view method);

  /// The exchange with this request: the journal's next one when it is the same request, else a new one from the responder.
  /// Nothing when there is no answer yet; the run then waits.
  std::optional<std::int16_t> exchange(WireRequest const& wire);

  Exchange const& journal_at(std::int16_t index) const { return run_.journal[static_cast<std::size_t>(index)]; }

  /// The answer's header list as this profile reads it.
  http::HeaderList const& received_headers(std::int16_t index);

  PreflightCache& cache() { return run_.cache; }
  trace::Trace& trace() { return run_.trace; }
  Time now() const { return now_; }
  std::uint8_t hop() const { return request.redirect_count; }

  /// Whether the page gave a stream for a body.
  bool has_stream() const { return made.body && !made.body->has_source; }

  /// Whether a stream is what is sent: a body whose source is null.
  bool sends_stream() const { return has_stream() && profile.stream_body == Profile::StreamBody::sent; }

  /// https://fetch.spec.whatwg.org/#use-cors-preflight-flag : set by upload listeners and by bodies that are streams.
  bool uses_cors_preflight() const { return made.use_cors_preflight || sends_stream(); }

  /// Records a check that passed.
  void pass(trace::Step step, At at = {}, std::initializer_list<trace::ArgumentValue> arguments = {});

  /// Records something worth telling.
  void note(trace::Step step, trace::Reason reason, At at = {},
            std::initializer_list<trace::ArgumentValue> arguments = {});

  /// Records the check that ends the fetch, and gives the network error.
  Response block(trace::Step step, trace::Reason reason, At at = {},
                 std::initializer_list<trace::ArgumentValue> arguments = {});

  /// Forgets what of the journal this run did not use.
  void finish();

 private:
  Run& run_;
  Responder const& responder_;
  std::size_t next_ = 0;
  Time now_;
  std::vector<std::unique_ptr<http::HeaderList>> rewritten_headers_;
};

}  // namespace corsage::fetch
