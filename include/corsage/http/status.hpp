#pragma once

namespace corsage::http {

/// https://fetch.spec.whatwg.org/#ok-status : 200 to 299.
constexpr bool is_ok_status(int status) {
  return status >= 200 && status <= 299;
}

/// https://fetch.spec.whatwg.org/#redirect-status
constexpr bool is_redirect_status(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/// https://fetch.spec.whatwg.org/#null-body-status
constexpr bool is_null_body_status(int status) {
  return status == 101 || status == 103 || status == 204 || status == 205 || status == 304;
}

/// Whether an answer with this status to GET says nothing of the URL's other methods: there is nothing to get there.
constexpr bool says_only_no_get(int status) {
  return status == 404 || status == 405 || status == 501;
}

}  // namespace corsage::http
