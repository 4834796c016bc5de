#pragma once

#include <string>
#include <string_view>

#include "corsage/gateway/configuration.hpp"
#include "corsage/policy/decision.hpp"
#include "head.hpp"

namespace corsage::gateway {

/// What the gateway knows of the client that a request came from.
struct Client {
  std::string_view address;                ///< numeric
  std::string_view scheme;                 ///< "http" or "https": how the request came
  bool is_trusted_proxy = false;           ///< then what it says of its own client is kept
  bool is_told = true;                     ///< whether upstream may know of it
  std::string_view pseudonym = "corsage";  ///< the gateway's own, in Via
};

/// Appends the head of the request as upstream gets it: what concerned only the client's connection is taken out, and
/// who is behind the gateway is told who asked.
///
/// https://www.rfc-editor.org/rfc/rfc9110#name-message-forwarding
void append_request_head(Head const& request, Client const& client, Upstream const& upstream, std::string& out);

/// Has a redirect to the server behind itself lead to the gateway, which the page asked: it knows no other.
void keep_at_gateway(Head& answer, Upstream const& upstream);

/// How an answer's body is framed to the client.
struct ClientFraming {
  Framing framing = Framing::none;
  bool keeps_alive = true;
  int version = 11;  ///< of the request
};

/// Appends the head of upstream's answer as the client gets it: with the decision's header lines instead of upstream's,
/// `Vary` merged, and framed anew. Whether upstream had header lines about which the decision has the say.
bool append_response_head(Head const& answer, policy::Decision const* decision, ClientFraming const& framing,
                          std::string& out);

/// Whether one of the Via lines names this gateway: the request has been here before.
bool has_been_here(Head const& request, std::string_view pseudonym);

}  // namespace corsage::gateway
