#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/audit/audit.hpp"

namespace corsage::test {

/// A server, as what it answers to a request.
using Server = std::function<std::variant<fetch::Answered, fetch::Failed>(fetch::WireRequest const&)>;

struct Dialogue {
  audit::Evidence evidence;
  audit::Verdict verdict;

  /// The findings' ids, the worst first.
  std::vector<std::string> ids() const;
  /// The origins that were asked for by probes of the kind.
  std::vector<std::string> origins(audit::ProbeKind kind) const;
  audit::Finding const& finding(trace::Reason reason) const;
};

/// The whole audit of the target, all answers by the server.
Dialogue audited(audit::Target target, Server const& server);

/// https://api.example.com/users, which https://app.example.com is meant to read.
audit::Target users();

/// An answer with these header lines, "name: value" each.
fetch::Answered answer(int status, std::vector<std::string_view> const& lines);

/// The request's Origin; empty where it has none.
std::string origin_of(fetch::WireRequest const& request);

/// A server that lets in the origins that satisfy the condition, with credentials, preflights included, and does all else
/// as it should be.
Server lets_in(std::function<bool(std::string const&)> const& condition);

}  // namespace corsage::test
