#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "corsage/policy/apply.hpp"
#include "corsage/policy/decision.hpp"
#include "corsage/report/terminal_text.hpp"
#include "corsage/trace/reason.hpp"

/// What a gateway tells who runs it, once for each thing.
namespace corsage::report {

/// Whether a route's policy has the say, or only says what it would.
enum class Enforcement : std::uint8_t { enforced, reported };

/// A request that a page sent through a gateway.
struct GatewayRequest {
  std::string route;                      ///< its name
  std::string origin;                     ///< the page's
  std::string method;                     ///< of the request itself, where a preflight asks for one
  std::string url;                        ///< without the query
  std::vector<std::string> headers = {};  ///< those that a preflight asks for
};

/// The first request that a route refused for this reason and this origin, method or header.
struct RefusedRequest {
  GatewayRequest request;
  policy::RequestClass request_class = policy::RequestClass::actual;
  trace::Reason reason{};
  std::string offending;
  Enforcement enforcement = Enforcement::enforced;
};

/// So many refusals were told that no more are.
struct RefusalsUntold {
  std::size_t told = 0;
};

/// The first answer of a route's server whose CORS headers contradict the policy.
struct UpstreamContradicts {
  GatewayRequest request;
  policy::ReplacedLines lines;
  Enforcement enforcement = Enforcement::enforced;
};

/// The access log could not be opened anew: what was open goes on.
struct LogUnwritable {
  std::string path;
  std::string cause;  ///< the system's words
};

/// The first request that no route takes.
struct RequestUnrouted {
  std::string method;
  std::string url;  ///< without the query
};

/// The first request that a server behind could not be asked, for this cause.
struct UpstreamFailed {
  std::string route;     ///< its name
  std::string upstream;  ///< host and port
  std::string what;      ///< happened, as pages are told
  std::string cause;     ///< the system's words
};

using GatewayNotice =
    std::variant<RefusedRequest, RefusalsUntold, UpstreamContradicts, LogUnwritable, RequestUnrouted, UpstreamFailed>;

/// The notice, for people: in the words in which `corsage why` and `corsage explain` tell of the same.
std::string gateway_notice(GatewayNotice const& notice, Look const& look);

}  // namespace corsage::report
