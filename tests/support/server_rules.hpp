#pragma once

#include <chrono>
#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace corsage::test {

/// Bytes, as on the wire.
using HeaderLines = std::vector<std::pair<std::string, std::string>>;

/// Which requests a rule answers; empty members are for every request.
struct When {
  std::string method = {};
  std::string host = {};  ///< as in the Host header
  std::string path = {};  ///< without the query
  std::string has_header = {};
};

/// One answer of the scripted server.
struct Rule {
  When when = {};
  int status = 200;
  HeaderLines headers = {};
  std::string body = {};
  /// When not empty: sent as it is in place of an answer, and the connection is closed after it.
  std::string raw = {};
  /// How long to think before answering.
  std::chrono::milliseconds pause = {};
};

using Rules = std::vector<Rule>;

/// The `server` member of a `corsage predict` case, as JSON. In a string, code points 0 to 255 are bytes. The error is a
/// sentence.
std::expected<Rules, std::string> read_rules(std::string_view json);

/// A request as the server saw it.
struct SeenRequest {
  std::string method;
  std::string target;   ///< path and query, as in the request line
  HeaderLines headers;  ///< in order, but lines of one name stand together
  std::string body;

  /// The first line of that name, in any case; empty when there is none.
  std::string_view header(std::string_view name) const;
};

/// The first rule for the request; null when there is none.
Rule const* rule_for(Rules const& rules, SeenRequest const& request);

/// The whole answer of the rule: the head, with Content-Length where the rule frames no body itself and the status is
/// neither 204 nor 304, and the body unless the method is HEAD.
std::string answer_of(Rule const& rule, std::string_view method);

}  // namespace corsage::test
