#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "corsage/explain/diagnosis.hpp"
#include "corsage/explain/fingerprint.hpp"
#include "corsage/fetch/environment.hpp"
#include "corsage/fetch/request.hpp"
#include "corsage/http/secrets.hpp"
#include "corsage/platforms/platform.hpp"
#include "corsage/report/terminal_text.hpp"

namespace corsage::report {

/// What one browser (or the standard itself) makes of the fetch.
struct Judgement {
  fetch::Profile const* profile = nullptr;
  explain::Diagnosis diagnosis;
};

/// Whether servers had to prove who they are, as they have to in a browser.
enum class Certificates : std::uint8_t { checked, not_checked };

/// Everything the answer to "why?" is made of.
struct Why {
  fetch::Request request;
  fetch::Environment environment;  ///< its profile is not looked at: each judgement has its own
  std::vector<Judgement> judgements;
  std::vector<explain::Fingerprint> fingerprints = {};
  platforms::Platform const* platform = nullptr;  ///< what the fix is written for
  /// Whether an exchange's answer is not the server's own to this request, but to a harmless one in its place.
  std::function<bool(fetch::WireRequest const&)> is_estimated = {};
  /// Whether methods that may change something are sent: then what stands in is the answer to the same request.
  bool sends_unsafe_methods = false;
  http::Secrets secrets = http::Secrets::masked;
  std::vector<std::string> reads = {};    ///< response headers that the page wants to read, lower case
  std::vector<std::string> cookies = {};  ///< NAME=VALUE each: what the browser has for the request's host
  Certificates certificates = Certificates::checked;
};

/// The judgement whose fetch the timeline tells: the first browser that blocks, otherwise the first browser, otherwise
/// the standard. `why.judgements` is not empty.
Judgement const& leading(Why const& why);

/// The answer, for people: the verdict, the timeline, what JavaScript sees, what consoles say, every cause, the fix and
/// its proof.
std::string why_text(Why const& why, Look const& look);

}  // namespace corsage::report
