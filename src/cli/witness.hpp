#pragma once

#include <functional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "corsage/explain/diagnosis.hpp"
#include "corsage/transport/curl_transport.hpp"
#include "progress.hpp"
#include "why_options.hpp"

namespace corsage::cli {

/// Asks the server, and remembers: the same request is sent once, however many browsers and repairs ask for it. One that
/// may change something is sent once even where they ask for it with other headers.
class Witness {
 public:
  using Answer = std::variant<fetch::Answered, fetch::Failed>;

  Witness(transport::CurlTransport& transport, std::string body, UnsafeMethods unsafe_methods, Progress& progress)
      : transport_(transport), body_(std::move(body)), unsafe_methods_(unsafe_methods), progress_(progress) {}

  /// From then on nobody is waited for any more, and no answer is one.
  void stop_when(std::function<bool()> is_stopped) { is_stopped_ = std::move(is_stopped); }

  /// The server's answer. Where the request may change something and is not to be sent, the answer to a GET; where it was
  /// sent with other headers already, the answer to that.
  Answer const& answer(fetch::WireRequest const& request);

  /// Whether another request's answer stands in for the request's own.
  bool is_estimated(fetch::WireRequest const& request) const;

  /// The requests of which that is so.
  std::vector<fetch::WireRequest> estimated() const;

 private:
  struct Known {
    fetch::WireRequest request;
    Answer answer;
    bool is_estimated = false;
  };

  Known learn(fetch::WireRequest const& request);
  Answer ask(fetch::WireRequest const& request);

  transport::CurlTransport& transport_;
  std::string body_;
  UnsafeMethods unsafe_methods_;
  Progress& progress_;
  std::function<bool()> is_stopped_ = [] { return false; };
  std::vector<Known> known_;
};

/// Takes certainty from whatever in the diagnosis hangs on an estimated answer: causes, and the proof of the fix.
void mark_estimates(Witness const& witness, explain::Diagnosis& diagnosis);

/// Whether the run itself, before any repair, hangs on an estimated answer.
bool is_estimate(Witness const& witness, fetch::Run const& run);

}  // namespace corsage::cli
