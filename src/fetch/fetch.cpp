#include "corsage/fetch/session.hpp"
#include "corsage/http/header_names.hpp"
#include "fetch_params.hpp"
#include "filtered_response.hpp"
#include "main_fetch.hpp"
#include "make_request.hpp"

namespace corsage::fetch {
namespace {

// https://fetch.spec.whatwg.org/#concept-fetch , step 12: what the page would like to get.
std::string_view accept_of(Destination destination) {
  switch (destination) {
    case Destination::image: return "image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5";
    case Destination::json: return "application/json,*/*;q=0.5";
    case Destination::style: return "text/css,*/*;q=0.1";
    case Destination::empty:
    case Destination::audio:
    case Destination::font:
    case Destination::manifest:
    case Destination::script:
    case Destination::track:
    case Destination::video:
    case Destination::worker: break;
  }
  return "*/*";
}

void append_default_headers(FetchParams& params) {
  // 12. Accept, unless the page named its own.
  if (!params.request.headers.contains(http::header::accept)) {
    params.request.headers.append(http::header::accept, accept_of(params.made.destination));
  }
}

}  // namespace

void Run::clear() {
  outcome = {};
  trace.clear();
  journal.clear();
  waiting.reset();
  cache.clear();
}

// https://fetch.spec.whatwg.org/#fetch-method and https://fetch.spec.whatwg.org/#concept-fetch
void fetch(Request const& request, Environment const& environment, Time start, Run& run, Responder const& responder) {
  run.trace.clear();
  run.waiting.reset();
  run.outcome = {};
  FetchParams params(request, environment, start, run, responder);
  if (make_request(params)) {
    run.outcome = network_error_outcome();
    params.finish();
    return;
  }
  append_default_headers(params);
  auto const response = main_fetch(params);
  if (response) {
    run.outcome = main_fetch_end(params, *response);
    params.finish();
  }
}

}  // namespace corsage::fetch
