#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <unordered_map>

#include "audit_plan.hpp"
#include "corsage/transport/curl_transport.hpp"
#include "interruption.hpp"
#include "listed_urls.hpp"
#include "ongoing_audit.hpp"
#include "request_pace.hpp"

namespace corsage::cli {

/// Carries out the audits of all targets, many at once, in one thread: each as fast as the limits let it, those that were
/// named first before others. Memory is bounded, whatever the list.
class AuditRunner {
 public:
  struct Telling {
    /// An audit is finished, or given up. In the order of the list.
    std::function<void(OngoingAudit const&)> finished;
    /// A target was not begun, for that reason.
    std::function<void(ListedUrl const&, std::string const& why)> left_out;
    /// A list was not read to its end, for that reason.
    std::function<void(std::string const& list, std::string const& why)> left_unread;
  };

  AuditRunner(AuditPlan const& plan, ListedUrls& targets, Interruption& interruption, Telling telling)
      : plan_(plan),
        targets_(targets),
        interruption_(interruption),
        telling_(std::move(telling)),
        pace_(plan.limits),
        transport_(plan.network) {}

  /// To the end, or until `goes_on` says no: it is asked again and again, and may show how far it is.
  void run(std::function<bool()> const& goes_on);

  /// How many targets were begun and not told.
  std::size_t under_way() const { return audits_.size(); }

  std::size_t requests() const { return pace_.sent(); }

  /// Whether it was interrupted before its end.
  bool is_interrupted() const { return is_interrupted_; }

 private:
  struct Sent {
    OngoingAudit* audit = nullptr;
    std::size_t number = 0;
  };

  bool wants_targets() const;
  bool holds_too_much() const;
  bool begin_another();
  void send_what_may_go();
  bool send_one_each();
  void give_up_if_refused(OngoingAudit& audit, RequestPace::Time now);
  void wait();
  std::chrono::milliseconds patience();
  void receive(transport::CurlTransport::Finished finished);
  void tell_finished();
  void end_early(std::string const& why);

  AuditPlan const& plan_;
  ListedUrls& targets_;
  Interruption& interruption_;
  Telling telling_;
  RequestPace pace_;
  transport::CurlTransport transport_;
  std::deque<std::unique_ptr<OngoingAudit>> audits_;  ///< those that were not told yet
  std::size_t unfinished_ = 0;
  std::unordered_map<transport::CurlTransport::Ticket, Sent> sent_;
  bool is_interrupted_ = false;
};

}  // namespace corsage::cli
