#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/lab_origins.hpp"
#include "support/server_rules.hpp"

namespace corsage::test {

/// Lines of an answer, "Name: value", in which {origin}, {requested_method} and {requested_headers} stand for what the
/// request says.
using LabLines = std::vector<std::string>;

/// How a server of the lab answers one sort of request.
struct LabFace {
  LetsIn lets_in = {};
  int status = 200;
  int refused_status = 200;
  LabLines always = {};
  LabLines granted = {};          ///< beside those, to whom it lets in
  LabLines refused = {};          ///< to all others
  LabLines without_origin = {};   ///< where the request has no Origin
  LabLines leave = {};            ///< beside `granted`, in answers to preflights
  LabLines private_network = {};  ///< where a preflight asks for the private network
};

/// What a server makes of bytes that it echoes.
enum class Echo : std::uint8_t {
  as_it_stands,
  decodes_percent,  ///< line breaks of what comes out break the line
  splits_at_return,
};

/// A server of the lab. It is sound but for what its row says: everything that the row leaves out is as in an allowlist
/// that was done right.
struct LabServer {
  std::string path = {};  ///< of the one resource that is there
  LabFace answer = {};
  LabFace preflight = {};
  LabFace missing = {};                      ///< at any other path
  std::optional<LabFace> unauthorized = {};  ///< to requests without Cookie and Authorization
  std::optional<LabFace> post = {};          ///< to POST, where it is answered otherwise
  Echo echo = Echo::as_it_stands;
  bool has_private_body = false;  ///< the body is another one for requests with credentials
};

/// The server's answer.
Rule answer_of(LabServer const& server, SeenRequest const& request);

}  // namespace corsage::test
