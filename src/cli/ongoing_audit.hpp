#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "corsage/audit/audit.hpp"
#include "corsage/transport/curl_transport.hpp"
#include "listed_urls.hpp"
#include "request_pace.hpp"

namespace corsage::cli {

/// The audit of one resource under way: which of its probes wait to be sent, and what is made of what came.
///
/// Until there is a first answer one probe is sent at a time, so that a server that is not there is asked once or twice and
/// not for every probe. Where it never answers, the others fail as the first did, unsent.
class OngoingAudit {
 public:
  /// `of_loopback` holds for a server that turns out to be on this machine.
  OngoingAudit(audit::Target target, SourceRange place, Metering of_loopback);

  audit::Audit const& audit() const { return audit_; }
  SourceRange const& place() const { return place_; }

  /// Who is asked: scheme, host and port.
  std::string const& host() const { return host_; }
  Metering metering() const { return metering_; }

  /// Whether a probe could be sent now.
  bool has_probe() const { return !waiting_.empty() && (has_answer_ || under_way_.empty()); }

  /// The next probe's number: it is sent.
  std::size_t take_probe();

  /// What came of a probe that was sent.
  void receive(std::size_t number, transport::Reception reception);

  /// Whether it is an answer to a probe that was sent, and to be received, that the server is busy: where the resource
  /// answers other methods, was never heard to answer anything else to this one, though this probe was sent once more,
  /// and does not say how long to wait.
  bool takes_for_answer(std::size_t number, std::optional<std::chrono::seconds> wanted) const;

  /// What came of a probe that was sent is that the server is busy, and wants to be asked again after so long, perhaps. It is
  /// asked again, a few times. `left_alone` is by how much longer the server is left alone for it; nothing where it is not
  /// worth waiting for.
  void put_off(std::size_t number, fetch::Answered const& busy, std::optional<std::chrono::seconds> wanted,
               std::optional<RequestPace::Duration> left_alone);

  /// No probe is sent any more, for that reason. What is under way may come to its end.
  void give_up(std::string const& why);

  /// The same, and what is under way is not waited for: it must not be received any more.
  void abandon(std::string const& why);

  bool is_finished() const { return audit_.is_finished(); }

  /// Whether the server answered at all, were it that it is busy.
  bool is_reached() const { return is_reached_; }

  /// Bytes of the answers' heads, which are kept to the end.
  std::size_t held_bytes() const { return held_bytes_; }

  /// How many probes were never sent, and will not be: nothing more is.
  std::size_t unsent() const { return unsent_; }

  /// Why there is no answer to some probe; empty where all have one.
  std::string const& why_unanswered() const { return why_unanswered_; }

 private:
  struct Attempts {
    int failed = 0;
    int put_off = 0;
  };

  bool is_worth_another(fetch::Failed const& failed, std::size_t number);
  bool waits_for(std::size_t number, std::optional<RequestPace::Duration> left_alone);
  std::string const& method_of(std::size_t number) const { return audit_.evidence()[number].probe.request.method; }
  void is_answered_by(fetch::Answered const& answered);
  void deliver(std::size_t number, transport::Reception reception);
  void fail(std::size_t number);
  void go_on();

  audit::Audit audit_;
  SourceRange place_;
  std::string host_;
  Metering metering_of_loopback_;
  Metering metering_;
  std::deque<std::size_t> waiting_;
  std::vector<std::size_t> under_way_;
  std::unordered_map<std::size_t, Attempts> attempts_;
  std::unordered_set<std::string> answered_methods_;  ///< otherwise than that the server is busy
  bool is_reached_ = false;
  bool has_answer_ = false;  ///< of the resource
  bool is_given_up_ = false;
  int put_off_in_vain_ = 0;          ///< probes
  RequestPace::Duration waited_{0};  ///< because the server was busy
  std::size_t held_bytes_ = 0;
  std::size_t unsent_ = 0;
  std::string why_unanswered_ = {};
};

/// What kept an answer away, in words that a terminal can show.
std::string words_of(fetch::Failed const& failed);

}  // namespace corsage::cli
