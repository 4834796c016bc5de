#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "corsage/audit/probe.hpp"

namespace corsage::audit {

/// When a probe is asked; probes.def says what each means.
enum class Stage : std::uint8_t { control, again, cors, coarse, broad, fine, after, special, rest };

/// A row of probes.def.
struct ProbeText {
  std::string_view id;
  Stage stage{};
  std::string_view words;
};

ProbeText const& text(ProbeKind kind);
std::span<ProbeText const> all_probes();

/// A row of origins.def.
struct OriginTemplate {
  ProbeKind probe{};
  std::string_view text;
  Senders senders = {};
};

std::span<OriginTemplate const> all_origin_templates();

}  // namespace corsage::audit
