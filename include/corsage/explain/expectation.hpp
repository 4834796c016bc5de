#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/fetch/environment.hpp"
#include "corsage/fetch/request.hpp"
#include "corsage/fetch/session.hpp"
#include "corsage/http/header_list.hpp"
#include "corsage/url/origin.hpp"
#include "corsage/url/url.hpp"

namespace corsage::explain {

/// What has to hold of one request: which pages may make it, and what they may read of the answer.
struct Expectation {
  std::string name = {};               ///< empty: known by its request
  std::vector<url::Origin> from = {};  ///< the pages
  std::string method = "GET";          ///< as a page's script writes it
  std::string target = "/";            ///< path and query, below the server's own path
  http::HeaderList headers = {};       ///< that the page sets
  fetch::CredentialsMode credentials = fetch::CredentialsMode::same_origin;
  std::optional<std::string> body = std::nullopt;  ///< what the page's script passes as a string
  bool allowed = true;
  std::vector<std::string> readable = {};    ///< headers of the answer that the page can read, lower case
  std::vector<std::string> unreadable = {};  ///< headers that it cannot, lower case
  std::optional<int> status = std::nullopt;  ///< that the page sees

  bool operator==(Expectation const&) const = default;
};

/// The fetch that the expectation is about, of a server whose URL is `at` (a query and a fragment of it do not count).
fetch::Request request_of(Expectation const& expectation, url::Url const& at);

/// A page of that origin: the first of it, which is what a Referer names.
fetch::Environment page_of(url::Origin const& origin);

/// What became of an expectation.
enum class Holding : std::uint8_t {
  holds,
  broken,
  undetermined,  ///< evidence is missing
  unreachable,   ///< no answer came
};

/// "holds", "broken", "undetermined", "unreachable"
std::string_view to_string(Holding holding);

/// One thing that is otherwise than expected.
struct Departure {
  enum class Kind : std::uint8_t {
    blocked,   ///< and should be allowed
    allowed,   ///< and should be blocked
    sent,      ///< its preflight passed, and it should be blocked
    status,    ///< the page sees another
    hidden,    ///< a header of the answer that the page should be able to read
    absent,    ///< the answer has no such header
    readable,  ///< a header that the page should not be able to read
  };
  Kind kind = Kind::blocked;
  std::string header = {};  ///< of `hidden`, `absent` and `readable`
  int status = 0;           ///< of `status`: what the page sees

  bool operator==(Departure const&) const = default;
};

/// "blocked", "allowed", ...
std::string_view to_string(Departure::Kind kind);

/// How an expectation and what a browser did compare.
struct Comparison {
  Holding holding = Holding::holds;
  /// Whether the request itself was not sent, and the answer to a harmless one stood in for its own.
  bool is_estimated = false;
  std::vector<Departure> departures = {};
  /// Headers that the page should be able to read, and that could not be looked at: what stood in was answered without.
  std::vector<std::string> unseen = {};

  bool operator==(Comparison const&) const = default;
};

/// Whether an exchange's answer is another request's, that stood in for its own.
using IsEstimated = std::function<bool(fetch::WireRequest const&)>;

/// Compares a browser's run with the expectation.
///
/// A request that may change something need not be sent to be judged. Its preflight is the server's own word: where it
/// is refused the expectation of a refusal holds, and where it passes that expectation is broken, sent or not, for a
/// browser sends the request. What a harmless request in its place was answered only confirms: where that agrees, the
/// expectation holds (`is_estimated`); where it does not, nothing is certain. An answer that says no more than that
/// there is nothing to get counts for neither; nor, behind a preflight that passes, does an error. Where a header is
/// missing that the page should read, nothing is known of it. Nor does a refusal of the browser's own count, before
/// anything is sent.
Comparison compare(Expectation const& expectation, fetch::Run const& run, IsEstimated const& is_estimated = {});

/// What became of it in all browsers: the worst.
Holding overall(std::span<Comparison const> comparisons);

}  // namespace corsage::explain
