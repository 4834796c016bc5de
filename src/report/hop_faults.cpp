#include <algorithm>
#include <iterator>

#include "code_lines.hpp"
#include "evidence.hpp"
#include "hop_sections.hpp"
#include "why_sections.hpp"

#include <fmt/format.h>

namespace corsage::report {
namespace {

using explain::Effect;
using explain::LayerFinding;

std::string explain_line(trace::Reason reason) {
  return "corsage explain " + std::string(to_string(reason));
}

/// Whom the fault harms that does not block this page. That the page gets by is said only where the verdict says so.
std::string_view harmed_by(Hops const& hops, LayerFinding const& finding) {
  if (finding.reason == trace::Reason::layer_lets_in_strangers) {
    return "any website gets in";
  }
  bool const is_allowed =
      outermost(hops) == hops.layers.size() - 1 && hops.layers.back().verdict == fetch::Verdict::allowed;
  return is_allowed ? "this page gets by, others may not" : "may keep others out, not this page";
}

/// Where it is, how bad and how sure, and where to read on.
void add_reference(TerminalText& text, Hops const& hops, HopFinding const& told) {
  auto const separator = fmt::format(" {} ", text.sign(Sign::separator));
  Spans spans{{legs_of(told), Role::faint}};
  if (told.front()->effect == Effect::harms) {
    spans.push_back({separator + std::string(harmed_by(hops, *told.front())), Role::faint});
  }
  if (!std::ranges::all_of(told, &LayerFinding::certain)) {
    spans.push_back({separator + "likely", Role::warning});
  }
  text.line_with_end(spans, {{explain_line(told.front()->reason), Role::code}}, {.first = {{"  "}}, .columns = 2});
}

void add_side(TerminalText& text, std::string const& who, explain::Side const& side, LayerFinding const& finding,
              http::Secrets secrets) {
  Margin const margin{.first = {{"  "}, {std::string(text.sign(Sign::received)) + " ", Role::faint}}, .columns = 4};
  text.paragraph({{who, Role::strong}, {fmt::format(" answers {}", side.status)}}, {.columns = 2});
  for (auto const line : side.lines) {
    auto shown = fmt::format("{}: {}", visible(line.name), visible(http::shown_value(line.name, line.value, secrets)));
    text.paragraph({{text.cut(std::move(shown), text.look().width * most_lines_of_value), Role::code}}, margin);
  }
  if (side.lines.empty()) {
    text.paragraph({{"without " + (finding.header.empty() ? "CORS headers" : finding.header), Role::faint}}, margin);
  }
}

/// What both sides answered to the same, or one layer to two origins.
void add_sides(TerminalText& text, Hops const& hops, LayerFinding const& finding) {
  auto const& why = hops.hops[finding.layer].why;
  if (auto const* const failed = explain::failure_of(hops.layers[finding.layer])) {
    auto const detail = visible(http::shown_text(failed->detail, why.secrets));
    text.paragraph({{text.cut(fmt::format("{}: {}", to_string(failed->failure), detail),
                              text.look().width * most_lines_of_value)}},
                   {.columns = 2});
    return;
  }
  auto const page = std::string(why.environment.origin.serialized());
  if (finding.inner && finding.turn == explain::Turn::stranger) {
    text.paragraph({{fmt::format("To a request with Origin: {}", hops.stranger)}}, {.columns = 2});
  }
  auto const& name = hops.layers[finding.layer].name;
  auto const to = [&](std::string const& origin) { return fmt::format("To {} {}", origin, name); };
  add_side(text, finding.inner ? hops.layers[*finding.inner].name : to(page), finding.inner_side, finding, why.secrets);
  add_side(text, finding.inner ? name : to(hops.stranger), finding.outer_side, finding, why.secrets);
}

void add_advice(TerminalText& text, Hops const& hops, LayerFinding const& finding) {
  auto const advice = advice_on(hops, finding);
  auto const& platform = *hops.hops[finding.layer].why.platform;
  auto const place =
      platform.token == "any" ? std::string("What to do: ") : fmt::format("What to do, in {}: ", platform.name);
  Spans spans{{place, Role::strong}};
  std::ranges::move(marked(advice.text, text.look().colors), std::back_inserter(spans));
  text.paragraph(spans, {.columns = 2});
  text.blank();
  for (auto const& line : advice.lines) {
    text.line({{line, Role::code}}, 4);
  }
}

/// The policy that lets the page in, as the layer's configuration.
void add_policy(TerminalText& text, Hops const& hops, std::size_t layer, std::string const& title) {
  auto const& why = hops.hops[layer].why;
  auto const fix = written_fix(why);
  if (!fix || fix->nearest.text.empty()) {
    return;
  }
  text.heading(title);
  text.paragraph(marked(before_policy(hops, layer), text.look().colors), {.columns = 2});
  text.blank();
  add_code(text, fix->nearest.text);
  add_warnings(text, why, *fix);
}

/// An error that lacks the headers: it is what the page would see, and other answers may well have them.
void add_hidden_error(TerminalText& text, Hops const& hops, std::size_t layer) {
  auto const findings = shared_findings(hops.hops[layer].why);
  bool const is_hidden = std::ranges::any_of(
      findings, [](Shared const& finding) { return finding.cause.reason == trace::Reason::error_status_hidden; });
  if (!is_hidden) {
    return;
  }
  constexpr auto reason = trace::Reason::error_status_hidden;
  text.paragraph({{std::string(trace::text(reason).title), Role::strong}},
                 {.first = {{"  "}, {std::string(text.sign(Sign::note)) + " ", Role::faint}}, .columns = 4});
  text.paragraph({{fmt::format("{} answers {}: look into that first, mending it may be all that is needed.",
                               hops.layers[layer].name, error_of(hops, layer))}},
                 {.columns = 4});
  for (auto const& words : hidden_by_errors(hops)) {
    text.paragraph(
        marked(words + " Where those have the CORS headers, `always` is all that is missing here.", text.look().colors),
        {.columns = 4});
  }
  text.paragraph(
      {{fmt::format("request {} ", text.sign(Sign::separator)), Role::faint}, {explain_line(reason), Role::code}},
      {.columns = 4});
}

}  // namespace

void add_faults(TerminalText& text, Hops const& hops) {
  std::vector<std::size_t> layers_of_policies;
  for (auto const& fault : told_findings(hops, true)) {
    auto const& finding = *fault.front();
    text.heading(words_of(hops, finding));
    add_reference(text, hops, fault);
    text.blank();
    add_sides(text, hops, finding);
    text.blank();
    add_advice(text, hops, finding);
    if (is_mended_by_policy(finding) &&
        std::ranges::find(layers_of_policies, finding.layer) == layers_of_policies.end()) {
      layers_of_policies.push_back(finding.layer);
    }
  }
  for (auto const layer : layers_of_policies) {
    add_policy(text, hops, layer, fmt::format("Or the whole policy in {}", hops.layers[layer].name));
  }
}

void add_blocking_layer(TerminalText& text, Hops const& hops) {
  auto const layer = blocking_layer(hops);
  if (!layer) {
    return;
  }
  auto const& why = hops.hops[*layer].why;
  text.heading(fmt::format("{} blocks the page", hops.layers[*layer].name));
  for (auto const& shared : shared_causes(why)) {
    auto const* const exchange = exchange_of(shared.judgement->diagnosis, shared.cause);
    auto const evidence = evidence_of(shared.cause, exchange, why.request, why.secrets);
    auto const leg = shared.cause.leg == trace::Leg::preflight ? "preflight" : "request";
    text.paragraph({{title_of(shared.cause), Role::strong}},
                   {.first = {{"  "}, {std::string(text.sign(Sign::fail)) + " ", Role::bad}}, .columns = 4});
    if (!evidence.note.empty()) {
      text.paragraph({{text.cut(evidence.note, text.look().width * most_lines_of_value)}}, {.columns = 4});
    }
    text.paragraph({{fmt::format("{} {} ", leg, text.sign(Sign::separator)), Role::faint},
                    {explain_line(shared.cause.reason), Role::code}},
                   {.columns = 4});
  }
  add_hidden_error(text, hops, *layer);
  add_policy(text, hops, *layer, fmt::format("The fix in {}", hops.layers[*layer].name));
}

void add_notes(TerminalText& text, Hops const& hops) {
  auto const notes = told_findings(hops, false);
  // Of an answer that is blocked it is told with what blocks it.
  auto const hidden = explain::blocked_from(hops.layers) ? std::vector<std::string>() : hidden_by_errors(hops);
  auto const made_good = blocks_made_good(hops);
  if (notes.empty() && hidden.empty() && made_good.empty()) {
    return;
  }
  text.heading("Worth knowing");
  Margin const margin{.first = {{"  "}, {std::string(text.sign(Sign::note)) + " ", Role::faint}}, .columns = 4};
  for (auto const& told : notes) {
    text.line_with_end({{sentence_of(hops, told)}}, {{explain_line(told.front()->reason), Role::code}}, margin);
  }
  for (auto const* const list : {&made_good, &hidden}) {
    for (auto const& words : *list) {
      text.paragraph(marked(words, text.look().colors), margin);
    }
  }
}

}  // namespace corsage::report
