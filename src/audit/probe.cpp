#include "corsage/audit/probe.hpp"

#include <array>
#include <cstddef>

#include "probes.hpp"

namespace corsage::audit {
namespace {

constexpr std::array rows{
#define CORSAGE_PROBE(id, stage, words) ProbeText{#id, Stage::stage, words},
#include "corsage/audit/probes.def"
#undef CORSAGE_PROBE
};

constexpr Senders everybody{};
constexpr Senders c{.chromium = true, .firefox = false, .webkit = false};
constexpr Senders f{.chromium = false, .firefox = true, .webkit = false};
constexpr Senders w{.chromium = false, .firefox = false, .webkit = true};
constexpr Senders cw{.chromium = true, .firefox = false, .webkit = true};

constexpr std::array origins{
#define CORSAGE_ORIGIN(probe, template_text, senders) OriginTemplate{ProbeKind::probe, template_text, senders},
#include "corsage/audit/origins.def"
#undef CORSAGE_ORIGIN
};

}  // namespace

ProbeText const& text(ProbeKind kind) {
  return rows[static_cast<std::size_t>(kind)];
}

std::span<ProbeText const> all_probes() {
  return rows;
}

std::span<OriginTemplate const> all_origin_templates() {
  return origins;
}

std::string_view to_string(ProbeKind kind) {
  return text(kind).id;
}

std::string_view words(ProbeKind kind) {
  return text(kind).words;
}

}  // namespace corsage::audit
