#include "scheme_fetch.hpp"

#include "corsage/http/header_names.hpp"
#include "data_url.hpp"
#include "http_fetch.hpp"

namespace corsage::fetch {
namespace {

using trace::ArgumentName;
using trace::Reason;
using trace::Step;

Response local_response(FetchParams& params, std::string_view content_type, std::string body) {
  params.local_headers.append(http::header::content_type, content_type);
  params.local_body = std::move(body);
  return {.status = 200, .headers = &params.local_headers, .has_body = true};
}

Response local_failure(FetchParams& params) {
  auto const& url = params.request.current_url();
  return params.block(Step::scheme_fetch_3, Reason::local_url_failed, {},
                      {{ArgumentName::url, url.href()}, {ArgumentName::scheme, url.scheme()}});
}

Response about_fetch(FetchParams& params) {
  bool const is_refused =
      params.profile.refuses_opaque_about_blank && params.request.tainting == ResponseTainting::opaque;
  if (params.request.current_url().path() != "blank" || is_refused) {
    return local_failure(params);
  }
  return local_response(params, "text/html;charset=utf-8", {});
}

Response data_fetch(FetchParams& params) {
  auto data = parse_data_url(params.request.current_url());
  if (!data) {
    return local_failure(params);
  }
  auto const length = data->body.size();
  auto response = local_response(params, data->media_type, std::move(data->body));
  if (params.profile.data_url_has_content_length) {
    params.local_headers.append(http::header::content_length, std::to_string(length));
  }
  return response;
}

}  // namespace

// https://fetch.spec.whatwg.org/#concept-scheme-fetch
Fetched scheme_fetch(FetchParams& params) {
  auto const& url = params.request.current_url();
  // 3. HTTP goes to the network; about:blank and data: carry their answers with them.
  if (url.has_http_scheme()) {
    return http_fetch(params, MakeCorsPreflight::no);
  }
  if (url.scheme() == "about") {
    return about_fetch(params);
  }
  if (url.scheme() == "data") {
    return data_fetch(params);
  }
  // No page's blob store is known here, so a blob: URL has no entry.
  if (url.scheme() == "blob") {
    return local_failure(params);
  }
  // 4. Any other scheme gives nothing.
  return params.block(Step::scheme_fetch_4, Reason::scheme_not_http, {},
                      {{ArgumentName::url, url.href()}, {ArgumentName::scheme, url.scheme()}});
}

}  // namespace corsage::fetch
