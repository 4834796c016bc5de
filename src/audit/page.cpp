#include "page.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "corsage/fetch/session.hpp"
#include "corsage/http/header_names.hpp"
#include "corsage/http/method.hpp"
#include "corsage/url/origin.hpp"

namespace corsage::audit {
namespace {

fetch::Session session_of(Target const& target, url::Origin const& page, std::string method,
                          fetch::CredentialsMode credentials, http::HeaderList headers = {}) {
  fetch::Request request{.url = address_for(target, page), .method = std::move(method), .headers = std::move(headers)};
  request.url.remove_credentials();
  request.credentials = credentials;
  return fetch::Session(std::move(request), fetch::Environment{.origin = page});
}

/// The origin as a page's; nothing where no page that fetch() knows has it.
std::optional<url::Origin> page_of(std::string const& origin) {
  auto const page = url::Origin::parse(origin);
  return page && page->serialized() == origin ? std::optional(*page) : std::nullopt;
}

/// A redirect that passed its own check counts: what it leads to is another resource.
bool is_passed(fetch::Session const& session) {
  return session.outcome().verdict == fetch::Verdict::allowed || (session.next() != nullptr && session.next()->hop > 0);
}

bool can_read(Target const& target, url::Origin const& page, fetch::Answered const& answer,
              fetch::CredentialsMode credentials) {
  auto const method = http::is_cors_safelisted_method(target.method) ? target.method : std::string("GET");
  auto session = session_of(target, page, method, credentials);
  if (session.next() != nullptr) {
    session.deliver(answer, 0);
  }
  return is_passed(session);
}

bool can_write(Target const& target, url::Origin const& page, fetch::Answered const& answer,
               fetch::CredentialsMode credentials) {
  // A method that needs no leave is asked for because of what goes with it.
  http::HeaderList headers;
  if (http::is_cors_safelisted_method(target.preflight_method) && !target.preflight_headers.empty()) {
    bool const has_type =
        std::ranges::find(target.preflight_headers, http::header::content_type) != target.preflight_headers.end();
    headers.append(has_type ? http::header::content_type : target.preflight_headers.front(), "application/json");
  }
  auto session = session_of(target, page, target.preflight_method, credentials, std::move(headers));
  if (session.next() == nullptr || session.next()->leg != trace::Leg::preflight) {
    return false;
  }
  session.deliver(answer, 0);
  return session.next() != nullptr && session.next()->leg == trace::Leg::actual;
}

/// The better of what is allowed with credentials and without.
Reach reach(Target const& target, Asked const& asked, Access access,
            bool (*is_allowed)(Target const&, url::Origin const&, fetch::Answered const&, fetch::CredentialsMode)) {
  auto const* const answer = asked.answered();
  auto const page = page_of(asked.probe.origin);
  if (answer == nullptr) {
    return {};
  }
  if (!page) {
    return {.access = echoes(asked) ? access : Access::none,
            .with_credentials = echoes(asked) && allows_credentials(answer->response.headers),
            .is_run = false};
  }
  if (is_allowed(target, *page, *answer, fetch::CredentialsMode::include)) {
    return {.access = access, .with_credentials = true};
  }
  bool const is_plain = is_allowed(target, *page, *answer, fetch::CredentialsMode::omit);
  return {.access = is_plain ? access : Access::none};
}

}  // namespace

url::Url address_for(Target const& target, url::Origin const& page) {
  // A page of https may not ask for plain http at all, and its twin of http may: what the server says is judged, so as if
  // it were reached over TLS.
  bool const is_mixed = target.url.scheme() == "http" && page.scheme() == "https";
  auto const href = std::string(target.url.href_without_fragment());
  return is_mixed ? url::Url::parse("https" + href.substr(href.find(':'))).value_or(target.url) : target.url;
}

Reach reach_of_reading(Target const& target, Asked const& probe) {
  return reach(target, probe, Access::read, can_read);
}

Reach reach_of_writing(Target const& target, Asked const& preflight) {
  return reach(target, preflight, Access::write, can_write);
}

}  // namespace corsage::audit
