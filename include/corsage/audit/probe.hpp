#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "corsage/fetch/exchange.hpp"
#include "corsage/trace/reason.hpp"

namespace corsage::audit {

/// What a probe is sent to find out; the table is probes.def.
enum class ProbeKind : std::uint8_t {
#define CORSAGE_PROBE(id, stage, words) id,
#include "corsage/audit/probes.def"
#undef CORSAGE_PROBE
};

/// The row's id, as in JSON.
std::string_view to_string(ProbeKind kind);

/// What it asks, in a few words.
std::string_view words(ProbeKind kind);

/// Browsers that can be made to send an origin.
struct Senders {
  bool chromium = true;
  bool firefox = true;
  bool webkit = true;

  bool operator==(Senders const&) const = default;
};

/// One request of an audit.
struct Probe {
  ProbeKind kind{};
  std::string origin = {};  ///< what `Origin` says; empty: the request has none
  Senders senders = {};
  fetch::WireRequest request = {};
};

/// A probe and what came of it. Bodies are not kept.
struct Asked {
  Probe probe;
  std::variant<fetch::Answered, fetch::Failed> answer;
  std::uint64_t body_digest = 0;  ///< of the body as received; equal bodies have equal ones

  fetch::Answered const* answered() const { return std::get_if<fetch::Answered>(&answer); }
  fetch::Failed const* failed() const { return std::get_if<fetch::Failed>(&answer); }
};

/// All that was asked, in the order in which it was planned.
using Evidence = std::vector<Asked>;

}  // namespace corsage::audit
