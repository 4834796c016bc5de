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

/// Asks the server, and remembers: the same request is sent once, however many browsers and repairs ask for it.
class Witness {
 public:
  using Answer = std::variant<fetch::Answered, fetch::Failed>;

  Witness(transport::CurlTransport& transport, std::string body, UnsafeMethods unsafe_methods, Progress& progress)
      : transport_(transport), body_(std::move(body)), unsafe_methods_(unsafe_methods), progress_(progress) {}

  /// The server's answer, or the answer to a GET where the request may change something and is not to be sent.
  Answer const& answer(fetch::WireRequest const& request);

  /// Whether a GET stands in for the request.
  bool is_estimated(fetch::WireRequest const& request) const;

 private:
  Answer ask(fetch::WireRequest const& request);

  transport::CurlTransport& transport_;
  std::string body_;
  UnsafeMethods unsafe_methods_;
  Progress& progress_;
  std::vector<std::pair<fetch::WireRequest, Answer>> known_;
};

/// Takes certainty from whatever in the diagnosis hangs on an estimated answer: causes, and the proof of the fix.
void mark_estimates(Witness const& witness, explain::Diagnosis& diagnosis);

/// Whether the run itself, before any repair, hangs on an estimated answer.
bool is_estimate(Witness const& witness, fetch::Run const& run);

}  // namespace corsage::cli
