#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "corsage/explain/console.hpp"
#include "corsage/explain/diagnosis.hpp"
#include "corsage/fetch/environment.hpp"
#include "corsage/fetch/exchange.hpp"
#include "corsage/fetch/request.hpp"

namespace corsage::explain {

/// What a console line is made of: the exchange that was blocked, and everything that is wrong with it.
struct ConsoleFacts {
  fetch::Request const& request;
  fetch::Environment const& environment;
  /// The causes of the blocked exchange, never empty.
  std::span<Cause const> failures;
  /// The blocked exchange; null when the browser stopped before it sent one.
  fetch::Exchange const* exchange = nullptr;
  /// The exchange before it, when that was a redirect; null otherwise.
  bool was_redirected = false;

  http::Response const* response() const;
  /// The URL that was blocked.
  std::string url(Cause const& cause) const;
  /// The page's address; its origin and "/" where only that is known.
  std::string page_url() const;
  bool is_cross_origin() const;
  /// Whether the blocked URL has a scheme that browsers know from the network, ftp among them.
  bool has_known_scheme(Cause const& cause) const;
  /// Whether the blocked answer is itself a redirect.
  bool is_redirect() const;
};

/// One reason in one browser's words. `text` has named fields, see `fill`. The order of a table's rows is the order of
/// the browser's checks.
struct ConsoleRow {
  trace::Reason reason;
  std::string_view text;
  std::string_view cors_error = {};
};

/// A row and the failure that it tells.
struct Told {
  ConsoleRow const* row = nullptr;
  Cause const* cause = nullptr;
};

/// The failure that a browser with this table reports: the one whose row stands first.
Told first_told(std::span<ConsoleRow const> rows, ConsoleFacts const& facts);

/// What to say in place of a row's text for the promise's rejection.
struct ErrorRow {
  trace::Reason reason;
  std::string_view text;
};

/// Writes bytes of a header's value as one browser's console does.
using Shown = std::string (*)(std::string_view bytes);

/// Fills in a text's fields:
///
///     {kind} {mixed_kind} {api}   who asked, as Chrome, its mixed content checker, and Safari call it
///     {next_url} {first_url}      where a redirect leads, where it all began
///     {url} {given_url} {from}                the blocked URL; "(redirected from 'URL') " in Chrome
///     {page} {page_url} {origin}  the page's origin and address; the origin as the request told it
///     {method} {status} {phrase}  of the blocked exchange
///     {mime_type} {location}        the answer's headers
///     {value} {header} {scheme} {space}   the cause's arguments
std::string fill(std::string_view text, ConsoleFacts const& facts, Cause const& cause, Shown shown);

/// The text of the row for `reason`, or `otherwise`.
std::string_view error_text(std::span<ErrorRow const> rows, trace::Reason reason, std::string_view otherwise);

ConsoleMessages chromium_messages(ConsoleFacts const& facts);
ConsoleMessages firefox_messages(ConsoleFacts const& facts);
ConsoleMessages webkit_messages(ConsoleFacts const& facts);

/// The tables, for the test that each blocking reason has a row.
std::span<ConsoleRow const> chromium_rows();
std::span<ConsoleRow const> firefox_rows();
std::span<ConsoleRow const> webkit_rows();

}  // namespace corsage::explain
