#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "corsage/fetch/exchange.hpp"
#include "corsage/http/message.hpp"

namespace corsage::formats {

/// What a request must be for a rule to answer it. What is empty asks for nothing.
struct When {
  std::string method = {};      ///< as on the wire; "*" is any
  std::string host = {};        ///< as in the Host header: with a port that is not the scheme's own
  std::string path = {};        ///< without the query
  std::string origin = {};      ///< the value of the Origin header
  std::string has_header = {};  ///< the request has this header; "cookie": it may carry cookies
  std::string no_header = {};   ///< the request does not have this header

  bool matches(fetch::WireRequest const& request) const;
};

struct ScriptedRule {
  When when;
  http::Response response;
};

/// A plain HTTP/1.1 server that answers as a script says: the first rule that matches; where none does, a 404 without
/// headers. It adds Content-Length where a rule frames no body itself, and nothing else.
class ScriptedServer {
 public:
  /// Forgets the rules but keeps their memory.
  void clear() { count_ = 0; }

  /// A new rule at the end, which answers 200 with nothing.
  ScriptedRule& add_rule();

  std::span<ScriptedRule const> rules() const { return std::span(rules_).first(count_); }

  /// Adds Content-Length to the rules' answers: once, when they are complete.
  void frame_bodies();

  fetch::Answered answer(fetch::WireRequest const& request) const;

 private:
  std::vector<ScriptedRule> rules_;
  std::size_t count_ = 0;
};

}  // namespace corsage::formats
