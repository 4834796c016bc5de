#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "asio.hpp"
#include "client_connection.hpp"
#include "corsage/gateway/configuration.hpp"
#include "corsage/policy/decision.hpp"
#include "exchange.hpp"
#include "own_answer.hpp"
#include "relaying.hpp"
#include "tunnel.hpp"
#include "upload.hpp"
#include "upstream_pool.hpp"

namespace corsage::gateway {

/// One request that goes to an upstream, and the answer that comes back.
class Forwarding {
 public:
  /// All must outlive the forwarding. `decision` is null where the route leaves CORS to upstream, `relay` where it is no
  /// relay.
  Forwarding(ClientConnection& client, Exchange& exchange, Route const& route, policy::Decision const* decision,
             RelayState* relay);

  Awaitable<After> run();

 private:
  static constexpr OwnAnswer garbled{
      .status = 502,
      .code = "upstream_malformed",
      .detail = "The server behind the gateway answered with something that is not HTTP/1.1."};

  /// A connection to the first upstream, if one was kept: nothing is waited for then.
  bool take_first_kept();
  bool take_kept();
  /// A connection to any upstream, kept or new.
  Awaitable<bool> open(bool may_be_kept, Error& error);
  Awaitable<bool> connect(Error& error);
  bool may_be_sent_again() const;

  /// What the gateway says where upstream says nothing.
  Awaitable<After> fail(OwnAnswer const& answer);
  Awaitable<After> give_up(OwnAnswer const& answer);

  /// `needs_more`: it did not come.
  Awaitable<ParseState> read_answer_head();
  ParseState read_head_again();
  Awaitable<bool> relay_interim();

  ClientFraming framing() const;
  Awaitable<After> relay_answer();
  bool may_splice(std::uint64_t remaining) const;
  Awaitable<bool> relay_counted(std::string_view head, std::string_view behind);
  Awaitable<bool> relay_chunks(std::string_view head, std::string_view behind);
  Awaitable<bool> relay_until_close(std::string_view head, std::string_view behind);
  Awaitable<bool> write_to_client(std::string_view head, std::string_view body);
  /// An event stream is silent for as long as nothing happens: https://html.spec.whatwg.org/multipage/server-sent-events.html
  void await_events();
  /// Waits for more of the answer; `asio::error::eof` at its end.
  Awaitable<std::size_t> read_more(asio::mutable_buffer room, Error& error);
  Awaitable<After> finish(bool is_whole);
  Awaitable<After> tunnel();

  // Of a relay.
  std::span<Upstream const> upstreams() const;
  void append_request_head(std::string& out);
  Awaitable<After> send_stored();
  bool take_body(std::string_view piece) { return relaying_ == nullptr || relaying_->take_body(piece); }

  ClientConnection& client_;
  Worker& worker_;
  Exchange& exchange_;
  Route const& route_;
  policy::Decision const* decision_;
  std::unique_ptr<Relaying> relaying_;  ///< null where the route is no relay
  PoolHandle pool_;
  std::unique_ptr<UpstreamConnection> upstream_;
  Upload upload_;
  ClientFraming framing_ = {};
  DeadlineQueue* patience_;           ///< between two pieces of the answer
  std::size_t received_ = 0;          ///< bytes of upstream's in the buffer
  std::size_t head_length_ = 0;       ///< of the answer
  bool has_answered_ = false;         ///< something of the answer is on its way to the client
  bool has_more_than_asked_ = false;  ///< upstream sent bytes behind its answer
};

}  // namespace corsage::gateway
