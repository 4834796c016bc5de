#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "asio.hpp"
#include "asker.hpp"
#include "census.hpp"
#include "corsage/gateway/configuration.hpp"
#include "deadlines.hpp"
#include "exchange.hpp"
#include "forwarded_head.hpp"
#include "own_answer.hpp"
#include "stream.hpp"

#include <boost/intrusive/list_hook.hpp>

namespace corsage::gateway {

class Worker;
struct Site;

/// What becomes of a client's connection after an exchange.
enum class After : std::uint8_t {
  next_request,  ///< all was read and written
  close,         ///< it said so to the client, or the client said so
  abort,         ///< the answer broke off: the client must be able to tell
};

struct ConnectionListTag;
using ConnectionHook = boost::intrusive::list_base_hook<boost::intrusive::tag<ConnectionListTag>,
                                                        boost::intrusive::link_mode<boost::intrusive::auto_unlink>>;

/// A client's connection: takes its requests one after the other, answers preflights itself and forwards the rest.
class ClientConnection final : public Deadline, public ConnectionHook {
 public:
  ClientConnection(Worker& worker, Socket socket, Scheme scheme, Census::Place place);

  /// Serves the connection to its end.
  Awaitable<void> serve();

  /// No further request after the one under way.
  void drain();

  /// Breaks off what is under way.
  void abort();

  // For the forwarding of one of its requests.
  Worker& worker() { return worker_; }
  Stream& stream() { return stream_; }
  Client client() const;
  Asker asker(Head const& request) const;

  /// What came behind the request's head so far: of its body, and of requests behind it.
  std::string_view behind_head() const { return received_.substr(head_length_); }
  /// So much of what is behind the head has been dealt with.
  void take_behind_head(std::size_t length) { taken_ = head_length_ + length; }
  /// What came behind the body of the request: of requests behind it.
  void receive_behind_body(std::string_view bytes) { behind_body_ = bytes; }

  /// Writes a text that lies in the worker's scratch room.
  Awaitable<bool> send(std::string_view text);

  void arm(DeadlineQueue& queue);
  /// Who is waited for besides the client; null: nobody.
  void wait_for(Stream* upstream) { upstream_ = upstream; }
  bool is_expired() const { return is_expired_; }
  /// Whatever took too long is left, and something else has its time now.
  void grant_time() { is_expired_ = false; }

  /// Whether somebody reads from the client, who would see it go; as long as nobody does, the worker looks now and then.
  void set_is_read(bool is_read) { is_read_ = is_read; }
  bool is_unread() const { return upstream_ != nullptr && !is_read_; }
  /// Gives up where the client went without waiting for its answer. A client that sent a farewell went, too: it could
  /// still read, but none that can be told from one that is gone does.
  void look_whether_it_left();
  bool has_left() const { return has_left_; }
  bool keeps_alive(Head const& request) const;

 private:
  /// What is said to a request without asking upstream; or the route that it goes.
  struct Plan;

  void expire() override;

  Awaitable<bool> begin_tls();
  /// The time for the next request begins.
  void begin_to_wait();
  /// Takes what there is of the next request, with room for it; false where nothing came yet.
  bool receive(ExchangePool::Handle& exchange, Error& error);
  Awaitable<bool> read_request(Exchange& exchange);
  ParseState read_head(Exchange& exchange);
  Plan plan(Exchange& exchange, Site const& site);
  /// Has pages that some route of the host lets in read that none takes their request.
  static void tell_pages_of(Site const& site, std::string_view host, policy::Incoming const& incoming,
                            Exchange& exchange, Plan& plan);
  std::optional<OwnAnswer> refusal_of_elsewhere(Head const& request, Plan const& plan) const;
  Awaitable<After> answer(Exchange& exchange, Plan const& plan);
  Awaitable<void> end(After after);
  void break_off();
  void keep_leftover(ExchangePool::Handle& exchange);

  Worker& worker_;
  Stream stream_;
  Stream* upstream_ = nullptr;
  std::string_view received_;    ///< what was read and not yet dealt with
  std::size_t head_length_ = 0;  ///< of the request, in received_
  std::size_t taken_ = 0;        ///< of received_: what was dealt with
  std::string behind_body_;
  std::uint64_t requests_ = 0;
  Census::Place place_;
  AddressBytes peer_ = {};
  std::string address_;
  bool is_trusted_proxy_ = false;
  bool is_expired_ = false;
  bool has_left_ = false;
  bool is_read_ = false;
  bool has_skipped_line_ = false;
  ParseState state_ = ParseState::needs_more;
  Scheme scheme_;
  bool is_idle_ = false;
  bool is_in_lull_ = false;
  bool is_last_ = false;
};

}  // namespace corsage::gateway
