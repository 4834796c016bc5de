#include "page.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corsage/fetch/session.hpp"
#include "corsage/http/header_names.hpp"
#include "corsage/http/method.hpp"
#include "corsage/url/origin.hpp"
#include "http_lists.hpp"

namespace corsage::audit {
namespace {

constexpr std::string_view everything = "*";
constexpr std::string_view json = "application/json";

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

/// A request that may change something, and that no page may send without leave.
struct Writing {
  std::string method;
  http::HeaderList headers = {};
};

/// The one that the target's preflights ask for.
Writing asked_for(Target const& target) {
  Writing writing{.method = target.preflight_method};
  // A method that needs no leave is asked for because of what goes with it.
  if (http::is_cors_safelisted_method(target.preflight_method) && !target.preflight_headers.empty()) {
    bool const has_type =
        std::ranges::find(target.preflight_headers, http::header::content_type) != target.preflight_headers.end();
    writing.headers.append(has_type ? http::header::content_type : target.preflight_headers.front(), json);
  }
  return writing;
}

/// Whether requests of the method may change something, and need leave.
bool is_of_writing(std::string const& method) {
  // https://www.iana.org/assignments/http-methods : what is safe though it needs leave.
  constexpr std::array<std::string_view, 5> only_reading{"OPTIONS", "PROPFIND", "QUERY", "REPORT", "SEARCH"};
  bool const is_sent = http::is_method(method) && !http::is_forbidden_method(method) && method != everything;
  // What is written small is another method than the server means, and told of as that.
  bool const is_large = std::ranges::none_of(method, [](char byte) { return byte >= 'a' && byte <= 'z'; });
  return is_sent && is_large && !http::is_cors_safelisted_method(method) &&
         std::ranges::find(only_reading, method) == only_reading.end();
}

/// The one that was asked for, and what the answer's lists give leave for besides.
std::vector<Writing> writings_of(Target const& target, http::HeaderList const& answer) {
  std::vector<Writing> writings{asked_for(target)};
  auto const methods = elements(answer, http::header::access_control_allow_methods);
  // Whoever may send one of those listed may send the others.
  if (auto const listed = std::ranges::find_if(methods, is_of_writing); listed != methods.end()) {
    writings.push_back({.method = *listed});
  }
  // No list of methods keeps a POST from being sent, but one without it says that the resource takes none.
  bool const takes_post = methods.empty() || std::ranges::any_of(methods, [](std::string const& method) {
                            return method == "POST" || method == everything;
                          });
  if (takes_post) {
    writings.push_back({.method = "POST"});
    writings.back().headers.append(http::header::content_type, json);
  }
  return writings;
}

bool can_write(Target const& target, Writing const& writing, url::Origin const& page, fetch::Answered const& answer,
               fetch::CredentialsMode credentials) {
  auto session = session_of(target, page, writing.method, credentials, writing.headers);
  if (session.next() == nullptr || session.next()->leg != trace::Leg::preflight) {
    return false;
  }
  session.deliver(answer, 0);
  return session.next() != nullptr && session.next()->leg == trace::Leg::actual;
}

using IsAllowed = std::function<bool(url::Origin const&, fetch::Answered const&, fetch::CredentialsMode)>;

/// The better of what is allowed with credentials and without.
Reach reach(Asked const& asked, Access access, IsAllowed const& is_allowed) {
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
  if (is_allowed(*page, *answer, fetch::CredentialsMode::include)) {
    return {.access = access, .with_credentials = true};
  }
  bool const is_plain = is_allowed(*page, *answer, fetch::CredentialsMode::omit);
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
  return reach(probe, Access::read, [&](auto const& page, auto const& answer, auto credentials) {
    return can_read(target, page, answer, credentials);
  });
}

Reach reach_of_writing(Target const& target, Asked const& preflight) {
  Reach best;
  for (auto const& writing : writings_of(target, headers_of(preflight))) {
    auto const by_it = reach(preflight, Access::write, [&](auto const& page, auto const& answer, auto credentials) {
      return can_write(target, writing, page, answer, credentials);
    });
    if (std::pair(by_it.access, by_it.with_credentials) > std::pair(best.access, best.with_credentials)) {
      best = by_it;
      best.method = writing.method;
    }
  }
  return best;
}

}  // namespace corsage::audit
